package city.urna.bench.city;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one consultation must owe in the end, as the script knows it: by days, never on a due day.
 */
final class Debts {
  private final Map<String, Debt> all = new LinkedHashMap<>();

  /** One answer that is owed: asked on a day, due some days later, answered or not. */
  private record Debt(int asked, int allowed, int answered) {
    static final int NEVER = Integer.MAX_VALUE;

    boolean isLate() {
      return answered != NEVER && answered > asked + allowed;
    }

    boolean isOverdue(int today) {
      return answered == NEVER && today > asked + allowed;
    }
  }

  synchronized void owe(String thing, int day, int allowed) {
    all.put(thing, new Debt(day, allowed, Debt.NEVER));
  }

  /** The first answer that settles it; later ones change nothing. */
  synchronized void answered(String thing, int day) {
    all.computeIfPresent(
        thing,
        (name, debt) ->
            debt.answered() == Debt.NEVER ? new Debt(debt.asked(), debt.allowed(), day) : debt);
  }

  synchronized int number() {
    return all.size();
  }

  synchronized long inTime() {
    return all.values().stream()
        .filter(debt -> debt.answered() != Debt.NEVER && !debt.isLate())
        .count();
  }

  synchronized Set<String> late() {
    Set<String> names = new TreeSet<>();
    all.forEach((name, debt) -> add(names, name, debt.isLate()));
    return names;
  }

  synchronized Set<String> overdue(int today) {
    Set<String> names = new TreeSet<>();
    all.forEach((name, debt) -> add(names, name, debt.isOverdue(today)));
    return names;
  }

  private static void add(Set<String> names, String name, boolean there) {
    if (there) {
      names.add(name);
    }
  }
}
