/**
 * Published issuances (spec credentials §5).
 *
 * <p>Proves that every published blind signature was asked for by a holder of a roll key, against
 * an issuer that would invent voters; that none is missing is for the verifier's reconciliation.
 */
package city.urna.chaincode.issuance;
