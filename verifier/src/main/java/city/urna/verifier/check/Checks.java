package city.urna.verifier.check;

import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The checks of one verification, from V3.1 on, in order; none has run at first. */
final class Checks {
  private final Map<Numbered, Check> all = new EnumMap<>(Numbered.class);
  private final Numbered last;

  /**
   * @param beforeDecryption leaves out what needs decryption shares: V10 and later are no part of
   *     the verdict
   */
  Checks(boolean beforeDecryption) {
    last = beforeDecryption ? Numbered.V9_1 : Numbered.V14_1;
    for (Numbered numbered : Numbered.values()) {
      if (numbered.compareTo(Numbered.V3_1) >= 0) {
        all.put(numbered, new Check(numbered));
      }
    }
  }

  Check of(Numbered numbered) {
    Check check = all.get(numbered);
    if (check == null) {
      throw new IllegalArgumentException(numbered.id() + " is checked elsewhere");
    }
    return check;
  }

  /** Says of each of these why it could not run. */
  void notRun(String why, Numbered... numbers) {
    for (Numbered numbered : numbers) {
      of(numbered).notRun(why);
    }
  }

  List<Finding> findings() {
    return all.entrySet().stream()
        .filter(check -> check.getKey().compareTo(last) <= 0)
        .map(check -> check.getValue().finding())
        .toList();
  }
}
