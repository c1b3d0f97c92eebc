package city.urna.chaincode.consultation;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.ACT;
import static city.urna.protocol.bytes.Refusal.CREDENTIAL;
import static city.urna.protocol.bytes.Refusal.ELECTION;
import static city.urna.protocol.bytes.Refusal.ENVELOPE;
import static city.urna.protocol.bytes.Refusal.ORDER;
import static city.urna.protocol.bytes.Refusal.PHASE;
import static city.urna.protocol.bytes.Refusal.SIGNATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.chaincode.Decision;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Phase;
import city.urna.protocol.signature.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Acts of credentials and officers (spec consultation §4). */
class ActsRuleTest {
  private static final SmallHall CITY = new SmallHall(72);
  private static final MemoryState OPEN = CITY.open();
  private static final SignedRecord SUPPORT = CITY.act(0, CITY.support());
  private static final SignedRecord SHEET = CITY.officer(CITY.support().through(2));
  private static final SignedRecord COMMENT = CITY.act(0, comment("shady"));

  private static ActDraft comment(String text) {
    return ActDraft.on(ActType.COMMENT, Optional.of(CITY.statement.hash()), 1)
        .with(List.of(CITY.text(SmallHall.HALL, text)));
  }

  private static SignedRecord signed(String scope, Act act, SigningKey key) {
    return Parties.record(Kind.ACT, scope, act, List.of(key));
  }

  private static SignedRecord changed(SignedRecord record, UnaryOperator<Act.Builder> change) {
    Act act = record.body(Act.parser()).orThrow();
    SigningKey key = act.hasOfficer() ? CITY.office : CITY.voters.getFirst().credentialKey();
    return signed(SmallHall.HALL, change.apply(act.toBuilder()).build(), key);
  }

  private static void refused(
      Refusal code, SignedRecord record, UnaryOperator<Act.Builder> change) {
    assertRefused(code, OPEN, changed(record, change));
  }

  @Test
  void anActWritesOneKeyAndReadsThePhase() {
    Decision decision = OPEN.decide(List.of(SUPPORT));
    Tracker tracker = CITY.hallForum.actHash(SUPPORT.body());
    String key =
        StateKeys.act(
            Parties.PROCESS,
            SmallHall.HALL,
            CITY.hallForum.nullifier(CITY.voters.getFirst().credential().key()),
            tracker);
    assertEquals(
        List.of(
            new Ruling.Accepted(
                SUPPORT.hash(),
                Kind.ACT,
                tracker,
                List.of(new Write(key, SUPPORT.hash().value())))),
        decision.rulings());
    assertEquals(Set.of(StateKeys.phase(Parties.PROCESS, SmallHall.HALL)), OPEN.lastRead());
  }

  @Test
  void anOfficersActReadsTheProcessToo() {
    assertAccepted(OPEN, SHEET);
    assertEquals(
        Set.of(
            StateKeys.GENESIS,
            StateKeys.process(Parties.PROCESS),
            StateKeys.phase(Parties.PROCESS, SmallHall.HALL)),
        OPEN.lastRead());
    assertAccepted(OPEN, changed(SHEET, act -> act.setValue(250)));
  }

  @Test
  void oneBadActDoesNotSinkItsNeighbours() {
    SignedRecord bad = changed(SUPPORT, act -> act.setValue(7));
    Decision decision = OPEN.decide(List.of(SUPPORT, bad, SHEET, SUPPORT, COMMENT));
    assertInstanceOf(Ruling.Accepted.class, decision.rulings().get(0));
    assertEquals(ACT, assertInstanceOf(Ruling.Refused.class, decision.rulings().get(1)).code());
    assertInstanceOf(Ruling.Accepted.class, decision.rulings().get(2));
    assertEquals(new Ruling.Repeated(0), decision.rulings().get(3));
    assertInstanceOf(Ruling.Accepted.class, decision.rulings().get(4));
  }

  @Test
  void actsAndBallotsDoNotMix() {
    SignedRecord ballot =
        SignedRecord.sign(
            Kind.BALLOT, Parties.PROCESS, SmallHall.HALL, Bytes.EMPTY, List.of(CITY.parties.clerk));
    for (Ruling ruling : OPEN.decide(List.of(SUPPORT, ballot)).rulings()) {
      assertEquals(ENVELOPE, assertInstanceOf(Ruling.Refused.class, ruling).code());
    }
  }

  @Test
  void signedByAnotherThanItsAuthor() {
    Act act = SUPPORT.body(Act.parser()).orThrow();
    assertRefused(SIGNATURE, OPEN, signed(SmallHall.HALL, act, CITY.office));
    assertRefused(
        SIGNATURE,
        OPEN,
        Parties.record(
            Kind.ACT,
            SmallHall.HALL,
            act,
            List.of(CITY.voters.getFirst().credentialKey(), CITY.office)));
    refused(SIGNATURE, SHEET, sheet -> sheet.setOfficer("parks"));
    refused(SIGNATURE, SUPPORT, Act.Builder::clearAuthor);
    assertRefused(
        SIGNATURE,
        OPEN,
        signed(
            SmallHall.HALL,
            act.toBuilder().setKey(CITY.office.publicKey().toByteString()).build(),
            CITY.office)); // a public act is no record
    assertRefused(
        ORDER,
        OPEN,
        Parties.record(
            Kind.ACT,
            "elsewhere",
            SmallHall.HALL,
            SHEET.body(Act.parser()).orThrow(),
            List.of(CITY.office)));
  }

