package city.urna.chaincode.tally;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.CERTIFICATE;
import static city.urna.protocol.bytes.Refusal.CLOSED_SET;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.PROOF;
import static city.urna.protocol.bytes.Refusal.SHARE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.ballot.BallotCheck;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.QuestionResult;
import city.urna.protocol.tally.Aggregation;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closed sets, decryption shares and the certificate. */
class TallyTest {
  private static final SmallCity CITY = new SmallCity(29, 4);
  private static final SignedRecord CLOSE = CITY.phase(3, CITY.freeze);
  private static final MemoryState CLOSED = CITY.casting().accept(CLOSE);
  private static ClosedSet set;
  private static ClosedSet dissent;
  private static List<DecryptionShare> shares;
  private static Certificate certificate;

  private MemoryState state;

  @BeforeAll
  static void count() {
    Aggregation sums = new Aggregation(CITY.election);
    IntStream.range(0, 4)
        .mapToObj(CITY::ballot)
        .forEach(ballot -> sums.add(BallotCheck.recall(CITY.election, ballot).orThrow()));
    set = sums.closedSet(30, Digest.ZERO, 4);
    dissent = set.toBuilder().setTreeSize(31).build();
    shares = IntStream.rangeClosed(1, 3).mapToObj(i -> CITY.share(i, set)).toList();
    certificate = CITY.certificate(set, shares.subList(0, 2)).build();
  }

  @BeforeEach
  void begin() {
    state = CLOSED.copy();
  }

  private MemoryState fixed() {
    return state.accept(CITY.closedSet(0, set)).accept(CITY.closedSet(2, set));
  }

  private MemoryState decrypted() {
    return fixed().accept(CITY.post(shares.get(2))).accept(CITY.post(shares.get(0)));
  }

  private static String key() {
    return StateKeys.closed(Parties.PROCESS, Parties.SCOPE);
  }

  @Test
  void aMajorityFixesTheClosedSet() {
    state.accept(CITY.closedSet(1, dissent));
    state.accept(CITY.closedSet(0, set));
    assertTrue(state.get(key()).isEmpty());
    state.accept(CITY.closedSet(2, set));
    assertEquals(Bytes.of(set.toByteString()), state.get(key()).orElseThrow());
  }

  @Test
  void withoutAMajorityNothingIsFixed() {
    state.accept(CITY.closedSet(0, set)).accept(CITY.closedSet(1, dissent));
    state.accept(CITY.closedSet(2, set.toBuilder().setTreeSize(32).build()));
    assertTrue(state.get(key()).isEmpty());
    assertRefused(CLOSED_SET, state, CITY.post(shares.getFirst()));
    assertRefused(CLOSED_SET, state, CITY.certify(certificate));
  }

  @Test
  void anOrganizationPostsOneClosedSet() {
    state.accept(CITY.closedSet(0, set));
    assertRefused(CLOSED_SET, state, CITY.closedSet(0, set));
    assertRefused(CLOSED_SET, state, CITY.closedSet(0, dissent));
    assertAccepted(fixedElsewhere(), CITY.closedSet(1, dissent));
  }

  private MemoryState fixedElsewhere() {
    return state.accept(CITY.closedSet(2, set));
  }

  @Test
  void closedSetsComeAfterTheCloseFromOrganizations() {
    assertRefused(PHASE, CITY.casting(), CITY.closedSet(0, set));
    assertRefused(PHASE, CITY.ready(), CITY.closedSet(0, set));
    assertRefused(PHASE, CLOSED.copy().accept(CITY.phase(6, CLOSE)), CITY.closedSet(0, set));
    for (var keys : List.of(List.of(CITY.parties.clerk), CITY.parties.ledgerKeys)) {
      assertRefused(SIGNATURE, state, Parties.record(Kind.CLOSED_SET, Parties.SCOPE, set, keys));
    }
    assertRefused(
        ORDER,
        state,
        Parties.record(Kind.CLOSED_SET, "unknown", Parties.SCOPE, set, CITY.parties.ledgerKeys));
  }

