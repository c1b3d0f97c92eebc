/**
 * The log (spec log §1–4): entries, tiles, checkpoints with their cosignatures, receipts, and the
 * checks V1.* over them. RFC 6962 hashing; C2SP tlog-tiles, tlog-checkpoint, tlog-cosignature and
 * tlog-proof, read strictly.
 *
 * <p>What it proves: that every record stands in one tree that the log signed and a quorum of
 * trusted cosigners saw. Against: whoever serves the archive, and fewer cosigners than the quorum.
 */
package city.urna.verifier.log;
