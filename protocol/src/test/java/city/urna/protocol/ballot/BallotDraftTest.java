package city.urna.protocol.ballot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.RangeKind;
import city.urna.protocol.proof.RangeProver;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.Selection;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Ballots made and checked, and what a dishonest device can try. */
class BallotDraftTest {
  private final SecureRandom random = Seeded.random(77);
  private final Election election = SampleElection.of(random);
  private final BallotCheck check = new BallotCheck(election, List.of());
  private final Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
  private final Credential credential = new Credential(key.publicKey(), Map.of());

  private BallotDraft draft(String style, List<Answer> answers) {
    return BallotDraft.make(election, style, credential, Tracker.NONE, "271828", answers, random);
  }

  private SignedBallot cast(Bytes body) {
    return SignedBallot.of(
            SignedRecord.sign(
                Kind.BALLOT,
                election.context().process(),
                election.context().scope(),
                body,
                List.of(key)))
        .orThrow();
  }

  private List<Answer> blanks(String style) {
    return election.style(style).orElseThrow().stream().map(Answer::blank).toList();
  }

  @Test
  void everyAllowedAnswerIsAccepted() {
    for (String style : election.styles()) {
      QuestionShape shape = election.style(style).orElseThrow().getFirst();
      int accepted = 0;
      for (int bits = 0; bits < 1 << shape.ciphertexts(); bits++) {
        Answer answer = answer(shape, bits);
        if (!answer.fits(shape)) {
          assertThrows(IllegalArgumentException.class, () -> draft(style, List.of(answer)));
          continue;
        }
        BallotDraft draft = draft(style, List.of(answer));
        CheckedBallot ballot = check.check(cast(draft.body())).orThrow();
        assertEquals(draft.tracker(), ballot.tracker());
        assertEquals(
            Verdict.verified(List.of(answer)),
            draft.opening().check(election, List.of(), draft.tracker()));
        accepted++;
      }
      assertEquals(SampleElection.ALLOWED.get(style), accepted, style);
    }
  }

  private static Answer answer(QuestionShape shape, int bits) {
    List<Integer> choices = new ArrayList<>();
    for (int i = 0; i < shape.ciphertexts(); i++) {
      choices.add(bits >>> i & 1);
    }
    return new Answer(shape.id(), choices);
  }

  /** Every forbidden answer, the bits proved honestly and the sum as if it were allowed. */
  @Test
  void forbiddenAnswersAreRefusedWhateverTheSumProof() {
    for (String style : election.styles()) {
      QuestionShape shape = election.style(style).orElseThrow().getFirst();
      for (int bits = 0; bits < 1 << shape.ciphertexts(); bits++) {
        Answer answer = answer(shape, bits);
        if (!answer.fits(shape)) {
          for (int claimed = shape.min(); claimed <= shape.max(); claimed++) {
            Verdict<CheckedBallot> verdict = check.check(cast(forge(style, answer, claimed)));
            assertEquals(
                Refusal.PROOF,
                assertInstanceOf(Verdict.Rejected.class, verdict, style + " " + bits).code());
          }
        }
      }
    }
  }

  private Bytes forge(String style, Answer answer, int claimedSum) {
    QuestionShape shape = election.style(style).orElseThrow().getFirst();
    List<RangeProver.Witness> witnesses = new ArrayList<>();
    Scalar sum = Scalar.ZERO;
    for (int place = 0; place < shape.ciphertexts(); place++) {
      Scalar r = Scalar.random(random);
      sum = sum.plus(r.times(Scalar.of(shape.weight(place))));
      witnesses.add(
          new RangeProver.Witness(
              RangeKind.SELECTION, shape.id(), place, 0, 1, answer.choices().get(place), r));
    }
    witnesses.add(
        new RangeProver.Witness(
            RangeKind.SUM,
            shape.id(),
            shape.sumIndex(),
            shape.min(),
            shape.max(),
            claimedSum,
            sum));
    List<RangeProver.Proven> proven =
        new RangeProver(election.context(), style, key.publicKey(), election.key(), random)
            .prove(witnesses);
    BallotAnswer.Builder forged = BallotAnswer.newBuilder();
    for (int place = 0; place < shape.ciphertexts(); place++) {
      Selection selection =
          Selection.newBuilder()
              .setCiphertext(proven.get(place).ciphertext().encode().toByteString())
              .setProof(proven.get(place).proof().encode().toByteString())
              .build();
      if (place < shape.items()) {
        forged.addSelections(selection);
      } else {
        forged.setBlank(selection);
      }
    }
    forged.setSumProof(proven.getLast().proof().encode().toByteString());
    Ballot honest = parse(draft(style, List.of(first(style))).body());
    return bytes(honest.toBuilder().setAnswers(0, forged).build());
  }

