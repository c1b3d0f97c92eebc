/**
 * The embedded ledger's blocks (spec log §5) and the checks V2.* over them.
 *
 * <p>What it proves: that the trusted orderer signed this chain of headers and that they cover
 * exactly these records in this order. Against: whoever stores or serves the blocks.
 */
package city.urna.verifier.block;
