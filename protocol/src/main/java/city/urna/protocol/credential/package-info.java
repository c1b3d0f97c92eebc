/**
 * Voter codes, roll keys, blind signatures and credentials (spec credentials).
 *
 * <p>Proves that a ballot comes from somebody on the roll whom every active issuer let in once,
 * without showing who: a blind signature tells the issuer nothing about the credential that it ends
 * up on, whatever computer the issuer has. Scheme: RFC 9474, {@code RSABSSA-SHA384-PSS-Randomized},
 * 3,072 bits. Not constant-time: the issuer's exponentiations are blinded, and every result is
 * checked before it leaves, as a faulty one would give the key away.
 */
package city.urna.protocol.credential;
