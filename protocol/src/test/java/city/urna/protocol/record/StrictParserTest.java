package city.urna.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.Ceremony;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Style;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One message, one encoding: every other spelling is refused, at every depth. */
class StrictParserTest {
  private static final Process PROCESS =
      StrictParser.parse(Process.parser(), Vectors.hex(Vectors.ours("definitions.json"), "process"))
          .orThrow();

  private static <M extends Message> void accepted(Parser<M> parser, String hex) {
    Parsed<M> parsed = StrictParser.parse(parser, Bytes.fromHex(hex).orThrow());
    assertEquals(hex, Bytes.of(parsed.orThrow().toByteString()).hex());
  }

  private static void refused(Parser<? extends Message> parser, String hex) {
    assertInstanceOf(
        Parsed.Malformed.class, StrictParser.parse(parser, Bytes.fromHex(hex).orThrow()), hex);
  }

  /** The message with an unknown field in it, then in each message that it holds, one at a time. */
  private static List<Message> withUnknownField(Message message) {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(1_000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    List<Message> all = new ArrayList<>();
    all.add(message.toBuilder().setUnknownFields(unknown).build());
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                if (field.isRepeated()) {
                  for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    for (Message inner :
                        withUnknownField((Message) message.getRepeatedField(field, i))) {
                      all.add(message.toBuilder().setRepeatedField(field, i, inner).build());
                    }
                  }
                } else {
                  for (Message inner : withUnknownField((Message) value)) {
                    all.add(message.toBuilder().setField(field, inner).build());
                  }
                }
              }
            });
    return all;
  }

  @Test
  void anUnknownFieldAtAnyDepthIsRefused() throws Exception {
    List<Message> messages = withUnknownField(PROCESS);
    assertTrue(messages.size() > 30);
    for (Message message : messages) {
      Bytes bytes = Bytes.of(message.toByteString());
      assertEquals(message, Process.parseFrom(bytes.toByteString()), "protobuf itself takes it");
      assertInstanceOf(Parsed.Malformed.class, StrictParser.parse(Process.parser(), bytes));
    }
  }

  @Test
  void everyPrefixAndEveryContinuationIsRefused() {
    Bytes good = Bytes.of(PROCESS.toByteString());
    for (int size = 1; size < good.size(); size++) {
      Parsed<Process> parsed = StrictParser.parse(Process.parser(), good.slice(0, size));
      if (parsed instanceof Parsed.Ok<Process>(Process shorter)) {
        assertEquals(good.slice(0, size), Bytes.of(shorter.toByteString()));
      }
    }
    for (int tail = 0; tail < 256; tail++) {
      Bytes longer = Bytes.concat(good, Bytes.of(new byte[] {(byte) tail}));
      assertInstanceOf(Parsed.Malformed.class, StrictParser.parse(Process.parser(), longer));
    }
    assertInstanceOf(
        Parsed.Malformed.class, StrictParser.parse(Process.parser(), Bytes.concat(good, good)));
  }

  @Test
  void aStyleHasOneSpelling() {
    accepted(Style.parser(), "");
    accepted(Style.parser(), "0a0161" + "12070a02656e120178" + "1a0171" + "1a0172");
    for (String bad :
        List.of(
            "0a00", // explicit default
            "0a810061", // long length
            "8a000161", // long tag
            "0a01610a0161", // twice
            "1a01710a0161", // unordered
            "0a01611201", // cut
            "0a0161120c0a02656e12017812017878", // value twice inside
            "0a016112070a02656e1201ff", // no UTF-8
            "0a016112050a00120178", // explicit default inside
            "08017a0161", // unknown
            "0b0c", // group
            "0d00000000")) { // wrong wire type
      refused(Style.parser(), bad);
    }
  }

  @Test
  void numbersFlagsAndListsHaveOneSpelling() {
    accepted(Phase.parser(), "0805" + "3002" + "3a020102");
    for (String bad :
        List.of(
            "0800", // explicit zero
            "088500", // long varint
            "0885808080808080808001", // 2^63 + 5: cut to 32 bits by some
            "0885808080f0ffffffff01", // sign-extended
            "2000", // explicit false
            "2002", // a true that is 2
            "208100", // long true
            "38013802", // unpacked
            "3a0101" + "3a0102", // in two parts
            "3a00", // empty list written
            "3a03018200")) { // long varint in a list
      refused(Phase.parser(), bad);
    }
  }

  @Test
  void oneMemberOfAChoice() {
    accepted(Ceremony.parser(), "08011001" + "2801");
    accepted(Ceremony.parser(), "08011001" + "2800");
    accepted(Ceremony.parser(), "08011001" + "3200");
    refused(Ceremony.parser(), "08011001" + "2801" + "3200");
    refused(Ceremony.parser(), "08011001" + "2801" + "2802");
    refused(Ceremony.parser(), "08011001" + "32020801" + "3203120107");
  }

  @Test
  void deepNestingEndsInARefusal() {
    ByteString nested = ByteString.EMPTY;
    for (int i = 0; i < 2_000; i++) {
      nested =
          ByteString.copyFromUtf8("\u0013")
              .concat(nested)
              .concat(ByteString.copyFromUtf8("\u0014"));
    }
    assertInstanceOf(
        Parsed.Malformed.class, StrictParser.parse(Process.parser(), Bytes.of(nested)));
  }
}
