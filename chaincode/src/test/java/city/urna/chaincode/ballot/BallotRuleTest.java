package city.urna.chaincode.ballot;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.CREDENTIAL;
import static city.urna.protocol.bytes.Refusal.ELECTION;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.PROOF;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.chaincode.Command;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Voter;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Phase;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BallotRuleTest {
  private static final SmallCity CITY = new SmallCity(28, 8);
  private static final MemoryState CASTING = CITY.casting();
  private static final List<SignedRecord> BALLOTS =
      IntStream.range(0, 8).mapToObj(CITY::ballot).toList();

  /** A voter of the style south, whose ballot has every kind of question. */
  private static final int SOUTH =
      IntStream.range(0, 8)
          .filter(i -> CITY.voters.get(i).style().equals("south"))
          .findFirst()
          .orElseThrow();

  private static final Ballot BODY = body(BALLOTS.get(SOUTH));

  private static Ballot body(SignedRecord ballot) {
    return StrictParser.parse(Ballot.parser(), ballot.body()).orThrow();
  }

  private static SignedRecord cast(Ballot changed) {
    return CITY.voters.get(SOUTH).cast(Bytes.of(changed.toByteString()));
  }

  private static void refused(Refusal code, UnaryOperator<Ballot.Builder> change) {
    assertRefused(code, CASTING, cast(change.apply(BODY.toBuilder()).build()));
  }

  private static void refusedAnswer(
      Refusal code, int question, UnaryOperator<BallotAnswer.Builder> change) {
    refused(
        code,
        ballot ->
            ballot.setAnswers(question, change.apply(ballot.getAnswers(question).toBuilder())));
  }

  private static ByteString flipped(ByteString bytes, int place) {
    byte[] changed = bytes.toByteArray();
    changed[place] ^= 1;
    return ByteString.copyFrom(changed);
  }

  @Test
  void aBallotWritesOneKeyAndReadsThePhase() {
    SignedRecord ballot = BALLOTS.get(SOUTH);
    Decision decision = CASTING.decide(List.of(ballot));
    Tracker tracker = CITY.election.tracker(ballot.body());
    String key =
        StateKeys.ballot(
            Parties.PROCESS,
            Parties.SCOPE,
            CITY.election.nullifier(Bytes.of(BODY.getCredential())),
            tracker);
    List<Write> writes = List.of(new Write(key, ballot.hash().value()));
    assertEquals(
        List.of(new Ruling.Accepted(ballot.hash(), Kind.BALLOT, tracker, writes)),
        decision.rulings());
    assertEquals(writes, decision.writes());
    assertEquals(Set.of(StateKeys.phase(Parties.PROCESS, Parties.SCOPE)), CASTING.lastRead());
  }

  @Test
  void fiftyBallotsWithOneBadOneAmongThem() {
    List<SignedRecord> fifty = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      fifty.add(BALLOTS.get(i % 8));
    }
    BallotAnswer answer = BODY.getAnswers(0);
    fifty.set(
        17,
        cast(
            BODY.toBuilder()
                .setAnswers(0, answer.toBuilder().setSumProof(flipped(answer.getSumProof(), 129)))
                .build()));
    List<Ruling> rulings = CASTING.decide(fifty).rulings();
    for (int i = 0; i < 50; i++) {
      switch (rulings.get(i)) {
        case Ruling.Accepted accepted -> assertEquals(fifty.get(i).hash(), accepted.record());
        case Ruling.Repeated(int first) -> {
          assertEquals(fifty.get(i), fifty.get(first));
          assertInstanceOf(Ruling.Accepted.class, rulings.get(first));
        }
        case Ruling.Refused refused -> {
          assertEquals(17, i);
          assertEquals(PROOF, refused.code());
        }
      }
    }
    assertInstanceOf(Ruling.Refused.class, rulings.get(17));
    assertEquals(8, CASTING.decide(fifty).writes().size());
  }

  @Test
  void aBallotWhoseFirstCopyIsRefusedStandsItself() {
    SignedRecord good = BALLOTS.get(0);
    SignedRecord stolen = CITY.voters.get(1).cast(good.body());
    List<Ruling> rulings = CASTING.decide(List.of(stolen, good, good)).rulings();
    assertEquals(SIGNATURE, assertInstanceOf(Ruling.Refused.class, rulings.get(0)).code());
    assertInstanceOf(Ruling.Accepted.class, rulings.get(1));
    assertEquals(new Ruling.Repeated(1), rulings.get(2));
  }

  @Test
  void whatCannotBeReadIsRefusedAlone() {
    Bytes good = BALLOTS.get(0).bytes();
    Command command = new Command(List.of(Bytes.of(new byte[] {7}), good, good));
    List<Ruling> rulings = CASTING.decide(command).rulings();
    assertEquals(ENVELOPE, assertInstanceOf(Ruling.Refused.class, rulings.get(0)).code());
    assertInstanceOf(Ruling.Accepted.class, rulings.get(1));
    assertEquals(new Ruling.Repeated(1), rulings.get(2));
  }

  @Test
  void theCredentialSigns() {
    Voter other = CITY.voters.get((SOUTH + 1) % 8);
    assertRefused(SIGNATURE, CASTING, other.cast(BALLOTS.get(SOUTH).body()));
    refused(
        SIGNATURE,
        ballot -> ballot.setCredential(other.credentialKey().publicKey().toByteString()));
    assertRefused(
        SIGNATURE,
        CASTING,
        Parties.record(
            Kind.BALLOT,
            Parties.SCOPE,
            BODY,
            List.of(CITY.voters.get(SOUTH).credentialKey(), CITY.parties.clerk)));
  }

  @Test
  void castingIsOpen() {
    SignedRecord ballot = BALLOTS.get(0);
    assertRefused(PHASE, MemoryState.empty(), ballot);
    assertRefused(PHASE, CITY.ready(), ballot);
    assertRefused(PHASE, CITY.ready().accept(CITY.freeze(CITY.definition, false)), ballot);
    SignedRecord close = CITY.phase(3, CITY.freeze);
    assertRefused(PHASE, CITY.casting().accept(close), ballot);
    assertRefused(PHASE, CITY.casting().accept(close).accept(CITY.phase(6, close)), ballot);
    assertRefused(
        PHASE,
        CASTING,
        Parties.record(
            Kind.BALLOT, "other", BODY, List.of(CITY.voters.get(SOUTH).credentialKey())));
  }

  @Test
  void electionStyleAndShapeAreTheScopes() {
    refused(ELECTION, ballot -> ballot.setElection(flipped(ballot.getElection(), 0)));
    refused(ELECTION, ballot -> ballot.setStyle("west"));
    refused(ELECTION, ballot -> ballot.setStyle("north"));
    refused(ELECTION, ballot -> ballot.setReplaces(ByteString.EMPTY));
    refused(ELECTION, ballot -> ballot.setMark("12345"));
    refused(ELECTION, ballot -> ballot.setMark("12345\u0663"));
    refused(ELECTION, ballot -> ballot.removeAnswers(2));
    refusedAnswer(ELECTION, 1, BallotAnswer.Builder::clearBlank);
    refusedAnswer(ELECTION, 0, answer -> answer.removeSelections(0));
    refusedAnswer(ELECTION, 0, BallotAnswer.Builder::clearSumProof);
    refusedAnswer(ELECTION, 2, answer -> answer.setSumProof(BODY.getAnswers(0).getSumProof()));
  }

  @Test
  void everyActiveIssuerSignedTheCredential() {
    List<IssuerSignature> signatures = BODY.getIssuerSignaturesList();
    refused(CREDENTIAL, ballot -> ballot.removeIssuerSignatures(1));
    refused(
        CREDENTIAL,
        ballot ->
            ballot
                .setIssuerSignatures(0, signatures.get(1))
                .setIssuerSignatures(1, signatures.get(0)));
    refused(CREDENTIAL, ballot -> ballot.setIssuerSignatures(1, signatures.get(0)));
    refused(CREDENTIAL, ballot -> ballot.setIssuerSignatures(2, wrong()));
    refused(
        CREDENTIAL,
        ballot ->
            ballot.setIssuerSignatures(
                0, signatures.get(0).toBuilder().setPrefix(signatures.get(1).getPrefix())));
  }

  /** The last issuer's, with another one's value. */
  private static IssuerSignature wrong() {
    return BODY.getIssuerSignatures(2).toBuilder()
        .setValue(BODY.getIssuerSignatures(1).getValue())
        .build();
  }

  @Test
  void theSignatureOfAnAbsentIssuerMayBeMissingButNotWrong() {
    SignedRecord absent =
        CITY.phase(
            Phase.newBuilder()
                .setStep(4)
                .setPrevious(CITY.freeze.hash().value().toByteString())
                .setIssuer("gamma"));
    MemoryState state = CITY.casting().accept(absent);
    // No proof depends on the issuers' signatures, so that the ballot can be cast without one.
    assertAccepted(state, BALLOTS.get(SOUTH));
    assertAccepted(state, cast(BODY.toBuilder().removeIssuerSignatures(2).build()));
    assertRefused(
        CREDENTIAL, state, cast(BODY.toBuilder().setIssuerSignatures(2, wrong()).build()));
  }

  @Test
  void everyProofHolds() {
    for (int question = 0; question < 3; question++) {
      refusedAnswer(
          PROOF,
          question,
          answer ->
              answer.setSelections(
                  0,
                  answer.getSelections(0).toBuilder()
                      .setProof(answer.getSelections(1).getProof())));
    }
    refusedAnswer(
        PROOF,
        0,
        answer ->
            answer
                .setSelections(0, BODY.getAnswers(0).getSelections(1))
                .setSelections(1, BODY.getAnswers(0).getSelections(0)));
    refusedAnswer(
        PROOF,
        1,
        answer ->
            answer.setBlank(
                answer.getBlank().toBuilder().setCiphertext(ByteString.copyFrom(new byte[66]))));
    refusedAnswer(PROOF, 0, answer -> answer.setSumProof(flipped(answer.getSumProof(), 0)));
  }

  @Test
  void anothersCiphertextsAreNoBallotOfMine() {
    Ballot theirs =
        BALLOTS.stream()
            .map(BallotRuleTest::body)
            .filter(ballot -> ballot.getStyle().equals("south") && !ballot.equals(BODY))
            .findFirst()
            .orElseThrow();
    refused(PROOF, ballot -> ballot.clearAnswers().addAllAnswers(theirs.getAnswersList()));
  }
}
