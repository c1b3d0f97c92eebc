package city.urna.network;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * A block: accepted records in their order, chained to the block before and signed by the orderer
 * (spec log §5).
 *
 * @param number from 0; block 0 holds the genesis record alone
 * @param previous header hash of the block before; zero in block 0
 * @param records exact bytes, at least one
 * @param signature the orderer's, 64 bytes, over the header hash
 */
public record Block(long number, Digest previous, List<Bytes> records, Bytes signature) {
  public Block {
    records = List.copyOf(records);
    if (number < 0 || records.isEmpty()) {
      throw new IllegalArgumentException("blocks count from 0 and are never empty");
    }
  }

  /** A block with these records, signed. */
  public static Block sign(long number, Digest previous, List<Bytes> records, SigningKey orderer) {
    Digest hash = headerHash(number, records.size(), previous, dataHash(records));
    return new Block(number, previous, records, orderer.sign(hash.value()));
  }

  /** SHA-256 of {@code u32(length) ‖ record} for each record. */
  public Digest dataHash() {
    return dataHash(records);
  }

  /** What the orderer signs and the next block names. */
  public Digest headerHash() {
    return headerHash(number, records.size(), previous, dataHash());
  }

  /** The 140 bytes that an archive keeps of a block besides its records. */
  public Bytes header() {
    return Bytes.concat(
        Wire.u64(number),
        Wire.u32(records.size()),
        previous.value(),
        dataHash().value(),
        signature);
  }

  /** What the log's store keeps of it besides its records. */
  public BlockRow row() {
    return new BlockRow(number, header(), headerHash());
  }

  /** Whether this is the orderer's signature. */
  public boolean isSignedBy(Bytes orderer) {
    return Signatures.verify(orderer, headerHash().value(), signature);
  }

  private static Digest dataHash(List<Bytes> records) {
    List<Bytes> parts = new ArrayList<>();
    for (Bytes record : records) {
      parts.add(Wire.u32(record.size()));
      parts.add(record);
    }
    return Digest.sha256(parts.toArray(Bytes[]::new));
  }

  private static Digest headerHash(long number, int count, Digest previous, Digest data) {
    return Transcript.of("block", Context.NONE)
        .absorbLong("number", number)
        .absorb("count", count)
        .absorb("previous", previous)
        .absorb("data", data)
        .hash();
  }

  /** The block as it travels to an organization (spec api §3). */
  public city.urna.protocol.records.Block message() {
    var message =
        city.urna.protocol.records.Block.newBuilder()
            .setNumber(number)
            .setPrevious(previous.value().toByteString())
            .setSignature(signature.toByteString());
    records.forEach(record -> message.addRecords(record.toByteString()));
    return message.build();
  }

  /** Takes a block that has travelled; says nothing yet of signature and content. */
  public static Parsed<Block> of(city.urna.protocol.records.Block message) {
    if (message.getNumber() < 0 || message.getRecordsCount() == 0) {
      return new Parsed.Malformed<>("a block without number or records");
    }
    return Digest.parse(Bytes.of(message.getPrevious()))
        .map(
            previous ->
                new Block(
                    message.getNumber(),
                    previous,
                    message.getRecordsList().stream().map(Bytes::of).toList(),
                    Bytes.of(message.getSignature())));
  }
}
