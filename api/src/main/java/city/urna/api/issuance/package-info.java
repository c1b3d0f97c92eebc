/**
 * The issuing side: knows who asks, never what is voted (spec credentials §3 to §5).
 *
 * <p>It sees blinded values only, and has its own listener, keys, store and log. Against an
 * issuer's own operator: issuances are published with the voters' signatures, so none can be
 * invented.
 */
package city.urna.api.issuance;
