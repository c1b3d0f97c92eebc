package city.urna.protocol.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.ProofSamples.Made;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Ways in which other people's proofs were forged, and in which ours must not be. */
class ProofAttacksTest {
  private final SecureRandom random = Seeded.random(41);
  private final ProofSamples samples = new ProofSamples(random);

  @Test
  void honestProofsVerifyAtEveryValue() {
    for (int[] range : new int[][] {{0, 1}, {1, 1}, {0, 0}, {2, 5}, {0, 9}}) {
      for (int value = range[0]; value <= range[1]; value++) {
        Made made = samples.make(RangeKind.SUM, 3, range[0], range[1], value);
        RangeStatement statement = made.statement();
        assertEquals(Verdict.verified(statement), made.proof().verify(statement));
        Parsed<RangeProof> again = RangeProof.decode(made.proof().encode(), statement.branches());
        assertEquals(new Parsed.Ok<>(made.proof()), again);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> samples.make(RangeKind.SUM, 3, 1, 2, 3));
  }

  /** Weak Fiat–Shamir: every field of the statement must be in the challenge. */
  @Test
  void theChallengeDependsOnEveryFieldOfTheStatement() {
    Made made = samples.make(RangeKind.SELECTION, 3, 0, 1, 1);
    RangeStatement s = made.statement();
    Context c = s.context();
    Ciphertext other = new Ciphertext(s.ciphertext().beta(), s.ciphertext().alpha());
    PublicKey otherKey = new PublicKey(FixedBase.GENERATOR.times(Scalar.random(random)).point());
    List<RangeStatement> changed =
        List.of(
            with(s, new Context("other", c.scope(), c.hash())),
            with(s, new Context(c.process(), "other", c.hash())),
            with(s, new Context(c.scope(), c.process(), c.hash())),
            with(s, new Context(c.process(), c.scope(), Digest.ZERO)),
            change(s, RangeKind.SUM, s.style(), s.question(), s.credential(), 3, s.key(), 0),
            change(s, s.kind(), "other", s.question(), s.credential(), 3, s.key(), 0),
            change(s, s.kind(), s.question(), s.style(), s.credential(), 3, s.key(), 0),
            change(s, s.kind(), s.style(), "other", s.credential(), 3, s.key(), 0),
            change(s, s.kind(), s.style(), s.question(), Bytes.zero(32), 3, s.key(), 0),
            change(s, s.kind(), s.style(), s.question(), s.credential(), 2, s.key(), 0),
            change(s, s.kind(), s.style(), s.question(), s.credential(), 3, otherKey, 0),
            change(s, s.kind(), s.style(), s.question(), s.credential(), 3, s.key(), 1),
            new RangeStatement(
                c, s.kind(), s.style(), s.question(), s.credential(), 3, s.key(), other, 0, 1));
    assertTrue(made.proof().claim(s).consistent());
    for (RangeStatement one : changed) {
      assertFalse(made.proof().claim(one).consistent(), one.toString());
      assertInstanceOf(Verdict.Rejected.class, made.proof().verify(one));
    }
  }

  private static RangeStatement with(RangeStatement s, Context context) {
    return new RangeStatement(
        context,
        s.kind(),
        s.style(),
        s.question(),
        s.credential(),
        s.index(),
        s.key(),
        s.ciphertext(),
        s.lo(),
        s.hi());
  }

  private static RangeStatement change(
      RangeStatement s,
      RangeKind kind,
      String style,
      String question,
      Bytes credential,
      int index,
      PublicKey key,
      int lo) {
    return new RangeStatement(
        s.context(), kind, style, question, credential, index, key, s.ciphertext(), lo, lo + 1);
  }

  /** Errors that cancel when all equations weigh the same, in two proofs or inside one. */
  @Test
  void errorsThatCancelUnderEqualWeightsAreFound() {
    Made first = samples.make(RangeKind.SELECTION, 0, 0, 1, 0);
    Made second = samples.make(RangeKind.SELECTION, 1, 0, 1, 1);
    List<Claim> between =
        List.of(
            shift(first.proof(), 0, Scalar.ONE).claim(first.statement()),
            shift(second.proof(), 0, Scalar.ONE.negate()).claim(second.statement()));
    List<Claim> within =
        List.of(
            shift(shift(first.proof(), 0, Scalar.ONE), 1, Scalar.ONE.negate())
                .claim(first.statement()));
    for (List<Claim> forged : List.of(between, within)) {
      assertTrue(forged.stream().allMatch(Claim::consistent));
      assertTrue(sumOfAllEquations(forged).isIdentity(), "the attack is live");
      List<ProofBatch.Group<Integer>> apart = new ArrayList<>();
      forged.forEach(claim -> apart.add(new ProofBatch.Group<>(0, List.of(claim))));
      for (Verdict<Integer> verdict : check(apart)) {
        assertInstanceOf(Verdict.Rejected.class, verdict);
      }
      assertInstanceOf(
          Verdict.Rejected.class, check(List.of(new ProofBatch.Group<>(0, forged))).getFirst());
    }
  }

  /** The response of one branch moved; the challenge does not depend on responses. */
  private static RangeProof shift(RangeProof proof, int branch, Scalar by) {
    List<RangeProof.Branch> branches = new ArrayList<>(proof.branches());
    RangeProof.Branch old = branches.get(branch);
    branches.set(branch, new RangeProof.Branch(old.a(), old.b(), old.c(), old.z().plus(by)));
    return new RangeProof(branches);
  }

  private static Element sumOfAllEquations(List<Claim> claims) {
    Element sum = Element.IDENTITY;
    for (Claim claim : claims) {
      for (Equation equation : claim.equations()) {
        for (Equation.Term term : equation.terms()) {
          sum = sum.plus(term.element().times(term.coefficient()));
        }
      }
    }
    return sum;
  }

  private static List<Verdict<Integer>> check(List<ProofBatch.Group<Integer>> groups) {
    return ProofBatch.check(groups, Optional.empty(), Workers.CALLER);
  }

  @Test
  void theGuiltyAreFoundAndNobodyElse() {
    List<Workers> workers = List.of(Workers.CALLER, Workers.of(ForkJoinPool.commonPool(), 2));
    List<Optional<SecureRandom>> randomness = List.of(Optional.empty(), Optional.of(random));
    for (int round = 0; round < 8; round++) {
      List<ProofBatch.Group<Integer>> groups = new ArrayList<>();
      List<Boolean> expected = new ArrayList<>();
      int size = 1 + random.nextInt(20);
      for (int i = 0; i < size; i++) {
        boolean guilty = random.nextInt(4) == 0;
        List<Claim> claims = new ArrayList<>();
        for (int j = 0; j < 3; j++) {
          Made made = samples.make(RangeKind.SELECTION, j, 0, 1, random.nextInt(2));
          RangeProof proof = guilty && j == 1 ? shift(made.proof(), 0, Scalar.ONE) : made.proof();
          claims.add(proof.claim(made.statement()));
        }
        groups.add(new ProofBatch.Group<>(i, claims));
        expected.add(!guilty);
      }
      List<Verdict<Integer>> verdicts =
          ProofBatch.check(groups, randomness.get(round % 2), workers.get(round / 2 % 2));
      for (int i = 0; i < size; i++) {
        if (expected.get(i)) {
          assertEquals(Verdict.verified(i), verdicts.get(i));
        } else {
          assertEquals(
              "selection proof of question mayor, index 1",
              assertInstanceOf(Verdict.Rejected.class, verdicts.get(i)).reason());
        }
      }
    }
  }

  @Test
  void anEmptyBatchAndAnEmptyGroupHold() {
    assertEquals(List.of(), check(List.of()));
    assertEquals(
        List.of(Verdict.verified(7)), check(List.of(new ProofBatch.Group<>(7, List.of()))));
  }

  @Test
  void sharesOfNothingCanBeProved() {
    Scalar secret = Scalar.random(random);
    EqualityStatement zero =
        new EqualityStatement(
            samples.context(),
            Digest.ZERO,
            1,
            "mayor",
            0,
            FixedBase.GENERATOR.times(secret).point(),
            Aggregate.EMPTY,
            Element.IDENTITY);
    EqualityProof proof = EqualityProof.prove(zero, secret, random);
    assertTrue(proof.b().isIdentity());
    assertEquals(Verdict.verified(zero), proof.verify(zero));
    EqualityStatement wrong =
        new EqualityStatement(
            samples.context(),
            Digest.ZERO,
            1,
            "mayor",
            0,
            zero.key(),
            Aggregate.EMPTY,
            Element.GENERATOR);
    assertEquals(
        "decryption share of trustee 1, question mayor, index 0",
        assertInstanceOf(
                Verdict.Rejected.class, EqualityProof.prove(wrong, secret, random).verify(wrong))
            .reason());
  }

  @Test
  void possessionIsOfOnePointUnderOneStatement() {
    Scalar secret = Scalar.random(random);
    Transcript statement = Transcript.of("possession", samples.context());
    PossessionProof proof = PossessionProof.prove(statement, secret, random);
    var point = FixedBase.GENERATOR.times(secret).point();
    assertEquals(Verdict.verified(point), proof.verify(statement, point));
    assertInstanceOf(Verdict.Rejected.class, proof.verify(statement, Element.GENERATOR));
    assertInstanceOf(
        Verdict.Rejected.class, proof.verify(Transcript.of("possession", Context.NONE), point));
  }

  /** Seeded mutation of encodings: malformed or refused, never an exception, never accepted. */
  @Test
  void mutatedProofsAreMalformedOrRefused() {
    Made made = samples.make(RangeKind.SELECTION, 0, 0, 1, 1);
    Bytes encoded = made.proof().encode();
    int decoded = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = encoded.toArray();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      if (RangeProof.decode(Bytes.of(bytes), 2) instanceof Parsed.Ok<RangeProof>(var proof)) {
        decoded++;
        assertInstanceOf(Verdict.Rejected.class, proof.verify(made.statement()));
      }
    }
    assertTrue(decoded > 100, "enough of them decode: " + decoded);
    for (int size = 0; size < encoded.size(); size += 13) {
      assertEquals(
          new Parsed.Malformed<>("a range proof has 260 bytes, not " + size),
          RangeProof.decode(encoded.slice(0, size), 2));
    }
  }

  @Test
  void aWitnessSaysNothingOfItsVote() {
    RangeProver.Witness witness =
        new RangeProver.Witness(RangeKind.SELECTION, "mayor", 0, 0, 1, 1, Scalar.random(random));
    assertEquals("Witness[redacted]", witness.toString());
  }
}
