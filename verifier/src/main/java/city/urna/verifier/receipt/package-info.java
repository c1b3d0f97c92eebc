/**
 * Checks a receipt offline (spec log §4) and, with an archive, says whether its ballot counts (spec
 * ballots §5).
 */
package city.urna.verifier.receipt;
