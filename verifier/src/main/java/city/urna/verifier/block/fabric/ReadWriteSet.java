package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.ledger.rwset.CollectionHashedReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.NsReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.TxReadWriteSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.HashedRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataEntry;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVMetadataWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRWSet;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVRead;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVReadHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWrite;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.KVWriteHash;
import org.hyperledger.fabric.protos.ledger.rwset.kvrwset.Version;

/** What a transaction read and wrote, namespace by namespace, in the order it says. */
record ReadWriteSet(List<Namespace> namespaces) {
  private static final Bytes HASH_OF_NOTHING = Bytes.sha256();
  private static final String VALIDATION_PARAMETER = "VALIDATION_PARAMETER";

  ReadWriteSet {
    namespaces = List.copyOf(namespaces);
  }

  /**
   * A chaincode's part.
   *
   * @param collections those of the private collections that it wrote to
   * @param ranges whether it read a range of keys
   */
  record Namespace(
      String name,
      List<Read> reads,
      List<Write> writes,
      List<MetadataWrite> metadataWrites,
      Set<String> collections,
      boolean ranges) {
    Namespace {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
      metadataWrites = List.copyOf(metadataWrites);
      collections = Set.copyOf(collections);
    }

    boolean changesSomething() {
      return !writes.isEmpty() || !metadataWrites.isEmpty();
    }
  }

  /** A key read, and the version at which it stood; none where there was none. */
  record Read(StateKey key, Optional<Height> version) {}

  /** A key written; no value deletes. Of a private collection, hashes of key and value. */
  record Write(StateKey key, Bytes value) {}

  /** A key's policy set; empty where the metadata names none. */
  record MetadataWrite(StateKey key, boolean deletes, Bytes policy) {}

  static Parsed<ReadWriteSet> parse(ByteString results) {
    try {
      List<Namespace> namespaces = new ArrayList<>();
      for (NsReadWriteSet part : TxReadWriteSet.parseFrom(results).getNsRwsetList()) {
        namespaces.add(namespace(part));
      }
      return Parsed.ok(new ReadWriteSet(namespaces));
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("its read and write sets cannot be read");
    }
  }

  private static Namespace namespace(NsReadWriteSet part) throws InvalidProtocolBufferException {
    String name = part.getNamespace();
    KVRWSet open = KVRWSet.parseFrom(part.getRwset());
    List<Read> reads = new ArrayList<>();
    for (KVRead read : open.getReadsList()) {
      reads.add(
          new Read(
              new StateKey(name, "", read.getKey()), height(read.hasVersion(), read.getVersion())));
    }
    List<Write> writes = new ArrayList<>();
    for (KVWrite write : open.getWritesList()) {
      writes.add(
          new Write(
              new StateKey(name, "", write.getKey()),
              write.getIsDelete() ? Bytes.EMPTY : Bytes.of(write.getValue())));
    }
    List<MetadataWrite> metadata = new ArrayList<>();
    for (KVMetadataWrite write : open.getMetadataWritesList()) {
      metadata.add(metadata(new StateKey(name, "", write.getKey()), write.getEntriesList()));
    }
    Set<String> collections = new HashSet<>();
    for (CollectionHashedReadWriteSet collection : part.getCollectionHashedRwsetList()) {
      HashedRWSet hashed = HashedRWSet.parseFrom(collection.getHashedRwset());
      String within = collection.getCollectionName();
      for (KVReadHash read : hashed.getHashedReadsList()) {
        reads.add(
            new Read(
                key(name, within, read.getKeyHash()),
                height(read.hasVersion(), read.getVersion())));
      }
      for (KVWriteHash write : hashed.getHashedWritesList()) {
        Bytes value = Bytes.of(write.getValueHash());
        writes.add(
            new Write(
                key(name, within, write.getKeyHash()),
                write.getIsDelete() || value.equals(HASH_OF_NOTHING) ? Bytes.EMPTY : value));
        collections.add(within);
      }
      for (KVMetadataWriteHash write : hashed.getMetadataWritesList()) {
        metadata.add(metadata(key(name, within, write.getKeyHash()), write.getEntriesList()));
        collections.add(within);
      }
    }
    return new Namespace(
        name, reads, writes, metadata, collections, open.getRangeQueriesInfoCount() > 0);
  }

  private static Optional<Height> height(boolean present, Version version) {
    return present
        ? Optional.of(new Height(version.getBlockNum(), version.getTxNum()))
        : Optional.empty();
  }

  private static StateKey key(String name, String collection, ByteString hash) {
    return new StateKey(name, collection, hash.toString(StandardCharsets.ISO_8859_1));
  }

  /** The last entry of a name stands. */
  private static MetadataWrite metadata(StateKey key, List<KVMetadataEntry> entries) {
    Bytes policy = Bytes.EMPTY;
    for (KVMetadataEntry entry : entries) {
      if (entry.getName().equals(VALIDATION_PARAMETER)) {
        policy = Bytes.of(entry.getValue());
      }
    }
    return new MetadataWrite(key, entries.isEmpty(), policy);
  }
}
