/**
 * Fabric's blocks, recomputed (spec fabric; checks V2.5 and on): hashes, orderers' signatures,
 * configurations, creators, endorsements, read conflicts, and from what is valid the log.
 *
 * <p>What it proves: that enough orderers of the channel whose first block the auditor pinned put
 * these transactions in this order, that of these exactly those count that Fabric's own rules let
 * count, and that the log holds what they had accepted. Against: whoever stores or serves the
 * blocks, peers included; their flags are compared, never believed. Not against: as many
 * organizations as the endorsement policy asks for, which can have accepted what they want; whether
 * they should have is what V3 to V12 check.
 */
package city.urna.verifier.block.fabric;
