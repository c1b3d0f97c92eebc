/**
 * Records of clerks, registrars, trustees, issuers and organizations. There is no other login than
 * the signature on each record; the contract decides.
 */
package city.urna.api.console;
