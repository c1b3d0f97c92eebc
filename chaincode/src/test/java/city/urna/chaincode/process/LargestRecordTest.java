package city.urna.chaincode.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A ballot or a share that may exceed one record is refused at the freeze, to the byte (spec
 * ballots §1.5, records §7.4). With two issuers 1,858 sum branches' worth of 140 bytes are left for
 * a ballot, an option costing three of them; a share over eight questions has room for 1,627 items.
 *
 * <p>What fits is refused for the next thing that is wrong, a roll that is not there.
 */
class LargestRecordTest {
  private static final String FITS = "there is no such roll";
  private static final String BALLOT = "the largest ballot of a style may exceed a record";
  private static final String SHARE = "the largest decryption share may exceed a record";
  private static final SmallCity CITY = new SmallCity(28, 1);

  private final MemoryState state = MemoryState.empty();
  private final Scope.Builder scope = Scope.newBuilder().setId(Parties.SCOPE);
  private final Definition.Builder definition =
      Definition.newBuilder()
          .setProcess(CITY.processRecord.hash().value().toByteString())
          .addAllCosignerKeys(CITY.definition.getCosignerKeysList())
          .setPageManifest(Bytes.zero(32).toByteString());

  /** Adds a question with so many items, of a style of its own. */
  private LargestRecordTest question(int items, int min, int max, boolean blank) {
    String id = "q" + scope.getQuestionsCount();
    scope.addQuestions(
        Question.newBuilder().setId(id).setMin(min).setMax(max).setBlank(blank).build());
    scope.addStyles(Style.newBuilder().setId("of-" + id).addQuestions(id));
    QuestionItems.Builder named = QuestionItems.newBuilder().setQuestion(id);
    for (int i = 0; i < items; i++) {
      named.addItems(item(Questions.item(id + "-" + i, id).build()).value().toByteString());
    }
    definition.addQuestions(named);
    return this;
  }

  /** Puts an item into the state; its record hash. */
  private Digest item(Item item) {
    SignedRecord record =
        Parties.record(Kind.ITEM, Parties.SCOPE, item, List.of(CITY.parties.clerk));
    state.with(StateKeys.item(Parties.PROCESS, Parties.SCOPE, item.getId()), record.bytes());
    state.with(
        StateKeys.itemHash(Parties.PROCESS, Parties.SCOPE, record.hash()),
        Bytes.ofUtf8(item.getId()));
    return record.hash();
  }

  private void comesOut(String reason) {
    Process process =
        CITY.process.toBuilder().removeIssuers(2).clearScopes().addScopes(scope).build();
    assertEquals(2, process.getIssuersCount());
    Verdict<PhaseState> verdict =
        Freeze.decide(
            state,
            new KnownProcess(
                Parties.PROCESS, CITY.processRecord.hash(), process, CITY.parties.genesis()),
            scope.build(),
            Digest.ZERO,
            Phase.newBuilder().setStep(1).setDefinition(definition.build().toByteString()).build());
    Verdict.Rejected<PhaseState> rejected = assertInstanceOf(Verdict.Rejected.class, verdict);
    assertEquals(Refusal.DEFINITION, rejected.code());
    assertEquals(reason, rejected.reason());
  }

  @Test
  void aSumHasABranchForEveryNumberOfChoices() {
    question(512, 1, 322, false).comesOut(FITS);
  }

  @Test
  void oneBranchMoreIsTooMuch() {
    question(512, 1, 323, false).comesOut(BALLOT);
  }

  @Test
  void fewerThanAllMakesASum() {
    question(512, 0, 321, false).comesOut(FITS);
  }

  @Test
  void oneMoreOfFewerThanAllIsTooMuch() {
    question(512, 0, 322, false).comesOut(BALLOT);
  }

  @Test
  void whoeverMayChooseNoneAndAllNeedsNoSum() {
    question(512, 0, 512, false).comesOut(FITS);
  }

  @Test
  void aBlankMakesASum() {
    question(511, 0, 511, true).comesOut(BALLOT);
  }

  @Test
  void aBlankIsAnOption() {
    question(511, 1, 322, true).comesOut(FITS);
  }

  @Test
  void aBlankAndOneBranchMoreIsTooMuch() {
    question(511, 1, 323, true).comesOut(BALLOT);
  }

  @Test
  void theQuestionsOfAStyleAddUp() {
    question(256, 0, 256, false).question(256, 1, 322 - 66, false);
    scope.clearStyles().addStyles(Style.newBuilder().setId("both").addQuestions("q0"));
    comesOut(FITS);
    scope.getStylesBuilder(0).addQuestions("q1");
    comesOut(FITS);
    definition.clearQuestions();
    scope.clearQuestions();
    question(256, 0, 256, false).question(363, 1, 2, false);
    scope.clearStyles().addStyles(Style.newBuilder().setId("both").addQuestions("q0"));
    scope.getStylesBuilder(0).addQuestions("q1");
    comesOut(BALLOT);
  }

  private LargestRecordTest eightQuestions(int lastItems, boolean lastBlank) {
    for (int i = 0; i < 7; i++) {
      question(204, 0, 204, false);
    }
    return question(lastItems, 0, lastItems, lastBlank);
  }

  @Test
  void aShareHasTheItemsOfEveryQuestion() {
    eightQuestions(199, false).comesOut(FITS);
  }

  @Test
  void oneItemMoreIsTooMuchForAShare() {
    eightQuestions(200, false).comesOut(SHARE);
  }

  @Test
  void aBlankIsAnItemOfAShare() {
    eightQuestions(198, true).comesOut(FITS);
  }

  @Test
  void aBlankMoreIsTooMuchForAShare() {
    eightQuestions(199, true).comesOut(SHARE);
  }

  @Test
  void aConflictNamesAnItemOfTheBallot() {
    scope.addQuestions(Question.newBuilder().setId("q0").setMax(1));
    Digest bridge = item(Questions.item("bridge", "q0").addConflicts("ferry").build());
    QuestionItems.Builder named =
        QuestionItems.newBuilder().setQuestion("q0").addItems(bridge.value().toByteString());
    definition.addQuestions(named);
    comesOut("an item is in conflict with one that is not of its question");
    Digest ferry = item(Questions.item("ferry", "q0").build());
    definition.setQuestions(0, named.addItems(ferry.value().toByteString()));
    comesOut(FITS);
  }

  @Test
  void fiveHundredAndTwelveItemsAreTheMost() {
    question(513, 1, 1, false).comesOut("a question has too few or too many items");
    assertTrue(definition.getQuestions(0).getItemsCount() > 512);
  }
}
