package city.urna.chaincode.consultation;

import static city.urna.chaincode.example.Refusals.assertAccepted;
import static city.urna.chaincode.example.Refusals.assertRefused;
import static city.urna.protocol.bytes.Refusal.DEFINITION;
import static city.urna.protocol.bytes.Refusal.ISSUANCE;
import static city.urna.protocol.bytes.Refusal.PHASE;

import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.SmallHall;
import city.urna.chaincode.example.Trustees;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Processes, freezes and items of consultations (spec consultation §1, §2). */
class OpeningTest {
  private static final SmallHall CITY = new SmallHall(71);

  private static SignedRecord process(UnaryOperator<Process.Builder> change) {
    return Parties.record(
        Kind.PROCESS,
        "",
        change.apply(CITY.process.toBuilder()).build(),
        CITY.parties.clerkAndAll());
  }

  private static void refusedProcess(UnaryOperator<Process.Builder> change) {
    assertRefused(DEFINITION, MemoryState.empty().accept(CITY.genesis), process(change));
  }

  private static void refusedScope(UnaryOperator<Scope.Builder> change) {
    refusedProcess(process -> process.setScopes(3, change.apply(process.getScopes(3).toBuilder())));
  }

  private static void refusedConsultation(UnaryOperator<Consultation.Builder> change) {
    refusedScope(scope -> scope.setConsultation(change.apply(scope.getConsultation().toBuilder())));
  }

  @Test
  void aProcessOfConsultationsAloneNeedsNoIssuersAndNoTrustees() {
    SignedRecord alone =
        process(
            made ->
                made.clearScopes()
                    .addScopes(CITY.process.getScopes(3))
                    .clearRegistrars()
                    .clearIssuers()
                    .clearMinimumIssuers()
                    .clearTrustees()
                    .clearThreshold());
    assertAccepted(MemoryState.empty().accept(CITY.genesis), alone);
  }

  @Test
  void withQuestionsOrCredentialsItNeedsThemAsEver() {
    refusedProcess(made -> made.clearTrustees().clearThreshold());
    refusedProcess(made -> made.clearIssuers().clearMinimumIssuers());
    refusedProcess(
        made -> made.removeScopes(3).removeScopes(1).removeScopes(0)); // trustees, nothing to open
    refusedProcess(
        made ->
            made.removeScopes(3)
                .removeScopes(1)
                .removeScopes(0)
                .clearTrustees()
                .clearThreshold()
                .clearRegistrars()); // credentials, and no roll
  }

  @Test
  void rulesThatContradictThemselves() {
    refusedScope(scope -> scope.addQuestions(Questions.scope("x").getQuestions(0)));
    refusedScope(Scope.Builder::clearConsultation);
    refusedScope(scope -> scope.addStyles(CITY.process.getScopes(2).getStyles(0)));
    refusedConsultation(Consultation.Builder::clearActs);
    refusedConsultation(
        made -> made.addActs(SmallHall.rule(ActType.REPORT, Identity.PUBLIC, 0))); // twice
    refusedConsultation(
        made -> made.addActs(0, SmallHall.rule(ActType.ATTENDANCE, Identity.PUBLIC, 0)));
    refusedConsultation(
        made -> made.addActs(SmallHall.rule(ActType.ATTENDANCE, Identity.PUBLIC, 1)));
    refusedConsultation(made -> made.setActs(0, made.getActs(0).toBuilder().setType(10)));
    refusedConsultation(made -> made.setActs(0, made.getActs(0).toBuilder().setIdentity(5)));
    refusedConsultation(made -> made.setActs(0, made.getActs(0).toBuilder().setAnswered(3)));
    refusedConsultation(made -> made.setActs(0, made.getActs(0).toBuilder().setBytes(20_971_521)));
    refusedConsultation(made -> made.setActs(0, made.getActs(0).toBuilder().setBytes(-1)));
    refusedConsultation(Consultation.Builder::clearAnswerSeconds);
    refusedConsultation(made -> made.setAnswerSeconds(3_153_600_001L));
    refusedConsultation(Consultation.Builder::clearAnchoredActs);
    refusedConsultation(made -> made.setRetentionSeconds(-1));
    refusedConsultation(Consultation.Builder::clearTitle);
    refusedProcess(Process.Builder::clearOffices); // officers act in the hall
    refusedProcess(made -> made.addOffices(made.getClerks(0))); // one key twice
  }

  @Test
  void aConsultationOpensWithoutCeremonyAndDoesNotEndIt() {
    MemoryState state = CITY.open();
    Trustees trustees = new Trustees(CITY.parties, CITY.processRecord.hash(), 1, List.of(1, 2, 3));
    state.accept(trustees.all());
  }

