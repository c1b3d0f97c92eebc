package city.urna.protocol.tally;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import city.urna.protocol.Seeded;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.ballot.BallotCheck;
import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.ballot.CheckedBallot;
import city.urna.protocol.ballot.Credential;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.Dealer;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.ceremony.Round;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Opening;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.TrusteeKey;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import city.urna.protocol.transcript.Context;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From the trustees' first word to the counts: four trustees of whom three are enough. */
class WholeTallyTest {
  private static final int TRUSTEES = 4;
  private static final int THRESHOLD = 3;
  private static final SecretAccess ACCESS = SecretAccess.granted();

  private final SecureRandom random = Seeded.random(2718);
  private final Round round =
      Round.of("city", new Digest(Seeded.bytes(random, 32)), 1, THRESHOLD, List.of(1, 2, 3, 4));
  private final Map<Integer, Scalar> sealingSecrets = new LinkedHashMap<>();
  private final Map<Integer, Point> sealingKeys = new LinkedHashMap<>();

  private List<Dealer> dealers() {
    for (int trustee = 1; trustee <= TRUSTEES; trustee++) {
      Scalar secret = Scalar.random(random);
      sealingSecrets.put(trustee, secret);
      sealingKeys.put(trustee, FixedBase.GENERATOR.times(secret).point());
    }
    return round.active().stream()
        .map(trustee -> Dealer.draw(round, trustee, sealingKeys, random))
        .toList();
  }

  private Contribution check(Dealer dealer) {
    return Contribution.check(round, dealer.trustee(), dealer.commitment(), dealer.opening())
        .orThrow();
  }

  private List<KeyShare> shares(List<Dealer> dealers, JointKey key) {
    List<Contribution> contributions = dealers.stream().map(this::check).toList();
    List<KeyShare> shares = new ArrayList<>();
    for (Dealer own : dealers) {
      Map<Integer, Scalar> received = new TreeMap<>();
      for (Contribution one : contributions) {
        if (one.dealer() != own.trustee()) {
          received.put(
              one.dealer(),
              one.openShare(own.trustee(), sealingSecrets.get(own.trustee())).orThrow());
        }
      }
      shares.add(key.share(own, received).orThrow());
      received.put(received.keySet().iterator().next(), Scalar.random(random));
      assertInstanceOf(Verdict.Rejected.class, key.share(own, received), "a wrong share is seen");
    }
    return shares;
  }

  @Test
  void ballotsAreCountedByAnyThreeOfFour() {
    List<Dealer> dealers = dealers();
    JointKey key = JointKey.of(round, dealers.stream().map(this::check).toList()).orThrow();
    List<KeyShare> keyShares = shares(dealers, key);
    Election election = election(key);
    QuestionShape shape = election.questions().getFirst();

    long[] votes = new long[shape.items()];
    long blank = 0;
    Aggregation aggregation = new Aggregation(election);
    List<SignedRecord> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Answer answer;
      if (i % 4 == 3) {
        answer = Answer.blank(shape);
        blank++;
      } else {
        answer = Answer.choose(shape, Set.of(0, 1 + i % 2));
        votes[0]++;
        votes[1 + i % 2]++;
      }
      SignedRecord record = cast(election, answer);
      records.add(record);
      aggregation.add(CheckedBallot.ofAccepted(election, record).orThrow());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> aggregation.add(CheckedBallot.ofAccepted(election, records.getFirst()).orThrow()));
    ClosedSet closed = aggregation.closedSet(40, Digest.ZERO, 13);
    FixedSet fixed = FixedSet.read(election, Bytes.of(closed.toByteString())).orThrow();
    Counts expected = new Counts(shape.id(), 12, List.of(votes[0], votes[1], votes[2]), blank);

