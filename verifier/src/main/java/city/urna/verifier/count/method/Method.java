package city.urna.verifier.count.method;

import java.util.Arrays;
import java.util.Optional;

/** The counting methods, by their names on the command line and in results. */
public enum Method {
  PLURALITY(Plurality.NAME, "one choice a ballot, most votes"),
  APPROVAL(Approval.NAME, "any number of choices, most votes"),
  SCORE(Score.NAME, "points, highest sum (cumulative voting too)"),
  BORDA(Borda.NAME, "rankings turned into points"),
  SCHULZE(Schulze.NAME, "rankings, every pair compared, strongest paths"),
  IRV(InstantRunoff.NAME, "rankings, one seat, the lowest leaves until one has a majority"),
  STV_SCOTTISH("stv-scottish", "rankings, several seats, Scottish council elections"),
  STV_WIGM("stv-wigm", "rankings, several seats, the same transfers in exact fractions"),
  STV_MEEK(Meek.NAME, "rankings, several seats, Meek's keep factors"),
  MAJORITY_JUDGMENT(MajorityJudgment.NAME, "grades, best median"),
  GREEDY("greedy", "budget: most votes first, what does not fit is passed over"),
  GREEDY_NO_SKIP("greedy-no-skip", "budget: stop at the first that does not fit"),
  GREEDY_THRESHOLD("greedy-threshold", "budget: greedy among those with enough votes"),
  GREEDY_EXCLUSIVE("greedy-exclusive", "budget: greedy, but projects can exclude one another"),
  MES("mes", "budget: method of equal shares, without completion"),
  MES_ADD1("mes-add1", "budget: method of equal shares, completed by add-1");

  private final String label;
  private final String summary;

  Method(String label, String summary) {
    this.label = label;
    this.summary = summary;
  }

  public String label() {
    return label;
  }

  public String summary() {
    return summary;
  }

  public static Optional<Method> named(String label) {
    return Arrays.stream(values()).filter(method -> method.label.equals(label)).findFirst();
  }

  /** Whether the method spends a budget. */
  public boolean spendsBudget() {
    return switch (this) {
      case GREEDY, GREEDY_NO_SKIP, GREEDY_THRESHOLD, GREEDY_EXCLUSIVE, MES, MES_ADD1 -> true;
      case PLURALITY,
          APPROVAL,
          SCORE,
          BORDA,
          SCHULZE,
          IRV,
          STV_SCOTTISH,
          STV_WIGM,
          STV_MEEK,
          MAJORITY_JUDGMENT ->
          false;
    };
  }
}
