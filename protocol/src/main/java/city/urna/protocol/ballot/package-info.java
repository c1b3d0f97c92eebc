/**
 * Ballots: made and proved on the voter's device, checked by whoever receives one, and chained so
 * that one of a voter's ballots counts (spec ballots).
 *
 * <p>A checked ballot is shown to come from a holder of a credential that every active issuer has
 * signed, to answer the questions of its style within their limits, and to belong to this election,
 * this credential and these places alone. Against whom: voters who would vote twice, too much or
 * with another's ciphertexts, and gateways that would alter what they carry. Whose ballot it is and
 * what it says stays unknown.
 */
package city.urna.protocol.ballot;
