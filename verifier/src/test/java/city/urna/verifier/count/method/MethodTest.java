package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The methods' names, as the specification and the command line have them. */
class MethodTest {
  @Test
  void namesAreTheSpecifications() {
    assertEquals(
        List.of(
            "plurality",
            "approval",
            "score",
            "borda",
            "schulze",
            "irv",
            "stv-scottish",
            "stv-wigm",
            "stv-meek",
            "majority-judgment",
            "greedy",
            "greedy-no-skip",
            "greedy-threshold",
            "greedy-exclusive",
            "mes",
            "mes-add1"),
        Arrays.stream(Method.values()).map(Method::label).toList());
    assertEquals(Optional.of(Method.STV_MEEK), Method.named("stv-meek"));
    assertEquals(Optional.empty(), Method.named("STV_MEEK"));
  }

  @Test
  void summariesSayWhatIsOnTheBallotAndWhoWins() {
    assertEquals("one choice a ballot, most votes", Method.PLURALITY.summary());
    for (Method method : Method.values()) {
      assertEquals(method.spendsBudget(), method.summary().startsWith("budget: "), method.label());
      assertTrue(method.summary().length() > "budget: ".length(), method.label());
    }
  }
}
