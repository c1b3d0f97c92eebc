package city.urna.protocol.log;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A log of twenty ballots behind a genesis record, with three cosigners of whom two must sign. */
final class SampleLog {
  static final String ORIGIN = "log.example/urna";
  static final long TIME = 1_790_000_000;

  final Ed25519PrivateKey logKey;
  final List<Ed25519PrivateKey> cosignerKeys;
  final List<LogEntry> entries = new ArrayList<>();
  final MerkleTree tree = new MerkleTree();
  final CheckpointTrust trust;

  SampleLog(long seed) {
    SecureRandom random = Seeded.random(seed);
    logKey = Ed25519PrivateKey.generate(random);
    cosignerKeys = IntStream.range(0, 3).mapToObj(i -> Ed25519PrivateKey.generate(random)).toList();
    for (int i = 0; i <= 20; i++) {
      Digest hash = new Digest(Seeded.bytes(random, 32));
      Tracker tracker = i == 0 ? Tracker.NONE : new Tracker(new Digest(Seeded.bytes(random, 32)));
      Kind kind = i == 0 ? Kind.GENESIS : Kind.BALLOT;
      entries.add(new LogEntry(kind, i, LogEntry.scopeHash("p", "s"), hash, tracker));
      tree.append(entries.get(i).encode());
    }
    trust = new CheckpointTrust(key(logKey), cosigners(), 2);
  }

  private static NoteKey key(Ed25519PrivateKey logKey) {
    return new NoteKey(
        ORIGIN, NoteKey.Type.LOG, Ed25519PublicKey.decode(logKey.publicKey()).orThrow());
  }

  private List<NoteKey> cosigners() {
    return IntStream.range(0, 3)
        .mapToObj(
            i ->
                new NoteKey(
                    name(i),
                    NoteKey.Type.COSIGNER,
                    Ed25519PublicKey.decode(cosignerKeys.get(i).publicKey()).orThrow()))
        .toList();
  }

  static String name(int cosigner) {
    return CheckpointTrust.cosignerName(ORIGIN, "o" + cosigner);
  }

  Checkpoint checkpoint(long size) {
    return new Checkpoint(ORIGIN, size, tree.root(size));
  }

  NoteSignature cosign(Checkpoint checkpoint, int cosigner, long time) {
    return Cosignature.sign(checkpoint, name(cosigner), time, cosignerKeys.get(cosigner));
  }

  /** The checkpoint of this size with the lines of these cosigners. */
  SignedNote note(long size, int... cosigners) {
    Checkpoint checkpoint = checkpoint(size);
    SignedNote note = checkpoint.sign(logKey);
    for (int cosigner : cosigners) {
      note = note.with(cosign(checkpoint, cosigner, TIME + cosigner));
    }
    return note;
  }
}
