package city.urna.verifier.block.fabric;

import city.urna.verifier.block.fabric.ReadWriteSet.MetadataWrite;
import city.urna.verifier.block.fabric.ReadWriteSet.Namespace;
import city.urna.verifier.block.fabric.ReadWriteSet.Write;
import city.urna.verifier.bytes.Bytes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state that valid transactions left: versions and key-level policies of all keys, values of
 * the lifecycle's only. Changes of a block in the making are kept apart until it is committed.
 */
final class WorldState {
  /** A key's last write; a value that nobody asks for is left out. */
  private record Entry(Height version, Bytes value, Bytes policy) {}

  /** What one transaction does to one key, counted as Fabric's peers count it. */
  private static final class Operations {
    private static final int PUT = 1;
    private static final int METADATA = 2;
    private static final int METADATA_DELETE = 4;
    private static final int DELETE = 8;

    private int flags;
    private Bytes value = Bytes.EMPTY;
    private Bytes policy = Bytes.EMPTY;

    private boolean deletes() {
      return (flags & DELETE) != 0;
    }

    private boolean putsBoth() {
      return (flags & PUT) != 0 && (flags & (METADATA | METADATA_DELETE)) != 0;
    }

    private boolean putsOnly() {
      return (flags | PUT) == PUT;
    }
  }

  private final Map<StateKey, Entry> committed = new HashMap<>();
  private final Map<StateKey, Optional<Entry>> pending = new HashMap<>();

  /** The version of a key after the last committed block. */
  Optional<Height> version(StateKey key) {
    return Optional.ofNullable(committed.get(key)).map(Entry::version);
  }

  /** The policy of a key after the last committed block; empty where there is none. */
  Bytes policy(StateKey key) {
    Entry entry = committed.get(key);
    return entry == null ? Bytes.EMPTY : entry.policy();
  }

  /** The value of a lifecycle key after the last committed block. */
  Optional<Bytes> lifecycle(String key) {
    return Optional.ofNullable(committed.get(new StateKey(Lifecycle.NAMESPACE, "", key)))
        .map(Entry::value);
  }

  /** Whether an earlier transaction of this block changed a key. */
  boolean changedInBlock(StateKey key) {
    return pending.containsKey(key);
  }

  /**
   * Applies a valid transaction to the block in the making. A flag set twice counts as the next
   * one, as in Fabric's peers, so that what they store is what this stores.
   */
  void apply(ReadWriteSet set, Height height) {
    Map<StateKey, Operations> operations = new LinkedHashMap<>();
    for (Namespace namespace : set.namespaces()) {
      for (Write write : namespace.writes()) {
        Operations on = operations.computeIfAbsent(write.key(), k -> new Operations());
        if (write.value().isEmpty()) {
          on.flags = on.flags + Operations.DELETE & 0xff;
        } else {
          on.flags = on.flags + Operations.PUT & 0xff;
          on.value = write.value();
        }
      }
      for (MetadataWrite write : namespace.metadataWrites()) {
        Operations on = operations.computeIfAbsent(write.key(), k -> new Operations());
        if (write.deletes()) {
          on.flags = on.flags + Operations.METADATA_DELETE & 0xff;
        } else {
          on.flags = on.flags + Operations.METADATA & 0xff;
          on.policy = write.policy();
        }
      }
    }
    Map<StateKey, Optional<Entry>> changes = new HashMap<>();
    operations.forEach((key, on) -> change(key, on, height).ifPresent(e -> changes.put(key, e)));
    pending.putAll(changes);
  }

  /** What becomes of a key; nothing at all where only the metadata of no key was set. */
  private Optional<Optional<Entry>> change(StateKey key, Operations on, Height height) {
    if (on.deletes()) {
      return Optional.of(Optional.empty());
    }
    if (on.putsBoth()) {
      return Optional.of(Optional.of(entry(key, height, on.value, on.policy)));
    }
    Optional<Entry> inBlock = pending.getOrDefault(key, Optional.empty());
    Optional<Entry> last = inBlock.or(() -> Optional.ofNullable(committed.get(key)));
    if (on.putsOnly()) {
      Bytes policy = last.map(Entry::policy).orElse(Bytes.EMPTY);
      return Optional.of(Optional.of(entry(key, height, on.value, policy)));
    }
    return last.map(e -> Optional.of(entry(key, height, e.value(), on.policy)));
  }

  private static Entry entry(StateKey key, Height height, Bytes value, Bytes policy) {
    boolean asked = key.namespace().equals(Lifecycle.NAMESPACE) && key.collection().isEmpty();
    return new Entry(height, asked ? value : Bytes.EMPTY, policy);
  }

  /** A block ends: its changes stand. */
  void commit() {
    pending.forEach(
        (key, entry) -> {
          if (entry.isPresent()) {
            committed.put(key, entry.get());
          } else {
            committed.remove(key);
          }
        });
    pending.clear();
  }
}