    List<CheckedShare> checked = new ArrayList<>();
    for (KeyShare share : keyShares) {
      KeyShare kept = KeyShare.decode(share.encode(ACCESS)).orThrow();
      DecryptionShare message = DecryptionShares.make(fixed, kept, random);
      checked.add(DecryptionShares.check(fixed, message).orThrow());
    }
    for (int left = 0; left < TRUSTEES; left++) {
      List<CheckedShare> three = new ArrayList<>(checked);
      three.remove(left);
      Decryption decryption = Decryption.of(fixed, three);
      assertEquals(Verdict.verified(List.of(expected)), decryption.counts());
      assertEquals(Verdict.verified(List.of(expected)), decryption.confirm(List.of(expected)));
      for (Counts wrong : offByOne(expected)) {
        assertRefused(Refusal.CERTIFICATE, decryption.confirm(List.of(wrong)));
      }
      assertRefused(Refusal.CERTIFICATE, decryption.confirm(List.of()));
    }
    assertRefused(Refusal.CERTIFICATE, Decryption.of(fixed, checked.subList(0, 2)).counts());
    assertThrows(
        IllegalArgumentException.class,
        () -> Decryption.of(fixed, List.of(checked.get(0), checked.get(0), checked.get(1))));
  }

  private static List<Counts> offByOne(Counts right) {
    List<Counts> wrong = new ArrayList<>();
    for (int i = 0; i < right.votes().size(); i++) {
      List<Long> votes = new ArrayList<>(right.votes());
      votes.set(i, votes.get(i) + 1);
      wrong.add(new Counts(right.question(), right.ballots(), votes, right.blank()));
    }
    wrong.add(new Counts(right.question(), right.ballots(), right.votes(), right.blank() - 1));
    wrong.add(new Counts(right.question(), 13, right.votes(), right.blank()));
    wrong.add(new Counts("other", right.ballots(), right.votes(), right.blank()));
    return wrong;
  }

  private SignedRecord cast(Election election, Answer answer) {
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    BallotDraft draft =
        BallotDraft.make(
            election,
            "all",
            new Credential(key.publicKey(), Map.of()),
            Tracker.NONE,
            "161803",
            List.of(answer),
            random);
    SignedRecord record =
        SignedRecord.sign(Kind.BALLOT, "city", "council", draft.body(), List.of(key));
    CheckedBallot checked =
        SignedBallot.of(record).flatMap(new BallotCheck(election, List.of())::check).orThrow();
    assertEquals(checked.answers(), CheckedBallot.ofAccepted(election, record).orThrow().answers());
    return record;
  }

  private static Election election(JointKey key) {
    Definition.Builder definition =
        Definition.newBuilder()
            .setJointKey(key.key().encode().toByteString())
            .addQuestions(
                QuestionItems.newBuilder()
                    .setQuestion("parks")
                    .addAllItems(Collections.nCopies(3, ByteString.EMPTY)));
    key.trusteeKeys()
        .forEach(
            (trustee, point) ->
                definition.addTrusteeKeys(
                    TrusteeKey.newBuilder()
                        .setTrustee(trustee)
                        .setKey(point.encode().toByteString())));
    Scope scope =
        Scope.newBuilder()
            .setId("council")
            .addQuestions(Question.newBuilder().setId("parks").setMin(1).setMax(2).setBlank(true))
            .addStyles(Style.newBuilder().setId("all").addQuestions("parks"))
            .build();
    Context context = new Context("city", "council", Digest.sha256(Bytes.ofUtf8("election")));
    return Election.of(context, scope, definition.build()).orThrow();
  }

  /** A dealer that seals a wrong share is complained of, and its true answer is taken. */
  @Test
  void aWrongShareIsComplainedOfAndAnswered() {
    List<Dealer> dealers = dealers();
    Dealer dealer = dealers.getFirst();
    Opening honest = StrictParser.parse(Opening.parser(), dealer.opening()).orThrow();
    Opening.Builder wrong = honest.toBuilder();
    wrong.getSharesBuilder(0).setCiphertext(honest.getShares(1).getCiphertext());
    Bytes opening = Bytes.of(wrong.build().toByteString());
    Contribution contribution =
        Contribution.check(round, 1, round.commitment(1, opening), opening).orThrow();
    assertInstanceOf(Parsed.Malformed.class, contribution.openShare(2, sealingSecrets.get(2)));
    assertEquals(
        dealer.answer(2), contribution.checkAnswer(2, dealer.answer(2)).orThrow().encode());
    assertRefused(Refusal.CEREMONY, contribution.checkAnswer(2, dealer.answer(3)));
    assertRefused(Refusal.CEREMONY, contribution.checkAnswer(2, Bytes.zero(32)));
    assertRefused(Refusal.CEREMONY, contribution.checkAnswer(2, Bytes.EMPTY));
  }

  @Test
  void aRoundNeedsEveryActiveTrustee() {
    List<Dealer> dealers = dealers();
    List<Contribution> three = dealers.stream().limit(3).map(this::check).toList();
    assertRefused(Refusal.CEREMONY, JointKey.of(round, three));
    Round later = Round.of("city", round.processHash(), 2, THRESHOLD, List.of(1, 2, 3));
    Verdict<Contribution> replayed =
        Contribution.check(
            later,
            1,
            later.commitment(1, dealers.getFirst().opening()),
            dealers.getFirst().opening());
    assertRefused(Refusal.CEREMONY, replayed);
    assertThrows(
        IllegalArgumentException.class,
        () -> Round.of("city", round.processHash(), 2, THRESHOLD, List.of(1, 2)));
  }

  @Test
  void whatIsKeptIsReadAgain() {
    Dealer dealer = dealers().get(1);
    Dealer again = Dealer.decode(round, 2, dealer.encode(ACCESS)).orThrow();
    assertEquals(dealer.opening(), again.opening());
    assertEquals(dealer.answer(3), again.answer(3));
    assertInstanceOf(Parsed.Malformed.class, Dealer.decode(round, 1, dealer.encode(ACCESS)));
    assertInstanceOf(Parsed.Malformed.class, Dealer.decode(round, 2, Bytes.zero(50)));
    assertInstanceOf(Parsed.Malformed.class, KeyShare.decode(Bytes.zero(36)));
    assertFalse(dealer.toString().contains(dealer.answer(3).hex()));
  }

  @Test
  void logarithmsOfAllSmallNumbersAndNoOthers() {
    for (long most : new long[] {0, 1, 2, 15, 16, 17, 100}) {
      SmallLogarithm logarithm = new SmallLogarithm(most);
      for (long m = 0; m <= most; m++) {
        assertEquals(m, logarithm.of(FixedBase.GENERATOR.times(Scalar.of(m))).orElseThrow());
      }
      for (long m : new long[] {-1, most + 1, most + 2, most + 17}) {
        assertFalse(logarithm.of(FixedBase.GENERATOR.times(Scalar.of(m))).isPresent());
      }
    }
  }

  private static void assertRefused(Refusal code, Verdict<?> verdict) {
    assertEquals(code, assertInstanceOf(Verdict.Rejected.class, verdict).code());
  }
}
