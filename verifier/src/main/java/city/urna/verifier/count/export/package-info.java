/**
 * A counted file as files that other people's programs read (spec exports §9): ballots as {@code
 * .pb}, {@code .blt}, NIST cast vote records and CSV, results as NIST election report and CSV, and
 * a chart. What a format cannot say is left out and named, never bent.
 */
package city.urna.verifier.count.export;
