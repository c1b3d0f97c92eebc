package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.signature.Ed25519PublicKey;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A chunk of a roll (spec credentials §2). */
public final class RollRule {
  /** How many entries a chunk has, but for the last. */
  public static final int CHUNK = 1_000;

  private RollRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by every registrar; R4 after
   * the freeze; R5 unknown scope, numbers that do not fit, a chunk that is there already, entries
   * that are malformed, out of order or there twice. What only shows over all chunks is refused at
   * the freeze.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(Roll.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            roll ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            known
                                .signedByRegistrars(record)
                                .flatMap(signed -> known.requireSetup(state, record.scope()))
                                .flatMap(setup -> known.requireScope(record.scope()))
                                .flatMap(scope -> check(known, scope, roll))))
        .flatMap(roll -> fresh(state, key(record, roll), roll))
        .map(roll -> List.of(new Write(key(record, roll), record.body())));
  }

  private static String key(SignedRecord record, Roll roll) {
    return StateKeys.roll(record.process(), record.scope(), roll.getVersion(), roll.getChunk());
  }

  private static Verdict<Roll> fresh(State state, String key, Roll roll) {
    return state.get(key).isEmpty()
        ? Verdict.verified(roll)
        : rejected("this chunk of this version is there already");
  }

  private static Verdict<Roll> check(KnownProcess known, Scope scope, Roll roll) {
    if (roll.getVersion() < 1 || roll.getTotal() < 1) {
      return rejected("a roll has a version and entries");
    }
    if (roll.getChunks() != chunks(roll.getTotal())
        || roll.getChunk() < 0
        || roll.getChunk() >= roll.getChunks()) {
      return rejected("the roll's numbers of chunks do not fit its size");
    }
    if (roll.getEntriesCount() != entries(roll.getTotal(), roll.getChunk())) {
      return rejected("the chunk has another number of entries than its place asks for");
    }
    return entries(known.process().getRegistrarsCount(), scope, roll);
  }

  private static Verdict<Roll> entries(int registrars, Scope scope, Roll roll) {
    List<String> styles = scope.getStylesList().stream().map(Style::getId).toList();
    Set<Bytes> seen = new TreeSet<>();
    Bytes last = Bytes.EMPTY;
    for (RollEntry entry : roll.getEntriesList()) {
      if (entry.getKeysCount() != registrars) {
        return rejected("an entry has one key for each registrar");
      }
      if (entry.getCommitment().size() != Digest.SIZE || !styles.contains(entry.getStyle())) {
        return rejected("an entry's style or commitment is none");
      }
      for (ByteString key : entry.getKeysList()) {
        if (!seen.add(Bytes.of(key))) {
          return rejected("a key stands twice in the roll");
        }
        if (Ed25519PublicKey.decode(Bytes.of(key)).optional().isEmpty()) {
          return rejected("a key in the roll is none");
        }
      }
      Bytes first = Bytes.of(entry.getKeys(0));
      if (first.compareTo(last) <= 0) {
        return rejected("entries do not ascend by their first key");
      }
      last = first;
    }
    return Verdict.verified(roll);
  }

  /** How many chunks a roll of that size has. */
  static int chunks(int total) {
    return (total - 1) / CHUNK + 1;
  }

  private static int entries(int total, int chunk) {
    return Math.min(CHUNK, total - chunk * CHUNK);
  }

  private static Verdict<Roll> rejected(String reason) {
    return Verdict.rejected(Refusal.DEFINITION, reason);
  }
}
