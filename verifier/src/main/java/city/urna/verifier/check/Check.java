package city.urna.verifier.check;

import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import java.util.ArrayList;
import java.util.List;

/**
 * One numbered check while it is under way. It fails unless somebody says that it ran to its end,
 * and a failure once noted stays.
 */
final class Check {
  private static final int MOST_NAMED = 3;

  private final Numbered numbered;
  private final List<String> failures = new ArrayList<>();
  private final List<String> reservations = new ArrayList<>();
  private long failed;
  private long count;
  private State state = State.NOT_RUN;
  private String evidence = "an earlier check failed";

  private enum State {
    NOT_RUN,
    RUN,
    NOT_APPLICABLE
  }

  Check(Numbered numbered) {
    this.numbered = numbered;
  }

  /** So many more things were looked at. */
  void looked(long more) {
    count += more;
  }

  /** Notes what is wrong: where, what, and what it means. */
  void failed(String what) {
    failed++;
    if (failures.size() < MOST_NAMED) {
      failures.add(what);
    }
  }

  /** Notes what a reader must know although the check passes. */
  void reserved(String what) {
    reservations.add(what);
  }

  /** The check has looked at everything that it has to. */
  void done(String seen) {
    state = State.RUN;
    evidence = seen;
  }

  /** The check cannot run; what it lacks. */
  void notRun(String why) {
    state = State.NOT_RUN;
    evidence = why;
  }

  void notApplicable(String why) {
    state = State.NOT_APPLICABLE;
    evidence = why;
  }

  long count() {
    return count;
  }

  boolean hasFailed() {
    return failed > 0;
  }

  /** Ran to its end without a failure. */
  boolean passes() {
    return state == State.RUN && failed == 0;
  }

  List<String> reservations() {
    return List.copyOf(reservations);
  }

  Finding finding() {
    String id = numbered.id();
    String title = numbered.title();
    if (failed > 0) {
      String more = failed > failures.size() ? "; and " + (failed - failures.size()) + " more" : "";
      return Finding.failed(id, title, count, String.join("; ", failures) + more);
    }
    return switch (state) {
      case NOT_RUN -> Finding.failed(id, title, count, "not run: " + evidence);
      case NOT_APPLICABLE -> Finding.notApplicable(id, title, evidence);
      case RUN ->
          reservations.isEmpty()
              ? Finding.passed(id, title, count, evidence)
              : Finding.reserved(id, title, count, String.join("; ", reservations));
    };
  }
}