  @Test
  void outsideAnOpenConsultation() {
    assertRefused(PHASE, CITY.ready(), SUPPORT);
    assertRefused(PHASE, CITY.open().accept(CITY.phase(3, CITY.hallFreeze)), SUPPORT);
    assertRefused(PHASE, CITY.open().accept(CITY.phase(6, CITY.hallFreeze)), SUPPORT);
    SignedRecord waiting =
        CITY.phase(
            SmallHall.HALL, Phase.newBuilder().setStep(1).setDefinition(CITY.hall.toByteString()));
    assertRefused(PHASE, CITY.ready().accept(waiting), SUPPORT);
    assertRefused(
        PHASE,
        OPEN,
        signed(
            Parties.SCOPE,
            SUPPORT.body(Act.parser()).orThrow(),
            CITY.voters.getFirst().credentialKey()));
  }

  @Test
  void replayedInAnotherScopeOrStyle() {
    assertRefused(
        ELECTION,
        OPEN,
        signed(
            SmallHall.BOX,
            SUPPORT.body(Act.parser()).orThrow(),
            CITY.voters.getFirst().credentialKey()));
    refused(ELECTION, SUPPORT, act -> act.setElection(CITY.boxForum.election().toByteString()));
    refused(
        ELECTION,
        SUPPORT,
        act -> act.setCredential(act.getCredential().toBuilder().setStyle("south")));
  }

  @Test
  void aCredentialThatIsNone() {
    refused(
        CREDENTIAL,
        SUPPORT,
        act -> act.setCredential(act.getCredential().toBuilder().removeIssuerSignatures(1)));
    refused(
        CREDENTIAL,
        SUPPORT,
        act ->
            act.setCredential(
                act.getCredential().toBuilder()
                    .setIssuerSignatures(
                        0,
                        CITY.act(1, CITY.support())
                            .body(Act.parser())
                            .orThrow()
                            .getCredential()
                            .getIssuerSignatures(0)))); // another's signature
    assertRefused(
        CREDENTIAL,
        OPEN,
        signed(
            SmallHall.HALL,
            SUPPORT.body(Act.parser()).orThrow().toBuilder()
                .setCredential(
                    SUPPORT.body(Act.parser()).orThrow().getCredential().toBuilder()
                        .setKey(CITY.office.publicKey().toByteString()))
                .build(),
            CITY.office)); // copied under another credential
  }

  @Test
  void actsThatAreNotWellFormed() {
    refused(ACT, SUPPORT, act -> act.setType(0));
    refused(ACT, SUPPORT, act -> act.setType(10));
    refused(ACT, SUPPORT, Act.Builder::clearChannel);
    refused(ACT, SUPPORT, act -> act.setChannel(5));
    refused(ACT, SUPPORT, act -> act.setChannel(6));
    refused(ACT, SUPPORT, act -> act.setNonce(Bytes.zero(15).toByteString()));
    refused(ACT, SUPPORT, Act.Builder::clearReplaces);
    refused(ACT, SUPPORT, Act.Builder::clearTarget);
    refused(ACT, SUPPORT, act -> act.setTarget(Bytes.zero(31).toByteString()));
    refused(ACT, SUPPORT, act -> act.addParents(Bytes.zero(32).toByteString()));
    refused(ACT, SUPPORT, act -> act.setValue(2));
    refused(ACT, SUPPORT, act -> act.setValue(-1));
    refused(ACT, SHEET, act -> act.setValue(1_000_001));
    refused(ACT, COMMENT, act -> act.setValue(3));
    refused(ACT, COMMENT, Act.Builder::clearContents);
    refused(ACT, COMMENT, act -> act.addContents(act.getContents(0))); // a commitment twice
    refused(ACT, SUPPORT, act -> act.setType(ActType.CO_SIGN.number())); // no rule for it
    refused(ACT, SHEET, act -> act.setType(ActType.OPINION.number())); // none for officers
  }

  private static void refusedContent(UnaryOperator<ContentRef.Builder> change) {
    refused(ACT, COMMENT, act -> act.setContents(0, change.apply(act.getContents(0).toBuilder())));
  }

  @Test
  void contentsThatAreNotAllowed() {
    refusedContent(content -> content.setKind(8));
    refusedContent(ContentRef.Builder::clearKind);
    refusedContent(content -> content.setCommitment(Bytes.zero(33).toByteString()));
    refusedContent(ContentRef.Builder::clearLength);
    refusedContent(content -> content.setLength(1_001)); // more than the rule allows
    refusedContent(content -> content.setLength(-1));
    refusedContent(content -> content.setWithheld("not an id"));
    refused(
        ACT, COMMENT, act -> act.addContents(CITY.content(SmallHall.HALL, ContentKind.NAME, "")));
    refused(
        ACT,
        COMMENT,
        act -> act.addContents(CITY.content(SmallHall.HALL, ContentKind.CONTACT, "private")));
    refused(
        ACT,
        COMMENT,
        act -> act.addContents(CITY.content(SmallHall.HALL, ContentKind.ANSWERS, "")));
    refused(
        ACT, SHEET, act -> act.addContents(CITY.content(SmallHall.HALL, ContentKind.CONTACT, "")));
    assertAccepted(
        OPEN,
        changed(
            SHEET,
            act ->
                act.addContents(CITY.content(SmallHall.HALL, ContentKind.ATTACHMENT, "private"))));
    assertAccepted(
        OPEN,
        changed(
            COMMENT,
            act ->
                act.setType(ActType.ANSWER.number())
                    .setValue(0)
                    .addContents(CITY.content(SmallHall.HALL, ContentKind.ANSWERS, ""))));
  }
}
