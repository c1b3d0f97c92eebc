package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.ast.Module;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kodkod.engine.satlab.SATFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules as a model ({@code docs/spec/model/election.als}), searched by Alloy with SAT4J: the
 * checks find no counterexample, and find one as soon as a rule is left out.
 */
@Tag("slow")
class ModelTest {
  // The solver tells of every step; this is read before its first class is loaded.
  static {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
  }

  private static final Module MODEL =
      CompUtil.parseEverything_fromFile(
          A4Reporter.NOP,
          null,
          Path.of(System.getProperty("urna.root"), "docs/spec/model/election.als").toString());

  static Stream<String> quick() {
    return MODEL.getAllCommands().stream().map(c -> c.label).filter(c -> !c.endsWith("Wide"));
  }

  static Stream<String> wide() {
    return MODEL.getAllCommands().stream().map(c -> c.label).filter(c -> c.endsWith("Wide"));
  }

  /** A check that is taken out of the model is missed here. */
  @Test
  void everyPromiseIsChecked() {
    assertEquals(
        List.of(
            "countedOnce 0",
            "countedOnceWide 0",
            "everyChain 0",
            "everyChainWide 0",
            "noneAfterTheClose 0",
            "everyAcknowledgedOneIsIn 0",
            "everyAcknowledgedOneIsInWide 0",
            "theFixedSetNeverChanges 0",
            "theFixedSetIsWhatCounts 0",
            "everyActiveIssuerSigned 0",
            "oneVoiceForEachEntry 0",
            "oneVoiceWithIssuersAbsent 0",
            "boundedByEachHonestIssuer 0",
            "withAnyMajorityOfIssuers 1",
            "withAnIssuerThatForgets 1",
            "withAnIssuerThatReturns 1",
            "withABallotAfterTheClose 1",
            "withACloseThatDoesNotWait 1",
            "withEveryRecordCounted 1",
            "withASecondClosedSet 1",
            "ifEveryActiveIssuerColludes 1",
            "ifOnlyColludingIssuersStay 1",
            "ifMostOrganizationsCollude 1",
            "aWholeElection 1",
            "aForkOfReplacements 1",
            "theSameBallotOrderedTwice 1"),
        MODEL.getAllCommands().stream().map(c -> c.label + " " + c.expects).toList());
  }

  /** A check is satisfiable when there is a counterexample; a run, when there is an example. */
  @ParameterizedTest
  @MethodSource("quick")
  void endsAsItSays(String name) {
    search(name);
  }

  @ParameterizedTest
  @MethodSource("wide")
  @Tag("long")
  void endsAsItSaysInAWiderSearch(String name) {
    search(name);
  }

  private static void search(String name) {
    Command command = command(name);
    assertEquals(command.expects == 1, search(command).satisfiable(), command::toString);
  }

  /** Two people on the roll, three voices: any two of three issuers are not enough. */
  @Test
  void withAnyMajorityOfIssuersTwoVotersHaveThreeVoices() {
    A4Solution found = search(command("withAnyMajorityOfIssuers"));
    assertTrue(found.satisfiable());
    int last = found.getTraceLength() - 1;
    assertEquals("2", evaluate(found, "#Entry", last));
    assertEquals("3", evaluate(found, "#counted", last));
    assertEquals(
        "true", evaluate(found, "all e: Entry, i: Issuer | one e.(i.(Ledger.issued))", last));
  }

  private static String evaluate(A4Solution found, String expression, int state) {
    return String.valueOf(
        found.eval(CompUtil.parseOneExpression_fromString(MODEL, expression), state));
  }

  private static Command command(String name) {
    return MODEL.getAllCommands().stream()
        .filter(command -> command.label.equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static A4Solution search(Command command) {
    A4Options options = new A4Options();
    options.solver = SATFactory.get("sat4j");
    return TranslateAlloyToKodkod.execute_command(
        A4Reporter.NOP, MODEL.getAllReachableSigs(), command, options);
  }
}
