package city.urna.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reference's proofs, right and wrong, one by one and in batches. */
class ProofVectorsTest {
  private static final JsonNode FILE = Vectors.ours("proofs.json");

  @Test
  void encryptionAgrees() {
    for (JsonNode vector : Vectors.each(FILE.required("valid"), "what", "encrypt")) {
      assertEquals(Vectors.hex(vector, "ciphertext"), encrypt(vector));
    }
    for (JsonNode vector : Vectors.each(FILE.required("invalid"), "what", "encrypt")) {
      assertNotEquals(Vectors.hex(vector, "ciphertext"), encrypt(vector));
    }
  }

  @Test
  void rightProofsVerify() {
    List<ProofBatch.Group<String>> batch = new ArrayList<>();
    for (JsonNode vector : proofs("valid")) {
      Claim claim = claim(vector).orThrow();
      assertEquals(Verdict.verified("one"), ProofBatch.check("one", claim), vector.toString());
      batch.add(new ProofBatch.Group<>("group", List.of(claim)));
    }
    for (Verdict<String> verdict : check(batch)) {
      assertEquals(Verdict.verified("group"), verdict);
    }
  }

  @Test
  void wrongProofsAreRefused() {
    for (JsonNode vector : proofs("invalid")) {
      String why = vector.required("why").asText();
      switch (claim(vector)) {
        case Parsed.Malformed<Claim> refused -> assertInstanceOf(Parsed.Malformed.class, refused);
        case Parsed.Ok<Claim>(Claim claim) -> {
          assertRefused(ProofBatch.check("one", claim), why);
          assertRefused(check(List.of(group(claim))).getFirst(), why);
        }
      }
    }
  }

  @Test
  void wrongProofsAreFoundAmongRightOnes() {
    List<ProofBatch.Group<String>> batch = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<JsonNode> valid = proofs("valid");
    for (JsonNode vector : proofs("invalid")) {
      if (claim(vector) instanceof Parsed.Ok<Claim>(Claim claim)) {
        batch.add(new ProofBatch.Group<>("right", claims(valid)));
        expected.add("");
        batch.add(group(claim));
        expected.add(vector.required("why").asText());
      }
    }
    List<Verdict<String>> verdicts = check(batch);
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i).isEmpty()) {
        assertEquals(Verdict.verified("right"), verdicts.get(i));
      } else {
        assertRefused(verdicts.get(i), expected.get(i));
      }
    }
  }

  private static List<Claim> claims(List<JsonNode> vectors) {
    return vectors.stream().map(vector -> claim(vector).orThrow()).toList();
  }

  private static ProofBatch.Group<String> group(Claim claim) {
    return new ProofBatch.Group<>("group", List.of(claim));
  }

  private static List<Verdict<String>> check(List<ProofBatch.Group<String>> batch) {
    return ProofBatch.check(batch, Optional.empty(), Workers.CALLER);
  }

  private static void assertRefused(Verdict<String> verdict, String why) {
    assertEquals(Refusal.PROOF, assertInstanceOf(Verdict.Rejected.class, verdict, why).code(), why);
  }

  private static List<JsonNode> proofs(String validity) {
    return Vectors.each(FILE.required(validity)).stream()
        .filter(vector -> !vector.required("what").asText().equals("encrypt"))
        .toList();
  }

  private static Bytes encrypt(JsonNode vector) {
    Scalar r = Scalar.of(new BigInteger(vector.required("randomness").asText()));
    return key(vector).encrypt(vector.required("value").asInt(), r).encode();
  }

  private static Parsed<Claim> claim(JsonNode vector) {
    String what = vector.required("what").asText();
    return switch (what) {
      case "range" -> range(vector);
      case "equality" -> equality(vector);
      case "possession" -> possession(vector);
      default -> throw new AssertionError("unknown kind of vector: " + what);
    };
  }

  private static Parsed<Claim> range(JsonNode vector) {
    int lo = vector.required("lo").asInt();
    int hi = vector.required("hi").asInt();
    RangeKind kind =
        vector.required("kind").asText().equals("sum") ? RangeKind.SUM : RangeKind.SELECTION;
    return RangeProof.decode(Vectors.hex(vector, "proof"), hi - lo + 1)
        .flatMap(
            proof ->
                Ciphertext.decode(Vectors.hex(vector, "ciphertext"))
                    .flatMap(
                        ciphertext ->
                            PublicKey.decode(Vectors.hex(vector, "key"))
                                .map(
                                    key ->
                                        proof.claim(
                                            new RangeStatement(
                                                context(vector),
                                                kind,
                                                vector.required("style").asText(),
                                                vector.required("question").asText(),
                                                Vectors.hex(vector, "credential"),
                                                vector.required("index").asInt(),
                                                key,
                                                ciphertext,
                                                lo,
                                                hi)))));
  }

  private static Parsed<Claim> equality(JsonNode vector) {
    Parsed<Point> key = Point.decode(Vectors.hex(vector, "key"));
    Parsed<Aggregate> ciphertext = Aggregate.decode(Vectors.hex(vector, "ciphertext"));
    Parsed<Element> share = Element.decode(Vectors.hex(vector, "share"));
    Parsed<Point> a = Point.decode(Vectors.hex(vector, "commitmentG"));
    Parsed<Element> b = Element.decode(Vectors.hex(vector, "commitmentC"));
    Parsed<Scalar> z = Scalar.decode(Vectors.hex(vector, "response"));
    for (Parsed<?> part : List.of(key, ciphertext, share, a, b, z)) {
      if (part instanceof Parsed.Malformed<?>(String reason)) {
        return new Parsed.Malformed<>(reason);
      }
    }
    EqualityStatement statement =
        new EqualityStatement(
            context(vector),
            new Digest(Vectors.hex(vector, "closedSet")),
            vector.required("trustee").asInt(),
            vector.required("question").asText(),
            vector.required("index").asInt(),
            key.orThrow(),
            ciphertext.orThrow(),
            share.orThrow());
    return new Parsed.Ok<>(
        new EqualityProof(a.orThrow(), b.orThrow(), z.orThrow()).claim(statement));
  }

  private static Parsed<Claim> possession(JsonNode vector) {
    Context context =
        new Context(
            vector.required("process").asText(),
            "",
            new Digest(Vectors.hex(vector, "processHash")));
    List<JsonNode> coefficients = Vectors.each(vector.required("coefficients"));
    Transcript transcript =
        Transcript.of("ceremony-possession", context)
            .absorb("round", vector.required("round").asInt())
            .absorb("trustee", vector.required("trustee").asInt())
            .count(coefficients.size());
    coefficients.forEach(
        one -> transcript.absorb("coefficient", Bytes.fromHex(one.asText()).orThrow()));
    return Point.decode(Bytes.fromHex(coefficients.getFirst().asText()).orThrow())
        .flatMap(
            point ->
                Point.decode(Vectors.hex(vector, "commitment"))
                    .flatMap(
                        commitment ->
                            Scalar.decode(Vectors.hex(vector, "response"))
                                .map(
                                    response ->
                                        new PossessionProof(commitment, response)
                                            .claim(transcript, point))));
  }

  private static PublicKey key(JsonNode vector) {
    return PublicKey.decode(Vectors.hex(vector, "key")).orThrow();
  }

  private static Context context(JsonNode vector) {
    return new Context(
        vector.required("process").asText(),
        vector.required("scope").asText(),
        new Digest(Vectors.hex(vector, "election")));
  }
}