  private static void refusedFreeze(String scope, Definition.Builder definition) {
    assertRefused(DEFINITION, CITY.ready(), CITY.freeze(scope, definition.build()));
  }

  @Test
  void freezesThatDoNotAgree() {
    refusedFreeze(SmallHall.BOX, CITY.hall()); // a roll and keys that nobody needs
    refusedFreeze(SmallHall.HALL, CITY.frozen()); // none where they are needed
    refusedFreeze(SmallHall.HALL, CITY.hall().removeIssuerKeys(2));
    refusedFreeze(SmallHall.HALL, CITY.hall().setRollRoot(Bytes.zero(32).toByteString()));
    refusedFreeze(SmallHall.BOX, CITY.frozen().setCeremonyRound(1));
    refusedFreeze(SmallHall.BOX, CITY.frozen().setJointKey(Bytes.zero(33).toByteString()));
    refusedFreeze(SmallHall.BOX, CITY.frozen().setRollVersion(1));
    refusedFreeze(
        SmallHall.BOX,
        CITY.frozen()
            .addQuestions(
                city.urna.protocol.records.QuestionItems.newBuilder().setQuestion("mayor")));
  }

  @Test
  void itemsAreAddedAndSupersededUntilTheClose() {
    MemoryState state = CITY.open();
    SignedRecord added = CITY.item(SmallHall.BOX, SmallHall.item("paths", "category"));
    state.accept(added);
    SignedRecord next =
        CITY.item(
            SmallHall.BOX,
            Questions.next(SmallHall.item("paths", "category").build(), added.hash()).toBuilder());
    state.accept(next);
    state.accept(CITY.phase(3, CITY.boxFreeze));
    assertRefused(PHASE, state, CITY.item(SmallHall.BOX, SmallHall.item("trees", "category")));
  }

  @Test
  void itemsOfTheWrongForm() {
    MemoryState state = CITY.open();
    for (var wrong :
        List.of(
            SmallHall.item("a", "candidate"),
            SmallHall.item("a", ""),
            SmallHall.item("a", "event").setQuestion("mayor"),
            SmallHall.item("a", "event").setCost("5"),
            SmallHall.item("a", "event").addConflicts("b"),
            SmallHall.item("a", "event").setForm(Bytes.ofUtf8("\t").toByteString()),
            SmallHall.item("a", "event").setForm(Bytes.zero(65_537).toByteString()),
            SmallHall.item("a", "event").addSources(Bytes.zero(31).toByteString()),
            SmallHall.item("a", "event")
                .addSources(Bytes.zero(32).toByteString())
                .addSources(Bytes.zero(32).toByteString()))) {
      assertRefused(DEFINITION, state, CITY.item(SmallHall.BOX, wrong));
    }
    assertRefused(
        DEFINITION,
        state,
        CITY.item(Parties.SCOPE, Questions.item("anna", "mayor").setRole("event")));
    assertAccepted(
        state,
        CITY.item(
            Parties.SCOPE,
            Questions.item("anna", "mayor").addSources(Bytes.zero(32).toByteString())));
  }

  @Test
  void aConsultationHasNoBallotsAndNoClosedSet() {
    MemoryState state = CITY.open();
    state.accept(CITY.phase(3, CITY.hallFreeze));
    assertRefused(
        PHASE,
        state,
        Parties.record(
            Kind.CLOSED_SET,
            SmallHall.HALL,
            ClosedSet.getDefaultInstance(),
            List.of(CITY.parties.ledgerKeys.getFirst())));
  }

  @Test
  void issuersPublishAfterTheClose() {
    IssuanceList list =
        IssuanceList.newBuilder()
            .setIssuer("alpha")
            .setChunks(1)
            .setTotal(1)
            .addIssuances(CITY.voters.getFirst().issuance("alpha"))
            .setRoot(Bytes.zero(32).toByteString())
            .build();
    SignedRecord published =
        Parties.record(
            Kind.ISSUANCE_LIST, SmallHall.HALL, list, List.of(CITY.parties.issuers.getFirst()));
    MemoryState state = CITY.open();
    assertRefused(PHASE, state, published);
    state.accept(CITY.phase(3, CITY.hallFreeze)).accept(CITY.phase(3, CITY.boxFreeze));
    assertAccepted(state, published);
    assertRefused(
        ISSUANCE,
        state,
        Parties.record(
            Kind.ISSUANCE_LIST, SmallHall.BOX, list, List.of(CITY.parties.issuers.getFirst())));
  }
}
