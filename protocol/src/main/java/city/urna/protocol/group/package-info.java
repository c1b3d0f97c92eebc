/**
 * P-256: scalars, points, and the few sums of points that everything else is made of (spec encoding
 * §1.2–1.5).
 *
 * <p>The field's arithmetic, the point formulas, the fixed-base tables and the bucket method are
 * ours, because a check of many proofs lives on them; tests hold them against Bouncy Castle's. A
 * {@link city.urna.protocol.group.Scalar} that exists is below the order, a {@link
 * city.urna.protocol.group.Point} that exists is on the curve and not the identity: what can be the
 * identity is an {@link city.urna.protocol.group.Element}.
 *
 * <p><b>Timing.</b> Nothing here runs in constant time. Java promises none, {@link
 * java.math.BigInteger} leaks lengths, table look-ups leak indexes to a neighbour in the same
 * cache, and doubling, adding and negating take different paths. Public inputs (all verification)
 * are not hurt by it. Secret ones: a ballot's randomness is used once, on the voter's own device; a
 * trustee's share is long-lived and therefore never enters a multiplication as it is, see {@link
 * city.urna.protocol.group.Element#timesBlinded}, and trustee keys stay off servers.
 */
package city.urna.protocol.group;
