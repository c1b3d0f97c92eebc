package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.util.List;

/** The phase record that freezes a scope and makes its election hash (spec records §7.4, §7.5). */
final class Freeze {
  private static final int OPTION_BYTES = 420;
  private static final int BRANCH_BYTES = 140;
  private static final int ISSUER_BYTES = 500;
  private static final int SHARE_BYTES = 160;
  private static final int SHARE_QUESTION_BYTES = 100;
  private static final int OTHER_BYTES = 1_024;

  private Freeze() {}

  /**
   * Refuses (R5) a definition that does not agree with what the ledger holds.
   *
   * @return the first phase state of the scope
   */
  static Verdict<PhaseState> decide(
      State state, KnownProcess known, Scope scope, Digest record, Phase phase) {
    Bytes bytes = Bytes.of(phase.getDefinition());
    return StrictParser.parse(Definition.parser(), bytes)
        .verdict(Refusal.DEFINITION)
        .flatMap(definition -> plain(known, definition))
        .flatMap(
            definition ->
                scope.hasConsultation()
                    ? consultation(state, known, scope, definition)
                    : ballot(state, known, scope, definition))
        .map(
            definition ->
                new PhaseState(
                    record,
                    phase.getCasting() ? Step.CASTING : Step.ISSUANCE,
                    Election.hash(known.id(), scope.getId(), known.hash(), bytes),
                    activeIssuers(known, scope),
                    bytes,
                    shape(scope)));
  }

  private static Verdict<Definition> ballot(
      State state, KnownProcess known, Scope scope, Definition definition) {
    return FrozenItems.check(state, known.id(), scope, definition)
        .flatMap(items -> bounded(known, scope, items))
        .flatMap(bounded -> roll(state, known, scope, bounded))
        .flatMap(rolled -> FrozenKeys.check(state, known, scope, rolled));
  }

  /** A consultation fixes no items; without credentials it has neither roll nor issuer keys. */
  private static Verdict<Definition> consultation(
      State state, KnownProcess known, Scope scope, Definition definition) {
    if (definition.getQuestionsCount() > 0) {
      return rejected("a consultation has no questions");
    }
    boolean none =
        definition.getRollVersion() == 0
            && definition.getRollSize() == 0
            && definition.getRollRoot().isEmpty();
    Verdict<Definition> rolled =
        Definitions.hasCredentials(scope)
            ? roll(state, known, scope, definition)
            : none
                ? Verdict.verified(definition)
                : rejected("a roll where nobody has a credential");
    return rolled.flatMap(roll -> FrozenKeys.checkConsultation(known, scope, roll));
  }

  private static Verdict<Definition> roll(
      State state, KnownProcess known, Scope scope, Definition definition) {
    return new RollState(state, known.id(), scope.getId(), definition.getRollVersion())
        .check(definition);
  }

  private static List<String> activeIssuers(KnownProcess known, Scope scope) {
    return scope.hasConsultation() && !Definitions.hasCredentials(scope)
        ? List.of()
        : known.process().getIssuersList().stream().map(Party::getId).toList();
  }

  private static Verdict<Definition> plain(KnownProcess known, Definition definition) {
    if (!Bytes.of(definition.getProcess()).equals(known.hash().value())) {
      return rejected("the definition is another process's");
    }
    if (!definition
        .getCosignerKeysList()
        .equals(
            known.genesis().getOrganizationsList().stream()
                .map(Organization::getCosignerKey)
                .toList())) {
      return rejected("the cosigner keys are not those of the genesis record");
    }
    return definition.getPageManifest().size() == Digest.SIZE
        ? Verdict.verified(definition)
        : rejected("the page manifest has 32 bytes");
  }

  /** A ballot or a share is always one record: the largest must fit (spec ballots §1.5). */
  private static Verdict<Definition> bounded(
      KnownProcess known, Scope scope, Definition definition) {
    long share = OTHER_BYTES;
    for (int i = 0; i < scope.getQuestionsCount(); i++) {
      int items = definition.getQuestions(i).getItemsCount();
      boolean blank = scope.getQuestions(i).getBlank();
      share += SHARE_QUESTION_BYTES + (long) SHARE_BYTES * (items + (blank ? 1 : 0));
    }
    if (share > SignedRecord.MOST_BYTES) {
      return rejected("the largest decryption share may exceed a record");
    }
    List<String> questions = scope.getQuestionsList().stream().map(Question::getId).toList();
    for (Style style : scope.getStylesList()) {
      long bytes = OTHER_BYTES + (long) ISSUER_BYTES * known.process().getIssuersCount();
      for (String id : style.getQuestionsList()) {
        int place = questions.indexOf(id);
        Question question = scope.getQuestions(place);
        int items = definition.getQuestions(place).getItemsCount();
        bytes += (long) OPTION_BYTES * (items + (question.getBlank() ? 1 : 0));
        if (question.getBlank() || question.getMin() > 0 || question.getMax() < items) {
          bytes += (long) BRANCH_BYTES * (question.getMax() - question.getMin() + 1);
        }
      }
      if (bytes > SignedRecord.MOST_BYTES) {
        return rejected("the largest ballot of a style may exceed a record");
      }
    }
    return Verdict.verified(definition);
  }

  /** The scope as far as a ballot or an act is checked against it: no texts, no counting rules. */
  private static Bytes shape(Scope scope) {
    Scope.Builder shape = Scope.newBuilder().setId(scope.getId());
    for (Question question : scope.getQuestionsList()) {
      shape.addQuestions(question.toBuilder().clearText().clearRule());
    }
    for (Style style : scope.getStylesList()) {
      shape.addStyles(style.toBuilder().clearName());
    }
    if (scope.hasConsultation()) {
      shape.setConsultation(scope.getConsultation().toBuilder().clearTitle().clearDescription());
    }
    return Bytes.of(shape.build().toByteString());
  }

  private static Verdict<Definition> rejected(String reason) {
    return Verdict.rejected(Refusal.DEFINITION, reason);
  }
}
