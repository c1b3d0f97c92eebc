package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One version of a scope's roll as the state holds it, read chunk by chunk. */
public final class RollState {
  private final State state;
  private final String process;
  private final String scope;
  private final int version;
  private final Map<Integer, Optional<Roll>> chunks = new TreeMap<>();

  public RollState(State state, String process, String scope, int version) {
    this.state = state;
    this.process = process;
    this.scope = scope;
    this.version = version;
  }

  /** The entry of that index, from 0. */
  public Optional<RollEntry> entry(int index) {
    if (index < 0) {
      return Optional.empty();
    }
    int place = index % RollRule.CHUNK;
    return chunk(index / RollRule.CHUNK)
        .filter(chunk -> place < chunk.getEntriesCount())
        .map(chunk -> chunk.getEntries(place));
  }

  private Optional<Roll> chunk(int chunk) {
    return chunks.computeIfAbsent(
        chunk,
        number ->
            state
                .get(StateKeys.roll(process, scope, version, number))
                .map(body -> StrictParser.parse(Roll.parser(), body).orThrow()));
  }

  /**
   * Refuses (R5) a definition that does not name the whole of this version (spec credentials §2,
   * records §7.4): every chunk there and of one roll, first keys ascending, no key twice, size and
   * root right.
   */
  Verdict<Definition> check(Definition definition) {
    if (version < 1 || definition.getRollSize() < 1) {
      return rejected("there is no such roll");
    }
    Set<Bytes> keys = new TreeSet<>();
    List<Bytes> entries = new ArrayList<>();
    Bytes last = Bytes.EMPTY;
    for (int i = 0; i < RollRule.chunks(definition.getRollSize()); i++) {
      Optional<Roll> chunk = chunk(i);
      if (chunk.isEmpty() || chunk.get().getTotal() != definition.getRollSize()) {
        return rejected("a chunk of the roll is missing or another roll's");
      }
      for (RollEntry entry : chunk.get().getEntriesList()) {
        Bytes first = Bytes.of(entry.getKeys(0));
        if (first.compareTo(last) <= 0) {
          return rejected("the roll's entries do not ascend by their first key");
        }
        for (ByteString key : entry.getKeysList()) {
          if (!keys.add(Bytes.of(key))) {
            return rejected("a key stands twice in the roll");
          }
        }
        entries.add(Bytes.of(entry.toByteString()));
        last = first;
      }
    }
    Digest root = MerkleTree.root(entries);
    return Bytes.of(definition.getRollRoot()).equals(root.value())
        ? Verdict.verified(definition)
        : rejected("the definition names another root than the roll's");
  }

  private static Verdict<Definition> rejected(String reason) {
    return Verdict.rejected(Refusal.DEFINITION, reason);
  }
}