  @Test
  void aClosedSetHasTheScopesShape() {
    for (ClosedSet other :
        List.of(
            set.toBuilder().setElection(ByteString.EMPTY).build(),
            set.toBuilder().setElection(set.getTreeRoot()).build(),
            set.toBuilder().setTreeSize(0).build(),
            set.toBuilder().setTreeRoot(ByteString.EMPTY).build(),
            set.toBuilder().setTrackersRoot(ByteString.EMPTY).build(),
            set.toBuilder().setCounted(5).build(),
            set.toBuilder().setRecorded(-1).build(),
            set.toBuilder().removeAggregates(2).build(),
            set.toBuilder().setAggregates(0, set.getAggregates(1)).build(),
            set.toBuilder()
                .setAggregates(0, set.getAggregates(0).toBuilder().setBallots(5))
                .build(),
            set.toBuilder()
                .setAggregates(
                    0, set.getAggregates(0).toBuilder().setCiphertexts(0, ByteString.EMPTY))
                .build())) {
      assertRefused(CLOSED_SET, state, CITY.closedSet(0, other));
    }
  }

  @Test
  void anElectionInWhichNobodyVotedHasAClosedSet() {
    ClosedSet empty = new Aggregation(CITY.election).closedSet(1, Digest.ZERO, 0);
    assertEquals(0, empty.getCounted());
    assertAccepted(state, CITY.closedSet(0, empty));
  }

  @Test
  void aTrusteePostsOneShareOfTheFixedSet() {
    assertRefused(PHASE, CITY.casting(), CITY.post(shares.get(1)));
    assertRefused(CLOSED_SET, state, CITY.post(shares.get(1)));
    fixed().accept(CITY.post(shares.get(1)));
    assertRefused(SHARE, state, CITY.post(shares.get(1)));
    assertRefused(CLOSED_SET, state, CITY.post(CITY.share(1, dissent)));
    assertEquals(
        Bytes.of(shares.get(1).toByteString()),
        state.get(StateKeys.share(Parties.PROCESS, Parties.SCOPE, 2)).orElseThrow());
  }

  @Test
  void theTrusteeItselfSignsItsShare() {
    fixed();
    for (var keys :
        List.of(
            List.of(CITY.parties.trustees.get(1)),
            List.of(CITY.parties.clerk),
            CITY.parties.trustees)) {
      assertRefused(
          SIGNATURE,
          state,
          Parties.record(Kind.DECRYPTION_SHARE, Parties.SCOPE, shares.getFirst(), keys));
    }
    assertRefused(
        SIGNATURE,
        state,
        Parties.record(
            Kind.DECRYPTION_SHARE,
            Parties.SCOPE,
            shares.getFirst().toBuilder().setTrustee(4).build(),
            List.of(CITY.parties.trustees.getFirst())));
  }

  @Test
  void aShareHasTheSetsShapeAndItsProofsHold() {
    fixed();
    DecryptionShare share = shares.getFirst();
    for (DecryptionShare other :
        List.of(
            share.toBuilder().removeQuestions(0).build(),
            share.toBuilder().setQuestions(0, share.getQuestions(1)).build(),
            share.toBuilder()
                .setQuestions(0, share.getQuestions(0).toBuilder().removeShares(0))
                .build())) {
      assertRefused(SHARE, state, CITY.post(other));
    }
    DecryptionShare another = shares.get(1);
    for (DecryptionShare other :
        List.of(
            share.toBuilder().setQuestions(0, another.getQuestions(0)).build(),
            share.toBuilder()
                .setQuestions(
                    0,
                    share.getQuestions(0).toBuilder()
                        .setShares(0, share.getQuestions(0).getShares(1)))
                .build(),
            share.toBuilder()
                .setQuestions(
                    0,
                    share.getQuestions(0).toBuilder()
                        .setShares(
                            0,
                            share.getQuestions(0).getShares(0).toBuilder()
                                .setPoint(ByteString.EMPTY)))
                .build())) {
      assertRefused(PROOF, state, CITY.post(other));
    }
  }

