package city.urna.protocol.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Scalar;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The reference's round of a ceremony, and its steps made wrong. */
class CeremonyVectorsTest {
  private static final JsonNode FILE = Vectors.ours("ceremony.json");
  private static final Round ROUND =
      Round.of(
          FILE.required("process").asText(),
          new Digest(Vectors.hex(FILE, "processHash")),
          FILE.required("round").asInt(),
          FILE.required("threshold").asInt(),
          numbers(FILE.required("active")));

  @Test
  void openingsFitTheirCommitments() {
    for (JsonNode vector : valid("opening")) {
      Contribution contribution = check(vector).orThrow();
      List<Element> expected = new ArrayList<>();
      vector
          .required("polynomial")
          .forEach(f -> expected.add(FixedBase.GENERATOR.times(scalar(f.asText()))));
      assertEquals(expected, contribution.coefficients());
    }
  }

  @Test
  void wrongOpeningsAreRefused() {
    for (JsonNode vector : invalid("opening")) {
      Refusal expected = vector.path("possession").asBoolean() ? Refusal.PROOF : Refusal.CEREMONY;
      assertEquals(
          expected,
          assertInstanceOf(Verdict.Rejected.class, check(vector), why(vector)).code(),
          why(vector));
    }
  }

  @Test
  void sealedSharesOpen() {
    for (JsonNode vector : valid("sealed")) {
      int dealer = vector.required("dealer").asInt();
      int recipient = vector.required("recipient").asInt();
      assertEquals(Vectors.hex(vector, "info"), ROUND.shareInfo(dealer, recipient).value());
      assertEquals(new Parsed.Ok<>(scalar(vector.required("share").asText())), openShare(vector));
    }
  }

  @Test
  void wrongSealedSharesAreAReasonToComplain() {
    for (JsonNode vector : invalid("sealed")) {
      assertInstanceOf(Parsed.Malformed.class, openShare(vector), why(vector));
    }
  }

  @Test
  void answersFitTheCoefficients() {
    for (JsonNode vector : valid("answer")) {
      assertEquals(Scalar.decode(Vectors.hex(vector, "share")).orThrow(), answer(vector).orThrow());
    }
    for (JsonNode vector : invalid("answer")) {
      assertEquals(
          Refusal.CEREMONY,
          assertInstanceOf(Verdict.Rejected.class, answer(vector), why(vector)).code());
    }
  }

  @Test
  void keysFollowFromTheOpenings() {
    for (JsonNode vector : valid("key")) {
      JointKey key = jointKey(vector);
      assertEquals(stated(vector), computed(key));
      List<Bytes> publicKeys = new ArrayList<>();
      vector
          .required("shares")
          .forEach(
              share -> publicKeys.add(FixedBase.GENERATOR.times(scalar(share.asText())).encode()));
      assertEquals(publicKeys, computed(key).subList(2, computed(key).size()));
    }
    for (JsonNode vector : invalid("key")) {
      assertNotEquals(stated(vector), computed(jointKey(vector)), why(vector));
    }
  }

  private static List<Bytes> stated(JsonNode vector) {
    List<Bytes> all = new ArrayList<>();
    all.add(Vectors.hex(vector, "jointKey"));
    all.add(Vectors.hex(vector, "transcript"));
    vector.required("trusteeKeys").forEach(key -> all.add(Bytes.fromHex(key.asText()).orThrow()));
    return all;
  }

  private static List<Bytes> computed(JointKey key) {
    List<Bytes> all = new ArrayList<>();
    all.add(key.key().encode());
    all.add(key.transcript().value());
    key.trusteeKeys().values().forEach(point -> all.add(point.encode()));
    return all;
  }

  private static JointKey jointKey(JsonNode vector) {
    List<Contribution> contributions = new ArrayList<>();
    for (JsonNode opening : Vectors.each(vector.required("openings"))) {
      contributions.add(
          Contribution.read(
                  ROUND, contributions.size() + 1, Bytes.fromHex(opening.asText()).orThrow())
              .orThrow());
    }
    return JointKey.of(ROUND, contributions).orThrow();
  }

  private static Verdict<Contribution> check(JsonNode vector) {
    return Contribution.check(
        ROUND,
        vector.required("trustee").asInt(),
        new Digest(Vectors.hex(vector, "commitment")),
        Vectors.hex(vector, "opening"));
  }

  private static Parsed<Scalar> openShare(JsonNode vector) {
    return Contribution.read(
            ROUND, vector.required("dealer").asInt(), Vectors.hex(vector, "opening"))
        .flatMap(
            contribution ->
                contribution.openShare(
                    vector.required("recipient").asInt(),
                    scalar(vector.required("secret").asText())));
  }

  private static Verdict<Scalar> answer(JsonNode vector) {
    JsonNode opening =
        valid("opening").stream()
            .filter(one -> one.required("trustee").equals(vector.required("dealer")))
            .findFirst()
            .orElseThrow();
    return check(opening)
        .flatMap(
            contribution -> {
              List<Bytes> coefficients = new ArrayList<>();
              vector
                  .required("coefficients")
                  .forEach(one -> coefficients.add(Bytes.fromHex(one.asText()).orThrow()));
              assertEquals(
                  coefficients, contribution.coefficients().stream().map(Element::encode).toList());
              return contribution.checkAnswer(
                  vector.required("recipient").asInt(), Vectors.hex(vector, "share"));
            });
  }

  private static List<JsonNode> valid(String what) {
    return Vectors.each(FILE.required("valid"), "what", what);
  }

  private static List<JsonNode> invalid(String what) {
    return Vectors.each(FILE.required("invalid"), "what", what);
  }

  private static Scalar scalar(String decimal) {
    return Scalar.of(new BigInteger(decimal));
  }

  private static List<Integer> numbers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(one -> numbers.add(one.asInt()));
    return numbers;
  }

  private static String why(JsonNode vector) {
    return vector.required("why").asText();
  }
}
