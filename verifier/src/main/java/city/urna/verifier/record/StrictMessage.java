package city.urna.verifier.record;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
      message = parser.parseFrom(raw);
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("not a protobuf message of this type");
    }
    if (hasUnknownField(message)) {
      return Parsed.malformed("holds an unknown field");
    }
    if (!Arrays.equals(message.toByteArray(), raw)) {
      return Parsed.malformed("is not in canonical encoding");
    }
    return Parsed.ok(message);
  }

  private static boolean hasUnknownField(Message message) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      return true;
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      if (field.getKey().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        continue;
      }
      List<?> parts =
          field.getKey().isRepeated() ? (List<?>) field.getValue() : List.of(field.getValue());
      for (Object part : parts) {
        if (part instanceof Message inner && hasUnknownField(inner)) {
          return true;
        }
      }
    }
    return false;
  }
}
