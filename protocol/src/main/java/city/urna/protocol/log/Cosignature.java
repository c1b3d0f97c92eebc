package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.Signatures;
import java.util.Optional;

/**
 * A cosigner's word that it saw a checkpoint, at a time (C2SP tlog-cosignature, Ed25519).
 *
 * <p>Shapes: seconds since 1970 as u64 below 2⁶³, then a signature of 64 bytes.
 */
public record Cosignature(NoteKey cosigner, long time) {
  private static final int SIGNATURE_SIZE = 64;

  /** Signs a checkpoint's text at this time, in seconds since 1970. */
  public static NoteSignature sign(
      Checkpoint checkpoint, String cosigner, long time, Ed25519PrivateKey key) {
    NoteKey name =
        new NoteKey(
            cosigner, NoteKey.Type.COSIGNER, Ed25519PublicKey.decode(key.publicKey()).orThrow());
    Bytes signature = key.sign(message(checkpoint.text(), time));
    return new NoteSignature(cosigner, name.id(), Bytes.concat(Wire.u64(time), signature));
  }

  /** The cosignature that this line holds over the text, if it is this cosigner's and valid. */
  public static Optional<Cosignature> verify(String text, NoteSignature line, NoteKey cosigner) {
    if (cosigner.type() != NoteKey.Type.COSIGNER || !cosigner.claims(line)) {
      return Optional.empty();
    }
    Parsed<Optional<Cosignature>> read =
        Wire.read(
            line.value(),
            reader -> {
              long time = reader.u64();
              Bytes signature = reader.take(SIGNATURE_SIZE);
              return Signatures.verify(cosigner.key(), message(text, time), signature)
                  ? Optional.of(new Cosignature(cosigner, time))
                  : Optional.empty();
            });
    return read.optional().flatMap(found -> found);
  }

  /** The time that a cosignature's line states, in seconds since 1970; nothing is verified. */
  public static long stated(NoteSignature line) {
    return Wire.read(line.value().slice(0, Long.BYTES), Wire.Reader::u64).orThrow();
  }

  private static Bytes message(String text, long time) {
    return Bytes.ofUtf8("cosignature/v1\ntime " + time + "\n" + text);
  }
}