  /** Randomness chosen so that the product is the identity: no ciphertext, hence no proof. */
  @Test
  void aProductThatIsTheIdentityIsRefused() {
    QuestionShape shape = election.style("one").orElseThrow().getFirst();
    Scalar r = Scalar.random(random);
    List<Scalar> randomness = List.of(r, r.plus(Scalar.ONE), r.plus(r).plus(Scalar.ONE).negate());
    List<RangeProver.Witness> witnesses = new ArrayList<>();
    for (int place = 0; place < shape.items(); place++) {
      witnesses.add(
          new RangeProver.Witness(
              RangeKind.SELECTION,
              shape.id(),
              place,
              0,
              1,
              place == 0 ? 1 : 0,
              randomness.get(place)));
    }
    List<RangeProver.Proven> proven =
        new RangeProver(election.context(), "one", key.publicKey(), election.key(), random)
            .prove(witnesses);
    Ballot honest = parse(draft("one", List.of(Answer.choose(shape, Set.of(0)))).body());
    BallotAnswer.Builder answer = honest.getAnswers(0).toBuilder();
    for (int place = 0; place < shape.items(); place++) {
      answer.setSelections(
          place,
          Selection.newBuilder()
              .setCiphertext(proven.get(place).ciphertext().encode().toByteString())
              .setProof(proven.get(place).proof().encode().toByteString()));
    }
    Verdict<CheckedBallot> verdict =
        check.check(cast(bytes(honest.toBuilder().setAnswers(0, answer).build())));
    Verdict.Rejected<?> rejected = assertInstanceOf(Verdict.Rejected.class, verdict);
    assertEquals(Refusal.PROOF, rejected.code());
    assertEquals("the sum's ciphertext is no two points", rejected.reason());
  }

  /** The same answers under another credential, style or election. */
  @Test
  void copiedAnswersAreRefused() {
    Ballot honest = parse(draft("one", List.of(first("one"))).body());
    Ed25519PrivateKey thief = Ed25519PrivateKey.generate(random);
    Bytes copied =
        bytes(honest.toBuilder().setCredential(thief.publicKey().toByteString()).build());
    SignedBallot stolen =
        SignedBallot.of(
                SignedRecord.sign(
                    Kind.BALLOT,
                    election.context().process(),
                    election.context().scope(),
                    copied,
                    List.of(thief)))
            .orThrow();
    assertRefused(Refusal.PROOF, check.check(stolen));
    assertRefused(
        Refusal.PROOF, check.check(cast(bytes(honest.toBuilder().setStyle("same").build()))));
    Election other = SampleElection.of(random);
    assertRefused(Refusal.ELECTION, new BallotCheck(other, List.of()).check(cast(bytes(honest))));
    assertRefused(
        Refusal.PROOF,
        new BallotCheck(other, List.of())
            .check(
                cast(
                    bytes(
                        honest.toBuilder()
                            .setElection(other.hash().value().toByteString())
                            .build()))));
  }

  private Answer first(String style) {
    return Answer.choose(election.style(style).orElseThrow().getFirst(), Set.of(0));
  }

  @Test
  void anOpeningThatLiesIsFound() {
    BallotDraft draft = draft("one", List.of(first("one")));
    BallotOpening honest = draft.opening();
    QuestionShape shape = election.style("one").orElseThrow().getFirst();
    BallotOpening lie =
        new BallotOpening(
            honest.process(),
            honest.scope(),
            honest.body(),
            honest.randomness(),
            List.of(Answer.choose(shape, Set.of(1))));
    assertRefused(Refusal.PROOF, lie.check(election, List.of(), draft.tracker()));
    BallotOpening otherScalars =
        new BallotOpening(
            honest.process(),
            honest.scope(),
            honest.body(),
            Map.of(shape.id(), Collections.nCopies(3, Scalar.ZERO)),
            honest.answers());
    assertRefused(Refusal.PROOF, otherScalars.check(election, List.of(), draft.tracker()));
    assertRefused(Refusal.ELECTION, honest.check(election, List.of(), Tracker.NONE));
    assertFalse(honest.toString().contains("1"), "no choice in the text form");
    assertFalse(first("one").toString().contains("1"));
  }

  @Test
  void twoDraftsOfTheSameAnswerHaveNothingInCommon() {
    BallotDraft one = draft("one", List.of(first("one")));
    BallotDraft two = draft("one", List.of(first("one")));
    assertNotEquals(one.tracker(), two.tracker());
    assertNotEquals(
        parse(one.body()).getAnswers(0).getSelections(0).getCiphertext(),
        parse(two.body()).getAnswers(0).getSelections(0).getCiphertext());
  }

  /** Seeded mutation of whole bodies: refused or malformed, and no neighbour is sunk. */
  @Test
  void mutatedBodiesAreRefused() {
    BallotDraft honest = draft("blank", blanks("blank"));
    List<SignedBallot> batch = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      byte[] bytes = honest.body().toArray();
      // Behind election, style, credential, replaces and mark, which are not proved but signed.
      int from = 150;
      bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
      Bytes body = Bytes.of(bytes);
      if (StrictParser.parse(Ballot.parser(), body) instanceof Parsed.Ok<Ballot>) {
        batch.add(cast(body));
        batch.add(cast(honest.body()));
      }
    }
    assertTrue(batch.size() > 60, "most of them are still messages: " + batch.size() / 2);
    BallotCheck together =
        new BallotCheck(
            election, List.of(), Optional.of(random), Workers.of(ForkJoinPool.commonPool(), 2));
    List<Verdict<CheckedBallot>> verdicts = together.check(batch);
    List<Verdict<CheckedBallot>> alone = check.check(batch);
    for (int i = 0; i < verdicts.size(); i += 2) {
      assertInstanceOf(Verdict.Rejected.class, verdicts.get(i));
      assertInstanceOf(Verdict.Verified.class, verdicts.get(i + 1));
      assertEquals(verdicts.get(i), alone.get(i));
    }
  }

  private static void assertRefused(Refusal code, Verdict<?> verdict) {
    assertEquals(code, assertInstanceOf(Verdict.Rejected.class, verdict).code());
  }

  private static Ballot parse(Bytes body) {
    return StrictParser.parse(Ballot.parser(), body).orThrow();
  }

  private static Bytes bytes(Ballot ballot) {
    return Bytes.of(ballot.toByteString());
  }
}
