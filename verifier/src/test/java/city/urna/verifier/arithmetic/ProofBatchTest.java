package city.urna.verifier.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.arithmetic.ProofBatch.Rejected;
import city.urna.verifier.bytes.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProofBatchTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private final Prover prover = new Prover(21);

  private static List<Integer> guilty(List<? extends Claim> claims) {
    return ProofBatch.check(claims, RANDOM).rejected().stream().map(Rejected::index).toList();
  }

  private List<RangeClaim> selections(int count) {
    return IntStream.range(0, count).mapToObj(i -> prover.selection(i % 2, i)).toList();
  }

  @Test
  void honestProofsPass() {
    assertEquals(List.of(), guilty(selections(70)));
    assertEquals(List.of(), guilty(List.of()));
    assertEquals(List.of(), ProofBatch.checkOne(prover.selection(1, 0)).rejected());
  }

  @Test
  void sumsOfManyAndOfOneValuePass() {
    for (int[] range : new int[][] {{1, 5}, {0, 3}, {2, 2}, {0, 30}}) {
      Prover.Encrypted e = prover.encrypt(range[1]);
      RangeClaim claim =
          prover.range(
              RangeKind.SUM,
              e.ciphertext().aggregate(),
              e.randomness(),
              e.value(),
              range[0],
              range[1],
              9);
      assertEquals(130 * (range[1] - range[0] + 1), claim.proof().size());
      assertEquals(List.of(), guilty(List.of(claim, prover.selection(0, 0))));
      assertEquals(List.of(), ProofBatch.checkOne(claim).rejected());
    }
  }

  @Test
  void valuesOutsideTheRangeAreFoundByBisecting() {
    List<RangeClaim> claims = new ArrayList<>(selections(40));
    claims.set(0, prover.selection(2, 0));
    claims.set(23, prover.selection(-1, 23));
    claims.set(39, prover.selection(5, 39));
    assertEquals(List.of(0, 23, 39), guilty(claims));
  }

  @Test
  void everyByteOfAProofIsBound() {
    Random random = new Random(22);
    RangeClaim honest = prover.selection(1, 0);
    for (int at = 0; at < honest.proof().size(); at++) {
      byte[] bytes = honest.proof().toArray();
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      RangeClaim changed = withProof(honest, Bytes.of(bytes));
      assertFalse(ProofBatch.checkOne(changed).rejected().isEmpty(), "byte " + at);
      assertEquals(List.of(1), guilty(List.of(honest, changed)), "byte " + at);
    }
  }

  @Test
  void everyPartOfTheStatementIsBound() {
    RangeClaim h = prover.selection(1, 0);
    Bytes other = Bytes.sha256(Bytes.EMPTY);
    Aggregate cipher = prover.encrypt(1).ciphertext().aggregate();
    List<UnaryOperator<RangeClaim>> changes =
        List.of(
            c -> change(c, RangeKind.SUM, c.process(), c.scope(), c.election(), c.style()),
            c -> change(c, c.kind(), "x", c.scope(), c.election(), c.style()),
            c -> change(c, c.kind(), c.process(), "x", c.election(), c.style()),
            c -> change(c, c.kind(), c.process(), c.scope(), other, c.style()),
            c -> change(c, c.kind(), c.process(), c.scope(), c.election(), "x"),
            c -> change(c, "x", c.credential(), c.index(), c.key(), c.ciphertext(), c.lo()),
            c -> change(c, c.question(), other, c.index(), c.key(), c.ciphertext(), c.lo()),
            c -> change(c, c.question(), c.credential(), 1, c.key(), c.ciphertext(), c.lo()),
            c -> change(c, c.question(), c.credential(), 0, Point.GENERATOR, c.ciphertext(), 0),
            c -> change(c, c.question(), c.credential(), 0, c.key(), cipher, 0),
            c -> change(c, c.question(), c.credential(), 0, c.key(), c.ciphertext(), 1));
    for (UnaryOperator<RangeClaim> change : changes) {
      RangeClaim changed = change.apply(h);
      assertEquals(1, ProofBatch.checkOne(changed).rejected().size(), changed.toString());
      assertEquals(List.of(0), guilty(List.of(changed, h)));
    }
  }

  /**
   * Two wrong responses whose errors are opposite would cancel under equal or guessable weights.
   */
  @Test
  void opposedErrorsDoNotCancel() {
    RangeClaim first = prover.selection(0, 0);
    RangeClaim second = prover.selection(0, 1);
    List<RangeClaim> pair =
        List.of(shiftResponse(first, Scalar.ONE), shiftResponse(second, Scalar.ONE.negate()));
    assertEquals(List.of(0, 1), guilty(pair));
  }

  @Test
  void equalityProofsHoldForTheirShareOnly() {
    Aggregate cipher = prover.encrypt(1).ciphertext().aggregate();
    EqualityClaim honest = equality(cipher, prover.secret, prover.secret);
    EqualityClaim wrong = equality(cipher, prover.secret, prover.secret.plus(Scalar.ONE));
    EqualityClaim empty = equality(Aggregate.EMPTY, prover.secret, prover.secret);
    assertEquals(List.of(1), guilty(List.of(honest, wrong, empty)));
    assertTrue(ProofBatch.checkOne(empty).rejected().isEmpty());
    assertFalse(ProofBatch.checkOne(wrong).rejected().isEmpty());
    EqualityClaim identityShare =
        new EqualityClaim(
            honest.process(),
            honest.scope(),
            honest.election(),
            honest.closedSet(),
            1,
            "question",
            0,
            honest.key(),
            cipher,
            Element.IDENTITY.encode(),
            honest.commitmentG(),
            honest.commitmentC(),
            honest.response());
    assertFalse(ProofBatch.checkOne(identityShare).rejected().isEmpty());
  }

  private EqualityClaim equality(Aggregate cipher, Scalar x, Scalar claimed) {
    Element share = cipher.alpha().times(claimed);
    Scalar w = prover.scalar();
    Point a = Prover.point(w);
    Element b = cipher.alpha().times(w);
    Bytes closed = Bytes.sha256(Bytes.ofUtf8("closed"));
    Point key = Prover.point(x);
    Scalar c =
        Transcript.of("decryption-share", Prover.PROCESS, Prover.SCOPE, Prover.ELECTION)
            .absorb("closed-set", closed)
            .absorb("trustee", 1)
            .absorb("question", "question")
            .absorb("index", 0)
            .absorb("key", key.encode())
            .absorb("ciphertext", cipher.encode())
            .absorb("share", share.encode())
            .absorb("commitment-g", a.encode())
            .absorb("commitment-c", b.encode())
            .challenge();
    return new EqualityClaim(
        Prover.PROCESS,
        Prover.SCOPE,
        Prover.ELECTION,
        closed,
        1,
        "question",
        0,
        key,
        cipher,
        share.encode(),
        a.encode(),
        b.encode(),
        w.plus(c.times(x)).encode());
  }

  @Test
  void possessionIsBoundToItsStatement() {
    Transcript statement =
        Transcript.of("ceremony-possession", "p", "", Bytes.ZERO_32).absorb("round", 1);
    Scalar w = prover.scalar();
    Bytes commitment = Prover.point(w).encode();
    Scalar c = statement.copy().absorb("commitment", commitment).challenge();
    Bytes response = w.plus(c.times(prover.secret)).encode();
    PossessionClaim honest = new PossessionClaim(statement, prover.key, commitment, response);
    PossessionClaim moved =
        new PossessionClaim(statement.copy().absorb("x", 1), prover.key, commitment, response);
    PossessionClaim stolen =
        new PossessionClaim(
            statement, prover.encrypt(0).ciphertext().alpha(), commitment, response);
    assertEquals(List.of(1, 2), guilty(List.of(honest, moved, stolen)));
  }

  private static RangeClaim shiftResponse(RangeClaim claim, Scalar by) {
    Bytes proof = claim.proof();
    Scalar z = Scalar.decode(proof.slice(98, 130)).orThrow();
    return withProof(
        claim,
        Bytes.concat(proof.slice(0, 98), z.plus(by).encode(), proof.slice(130, proof.size())));
  }

  private static RangeClaim withProof(RangeClaim c, Bytes proof) {
    return new RangeClaim(
        c.kind(),
        c.process(),
        c.scope(),
        c.election(),
        c.style(),
        c.question(),
        c.credential(),
        c.index(),
        c.key(),
        c.ciphertext(),
        c.lo(),
        c.hi(),
        proof);
  }

  private static RangeClaim change(
      RangeClaim c, RangeKind kind, String process, String scope, Bytes election, String style) {
    return new RangeClaim(
        kind,
        process,
        scope,
        election,
        style,
        c.question(),
        c.credential(),
        c.index(),
        c.key(),
        c.ciphertext(),
        c.lo(),
        c.hi(),
        c.proof());
  }

  private static RangeClaim change(
      RangeClaim c,
      String question,
      Bytes credential,
      int index,
      Point key,
      Aggregate cipher,
      int lo) {
    return new RangeClaim(
        c.kind(),
        c.process(),
        c.scope(),
        c.election(),
        c.style(),
        question,
        credential,
        index,
        key,
        cipher,
        lo,
        lo + 1,
        c.proof());
  }
}