  @Test
  void theCertificateStatesWhatTheSharesOpenTo() {
    decrypted();
    assertEquals(List.of(4L, 0L), certificate.getResults(0).getVotesList());
    assertEquals(List.of("anna"), certificate.getResults(0).getSelectedList());
    SignedRecord record = CITY.certify(certificate);
    state.accept(record);
    assertEquals(
        record.bytes(),
        state.get(StateKeys.certificate(Parties.PROCESS, Parties.SCOPE)).orElseThrow());
    assertRefused(CERTIFICATE, state, record);
  }

  @Test
  void theCertificateComesLastFromAClerkAndAMajority() {
    assertRefused(PHASE, CITY.casting(), CITY.certify(certificate));
    assertRefused(CLOSED_SET, state, CITY.certify(certificate));
    fixed().accept(CITY.post(shares.get(1)));
    assertRefused(CERTIFICATE, state, CITY.certify(certificate));
    state.accept(CITY.post(shares.get(2)));
    assertAccepted(state, CITY.certify(certificate));
    for (var keys : List.of(CITY.parties.clerkAnd(1), CITY.parties.ledgerKeys)) {
      assertRefused(
          SIGNATURE, state, Parties.record(Kind.CERTIFICATE, Parties.SCOPE, certificate, keys));
    }
    assertRefused(PHASE, state.copy().accept(CITY.phase(6, CLOSE)), CITY.certify(certificate));
  }

  private void refusedResult(int question, UnaryOperator<QuestionResult.Builder> change) {
    assertRefused(
        CERTIFICATE,
        state,
        CITY.certify(
            certificate.toBuilder()
                .setResults(question, change.apply(certificate.getResults(question).toBuilder()))
                .build()));
  }

  @Test
  void aCertificateOfAnotherOutcomeIsRefused() {
    decrypted();
    refusedResult(0, result -> result.setVotes(0, 3));
    refusedResult(0, result -> result.setVotes(0, 0).setVotes(1, 4));
    refusedResult(0, result -> result.setBallots(3));
    refusedResult(0, result -> result.setBlank(1));
    refusedResult(1, result -> result.setBlank(1));
    refusedResult(0, result -> result.setQuestion("parks"));
    refusedResult(0, result -> result.addVotes(0));
    refusedResult(0, result -> result.clearVotes());
    refusedResult(0, result -> result.setVotes(0, -4));
    refusedResult(0, result -> result.clearSelected().addSelected("bo"));
    refusedResult(0, result -> result.addSelected("bo"));
    refusedResult(1, result -> result.clearSelected());
    assertRefused(
        CERTIFICATE, state, CITY.certify(certificate.toBuilder().removeResults(2).build()));
    assertRefused(
        CERTIFICATE,
        state,
        CITY.certify(certificate.toBuilder().setElection(ByteString.EMPTY).build()));
    assertRefused(
        CLOSED_SET,
        state,
        CITY.certify(
            certificate.toBuilder()
                .setClosedSet(CITY.fixed(dissent).hash().value().toByteString())
                .build()));
  }

  @Test
  void dissentsAreNamedInTheOrderOfTheLog() {
    SignedRecord dissenting = CITY.closedSet(1, dissent);
    decrypted().accept(dissenting);
    assertRefused(CERTIFICATE, state, CITY.certify(certificate));
    ByteString named = dissenting.hash().value().toByteString();
    assertAccepted(state, CITY.certify(certificate.toBuilder().addDissents(named).build()));
    assertRefused(
        CERTIFICATE,
        state,
        CITY.certify(certificate.toBuilder().addDissents(named).addDissents(named).build()));
    assertRefused(
        CERTIFICATE,
        state,
        CITY.certify(
            certificate.toBuilder()
                .addDissents(CITY.closedSet(0, set).hash().value().toByteString())
                .build()));
  }
}
