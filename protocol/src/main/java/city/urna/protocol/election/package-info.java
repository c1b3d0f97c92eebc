/**
 * What a scope's freeze has fixed, read once and asked often: the election hash, the shape of every
 * ballot, the trustees' and issuers' keys (spec records §7.4–7.5, ballots §1).
 *
 * <p>Nothing here decides whether a definition may be accepted; it reads one that has been.
 */
package city.urna.protocol.election;
