package city.urna.verifier.record;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Arrays;

/** Reads protobuf messages strictly (spec encoding §3.1). */
public final class StrictMessage {
  private StrictMessage() {}

  /**
   * Reads a message from exactly these bytes.
   *
   * <p>Refuses what does not parse, an unknown field at any depth, and bytes that serializing the
   * message does not give again.
   */
  public static <M extends Message> Parsed<M> parse(Parser<M> parser, Bytes bytes) {
    byte[] raw = bytes.toArray();
    M message;
    try {
      message = DiscardUnknownFieldsParser.wrap(parser).parseFrom(raw);
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("not a protobuf message of this type");
    }
    // What was not understood has been dropped, at any depth, and so makes a difference here too.
    return Arrays.equals(message.toByteArray(), raw)
        ? Parsed.ok(message)
        : Parsed.malformed("holds an unknown field or is not in canonical encoding");
  }
}
