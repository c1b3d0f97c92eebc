package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.trust.Trust;
import java.util.List;

/**
 * Whose signatures make a checkpoint.
 *
 * @param origin the log's origin and key name
 * @param logKey Ed25519, 32 bytes
 * @param cosigners in the order of the genesis record
 * @param quorum cosignatures that a checkpoint needs
 */
public record LogTrust(String origin, Bytes logKey, List<Cosigner> cosigners, int quorum) {
  /** An organization's cosigner key, Ed25519, 32 bytes. */
  public record Cosigner(String id, Bytes key) {}

  public LogTrust {
    cosigners = List.copyOf(cosigners);
  }

  public static LogTrust of(Trust trust) {
    return new LogTrust(
        trust.origin(),
        trust.logKey(),
        trust.organizations().stream().map(o -> new Cosigner(o.id(), o.cosignerKey())).toList(),
        trust.quorum());
  }

  NoteKey logNoteKey() {
    return new NoteKey(origin, NoteKey.Type.ED25519, logKey);
  }

  NoteKey noteKey(Cosigner cosigner) {
    return new NoteKey(origin + "/" + cosigner.id(), NoteKey.Type.COSIGNATURE, cosigner.key());
  }
}
