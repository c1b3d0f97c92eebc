package city.urna.protocol.record;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;

/**
 * Protobuf read so that every message has one encoding (spec encoding §3).
 *
 * <p>Unknown fields are dropped at every depth and the rest is written again: only if that gives
 * the same bytes is the message accepted. One comparison thus refuses unknown fields, trailing
 * bytes, repeated singular fields, explicit defaults, unordered fields and long varints.
 */
public final class StrictParser {
  private StrictParser() {}

  /** Reads a message; refuses every encoding but the canonical one. */
  public static <M extends Message> Parsed<M> parse(Parser<M> parser, Bytes bytes) {
    M message;
    try {
      message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(bytes.toArray());
    } catch (InvalidProtocolBufferException notProtobuf) {
      return new Parsed.Malformed<>("not the protobuf message it should be");
    }
    return Bytes.of(message.toByteArray()).equals(bytes)
        ? new Parsed.Ok<>(message)
        : new Parsed.Malformed<>("a protobuf message that is not canonically encoded");
  }
}
