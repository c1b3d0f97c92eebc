package city.urna.network;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
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
    if (number < 0) {
      throw new IllegalArgumentException("blocks count from 0");
    }
    if (records.isEmpty()) {
      throw new IllegalArgumentException("a block is never empty");
    }
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
