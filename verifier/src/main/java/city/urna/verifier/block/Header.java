package city.urna.verifier.block;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import java.nio.ByteBuffer;

/**
 * A block's header as an archive holds it (spec log §5): 140 bytes, unchecked.
 *
 * @param number from 0, as stored; may be any u64
 * @param count records in the block, a u32
 * @param previous the header hash of the block before, 32 bytes
 * @param data hash of the records, 32 bytes
 * @param signature of the orderer over the header hash, 64 bytes
 */
record Header(long number, long count, Bytes previous, Bytes data, Bytes signature) {
  static final int SIZE = 140;

  /** Cuts 140 bytes into their fields; every such string is a header. */
  static Header of(byte[] bytes) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    return new Header(
        fields.getLong(),
        Integer.toUnsignedLong(fields.getInt()),
        Bytes.of(bytes, 12, 44),
        Bytes.of(bytes, 44, 76),
        Bytes.of(bytes, 76, SIZE));
  }

  /** The header hash: what the orderer signs and the next header names. */
  Bytes hash() {
    return Transcript.of("block", "", "", Bytes.ZERO_32)
        .absorbLong("number", number)
        .absorb("count", (int) count)
        .absorb("previous", previous)
        .absorb("data", data)
        .hash();
  }
}
