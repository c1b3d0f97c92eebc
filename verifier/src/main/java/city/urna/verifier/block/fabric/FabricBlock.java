package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.StrictMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockMetadataIndex;
import org.hyperledger.fabric.protos.common.LastConfig;
import org.hyperledger.fabric.protos.common.Metadata;

/**
 * A {@code common.Block} as a peer delivers it, read strictly; nothing of it is proved yet.
 *
 * @param number as stated, an unsigned 64-bit number
 * @param previous the header hash of the block before, as stated
 * @param dataHash as stated
 * @param envelopes the transactions' exact bytes, in order
 * @param metadata signatures, flags and more, by {@link BlockMetadataIndex}
 */
record FabricBlock(
    long number, Bytes previous, Bytes dataHash, List<Bytes> envelopes, List<Bytes> metadata) {
  /** Far above what orderers put into one block. */
  static final int MOST_BYTES = 128 << 20;

  private static final int METADATA = 5;

  /** The first block's metadata in place of signatures: it is its own last configuration. */
  private static final Bytes FIRST = Bytes.fromHex("0a020a00").orThrow();

  FabricBlock {
    envelopes = List.copyOf(envelopes);
    metadata = List.copyOf(metadata);
  }

  static Parsed<FabricBlock> parse(Bytes raw) {
    return StrictMessage.parse(Block.parser(), raw).flatMap(FabricBlock::of);
  }

  private static Parsed<FabricBlock> of(Block block) {
    if (!block.hasHeader() || !block.hasData() || !block.hasMetadata()) {
      return Parsed.malformed("a block without header, data or metadata");
    }
    if (block.getMetadata().getMetadataCount() != METADATA) {
      return Parsed.malformed("a block's metadata does not have its " + METADATA + " parts");
    }
    return Parsed.ok(
        new FabricBlock(
            block.getHeader().getNumber(),
            Bytes.of(block.getHeader().getPreviousHash()),
            Bytes.of(block.getHeader().getDataHash()),
            block.getData().getDataList().stream().map(Bytes::of).toList(),
            block.getMetadata().getMetadataList().stream().map(Bytes::of).toList()));
  }

  /** DER SEQUENCE of number, previous hash, data hash: what is hashed and signed. */
  Bytes header() {
    try {
      return Bytes.of(
          new DERSequence(
                  new ASN1Encodable[] {
                    new ASN1Integer(new BigInteger(Long.toUnsignedString(number))),
                    new DEROctetString(previous.toArray()),
                    new DEROctetString(dataHash.toArray())
                  })
              .getEncoded("DER"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bytes hash() {
    return Bytes.sha256(header());
  }

  /** SHA-256 of the envelopes, one after the other. */
  Bytes contentHash() {
    return Bytes.sha256(envelopes.toArray(Bytes[]::new));
  }

  Bytes signatures() {
    return metadata.get(BlockMetadataIndex.SIGNATURES_VALUE);
  }

  /** What the peer's state came to, hashed: signed by nobody, the same at every honest peer. */
  Bytes commitHash() {
    return metadata.get(BlockMetadataIndex.COMMIT_HASH_VALUE);
  }

  /**
   * What is wrong with the parts of the metadata that nobody signs.
   *
   * @param config number of the last block with a configuration, this one's own where it has one
   */
  Optional<String> unsigned(long config) {
    Bytes last = metadata.get(BlockMetadataIndex.LAST_CONFIG_VALUE);
    Bytes named =
        Bytes.of(
            Metadata.newBuilder()
                .setValue(LastConfig.newBuilder().setIndex(config).build().toByteString())
                .build()
                .toByteString());
    if (!last.isEmpty() && !last.equals(named)
        || !metadata.get(BlockMetadataIndex.ORDERER_VALUE).isEmpty()
        || number == 0 && !(signatures().isEmpty() || signatures().equals(FIRST))
        || !commitHash().isEmpty()
            && (number == 0
                || commitHash().size() != 34
                || commitHash().at(0) != 0x0a
                || commitHash().at(1) != 32)) {
      return Optional.of("holds metadata that no peer writes");
    }
    return Optional.empty();
  }

  /** What the peer thinks of each transaction, one byte each. */
  Bytes flags() {
    return metadata.get(BlockMetadataIndex.TRANSACTIONS_FILTER_VALUE);
  }
}
