/**
 * The trustees' ceremony, closed sets, decryption shares and certificates (spec ceremony, tally).
 *
 * <p>Proves that nothing is decrypted but what a majority of the organizations counted, and that
 * the certificate states what the shares open to, against trustees, clerks and single
 * organizations.
 */
package city.urna.chaincode.tally;
