package city.urna.protocol.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's encodings and group operations. */
class GroupVectorsTest {
  private static final JsonNode ENCODING = Vectors.ours("encoding.json");
  private static final JsonNode GROUP = Vectors.ours("group.json");

  @Test
  void whatDecodesEncodesToTheSameBytes() {
    for (JsonNode vector : groupEncodings("valid")) {
      Bytes bytes = Vectors.hex(vector, "bytes");
      assertEquals(new Parsed.Ok<>(bytes), decode(vector), vector.toString());
    }
    for (JsonNode vector : Vectors.each(ENCODING.required("valid"), "what", "scalar")) {
      assertEquals(scalar(vector, "value"), Scalar.decode(Vectors.hex(vector, "bytes")).orThrow());
    }
    for (JsonNode vector : Vectors.each(ENCODING.required("valid"), "what", "point")) {
      Bytes uncompressed =
          Bytes.concat(
              Bytes.of(new byte[] {4}), Vectors.hex(vector, "x"), Vectors.hex(vector, "y"));
      assertEquals(
          uncompressed, Point.decode(Vectors.hex(vector, "bytes")).orThrow().encodeUncompressed());
    }
  }

  @Test
  void whatIsNotCanonicalIsMalformed() {
    for (JsonNode vector : groupEncodings("invalid")) {
      assertInstanceOf(Parsed.Malformed.class, decode(vector), vector.required("why").asText());
    }
  }

  @Test
  void operationsAgree() {
    for (JsonNode vector : Vectors.each(GROUP.required("valid"))) {
      assertEquals(
          new Parsed.Ok<>(Vectors.hex(vector, "result")),
          operate(vector).map(Element::encode),
          vector.toString());
    }
  }

  @Test
  void wrongResultsDiffer() {
    for (JsonNode vector : Vectors.each(GROUP.required("invalid"))) {
      assertNotEquals(
          new Parsed.Ok<>(Vectors.hex(vector, "result")),
          operate(vector).map(Element::encode),
          vector.required("why").asText());
    }
  }

  private static List<JsonNode> groupEncodings(String validity) {
    return Vectors.each(ENCODING.required(validity)).stream()
        .filter(vector -> !vector.required("what").asText().equals("integer"))
        .toList();
  }

  private static Parsed<Bytes> decode(JsonNode vector) {
    Bytes bytes = Vectors.hex(vector, "bytes");
    String what = vector.required("what").asText();
    return switch (what) {
      case "scalar" -> Scalar.decode(bytes).map(Scalar::encode);
      case "point" -> Point.decode(bytes).map(Point::encode);
      case "element" -> Element.decode(bytes).map(Element::encode);
      case "ciphertext" -> Ciphertext.decode(bytes).map(Ciphertext::encode);
      case "aggregate" -> Aggregate.decode(bytes).map(Aggregate::encode);
      default -> throw new AssertionError("unknown kind of vector: " + what);
    };
  }

  private static Parsed<Element> operate(JsonNode vector) {
    String op = vector.required("op").asText();
    return switch (op) {
      case "multiply" -> {
        Scalar scalar = scalar(vector, "scalar");
        yield element(vector, "point")
            .map(
                element -> {
                  Element product = element.times(scalar);
                  if (element instanceof Point point) {
                    assertEquals(product, new FixedBase(point).times(scalar));
                  }
                  return product;
                });
      }
      case "add" ->
          element(vector, "left")
              .flatMap(left -> element(vector, "right").map(right -> left.plus(right)));
      case "sum" -> {
        List<Scalar> scalars = new ArrayList<>();
        List<Element> elements = new ArrayList<>();
        boolean decoded = true;
        for (JsonNode term : vector.required("terms")) {
          scalars.add(scalar(term, "scalar"));
          decoded &= element(term, "point").map(elements::add) instanceof Parsed.Ok<?>;
        }
        yield decoded
            ? new Parsed.Ok<>(MultiScalar.sum(scalars, elements))
            : new Parsed.Malformed<>("a point that is none");
      }
      case "hash-to-curve" ->
          new Parsed.Ok<>(
              new HashToCurve(vector.required("dst").asText())
                  .hash(Vectors.hex(vector, "message")));
      default -> throw new AssertionError("unknown operation: " + op);
    };
  }

  private static Parsed<Element> element(JsonNode vector, String field) {
    return Element.decode(Vectors.hex(vector, field));
  }

  private static Scalar scalar(JsonNode vector, String field) {
    BigInteger integer = new BigInteger(vector.required(field).asText());
    assertTrue(integer.compareTo(Scalar.ORDER) < 0);
    return Scalar.of(integer);
  }
}
