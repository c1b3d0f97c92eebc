package city.urna.protocol.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.hash2curve.impl.XmdMessageExpansion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Other people's vectors of the group: RFC 9380, RFC 9497, Wycheproof. */
@Tag("real-data")
class PublicGroupVectorsTest {
  @Test
  void rfc9380HashToCurve() {
    JsonNode file = Vectors.shared("rfc9380-P256_XMD-SHA-256_SSWU_RO.json");
    HashToCurve hash = new HashToCurve(file.required("dst").asText());
    for (JsonNode vector : Vectors.each(file.required("vectors"))) {
      Bytes expected =
          Bytes.concat(
              Bytes.of(new byte[] {4}),
              hex(vector.required("P").required("x")),
              hex(vector.required("P").required("y")));
      assertEquals(
          expected, hash.hash(Bytes.ofUtf8(vector.required("msg").asText())).encodeUncompressed());
    }
  }

  private static Bytes hex(JsonNode prefixed) {
    return Bytes.fromHex(prefixed.asText().substring(2)).orThrow();
  }

  /** Private keys times public points, and encodings that are no points. */
  @Test
  void wycheproofEcdh() {
    JsonNode file = Vectors.shared("wycheproof-ecdh_secp256r1_ecpoint_test.json");
    int valid = 0;
    int invalid = 0;
    for (JsonNode group : Vectors.each(file.required("testGroups"))) {
      for (JsonNode vector : Vectors.each(group.required("tests"))) {
        Bytes encoded = Vectors.hex(vector, "public");
        Parsed<Point> point =
            encoded.size() == Element.SIZE
                ? Point.decode(encoded)
                : Point.decodeUncompressed(encoded);
        if (vector.required("result").asText().equals("invalid")) {
          assertInstanceOf(Parsed.Malformed.class, point, vector.toString());
          invalid++;
          continue;
        }
        Scalar secret = Scalar.of(new BigInteger(vector.required("private").asText(), 16));
        Element product = point.orThrow().times(secret);
        assertEquals(
            Vectors.hex(vector, "shared"), product.encode().slice(1, 33), vector.toString());
        assertEquals(product, new FixedBase(point.orThrow()).times(secret), vector.toString());
        assertEquals(product, point.orThrow().timesBlinded(secret, Seeded.random(1)));
        valid++;
      }
    }
    assertTrue(valid > 200 && invalid > 5, valid + " valid, " + invalid + " invalid");
  }

  /** RFC 9497 mode VOPRF: blinding, evaluation, and the DLEQ proofs over P-256. */
  @Test
  void rfc9497Voprf() {
    for (JsonNode suite : Vectors.each(Vectors.shared("rfc9497-voprf-p256.json"), "mode", "1")) {
      Oprf oprf = new Oprf(text(Vectors.hex(suite, "groupDST")));
      Scalar secret = Scalar.decode(Vectors.hex(suite, "skSm")).orThrow();
      Point key = Point.decode(Vectors.hex(suite, "pkSm")).orThrow();
      assertEquals(key, FixedBase.GENERATOR.times(secret));
      for (JsonNode vector : Vectors.each(suite.required("vectors"))) {
        List<Point> blinded = new ArrayList<>();
        List<Point> evaluated = new ArrayList<>();
        List<Bytes> inputs = list(vector, "Input");
        for (int i = 0; i < inputs.size(); i++) {
          Scalar blind = Scalar.decode(list(vector, "Blind").get(i)).orThrow();
          blinded.add(oprf.hashToGroup(inputs.get(i)).times(blind).point());
          evaluated.add(blinded.get(i).times(secret).point());
        }
        assertEquals(list(vector, "BlindedElement"), encoded(blinded));
        assertEquals(list(vector, "EvaluationElement"), encoded(evaluated));
        Scalar r = Scalar.decode(Vectors.hex(vector.required("Proof"), "r")).orThrow();
        assertEquals(
            Vectors.hex(vector.required("Proof"), "proof"),
            oprf.prove(secret, key, blinded, evaluated, r));
      }
    }
  }

  private static String text(Bytes ascii) {
    return new String(ascii.toArray(), StandardCharsets.US_ASCII);
  }

  private static List<Bytes> encoded(List<Point> points) {
    return points.stream().map(Point::encode).toList();
  }

  private static List<Bytes> list(JsonNode vector, String field) {
    List<Bytes> list = new ArrayList<>();
    for (String one : vector.required(field).asText().split(",", -1)) {
      list.add(Bytes.fromHex(one).orThrow());
    }
    return list;
  }

  /** The few lines of RFC 9497 that lie above the group (§2.2, §4.3). */
  private static final class Oprf {
    private static final String TO_GROUP = "HashToGroup-";

    private final HashToCurve toGroup;
    private final String context;

    Oprf(String groupTag) {
      toGroup = new HashToCurve(groupTag);
      context = groupTag.substring(TO_GROUP.length());
    }

    Point hashToGroup(Bytes input) {
      return toGroup.hash(input);
    }

    Bytes prove(Scalar secret, Point key, List<Point> blinded, List<Point> evaluated, Scalar r) {
      Bytes seed =
          Digest.sha256(sized(key.encode()), sized(Bytes.ofUtf8("Seed-" + context))).value();
      List<Scalar> coefficients = new ArrayList<>();
      for (int i = 0; i < blinded.size(); i++) {
        coefficients.add(
            hashToScalar(
                Bytes.concat(
                    sized(seed),
                    Wire.u16(i),
                    sized(blinded.get(i).encode()),
                    sized(evaluated.get(i).encode()),
                    Bytes.ofUtf8("Composite"))));
      }
      Element m = MultiScalar.sum(coefficients, blinded);
      Element z = m.times(secret);
      Element t2 = FixedBase.GENERATOR.times(r);
      Element t3 = m.times(r);
      Scalar c =
          hashToScalar(
              Bytes.concat(
                  sized(key.encode()),
                  sized(m.encode()),
                  sized(z.encode()),
                  sized(t2.encode()),
                  sized(t3.encode()),
                  Bytes.ofUtf8("Challenge")));
      return Bytes.concat(c.encode(), r.minus(c.times(secret)).encode());
    }

    private static Bytes sized(Bytes bytes) {
      return Bytes.concat(Wire.u16(bytes.size()), bytes);
    }

    private Scalar hashToScalar(Bytes input) {
      byte[] tag = ("HashToScalar-" + context).getBytes(StandardCharsets.US_ASCII);
      byte[] expanded =
          new XmdMessageExpansion(new SHA256Digest(), 128).expandMessage(input.toArray(), tag, 48);
      return Scalar.of(new BigInteger(1, expanded));
    }
  }
}
