package city.urna.verifier.block.fabric;

import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One check while it is under way: it fails unless it was said to have run. */
final class Tally {
  private static final int MOST_NAMED = 3;

  private final Numbered numbered;
  private final List<String> failures = new ArrayList<>();
  private final List<String> reservations = new ArrayList<>();
  private long failed;
  private long count;
  private Optional<String> seen = Optional.empty();

  Tally(Numbered numbered) {
    this.numbered = numbered;
  }

  void looked(long more) {
    count += more;
  }

  void failed(String what) {
    failed++;
    if (failures.size() < MOST_NAMED) {
      failures.add(what);
    }
  }

  void reserved(String what) {
    reservations.add(what);
  }

  /** The check has looked at everything that it has to. */
  void done(String evidence) {
    seen = Optional.of(evidence);
  }

  Finding finding() {
    String id = numbered.id();
    String title = numbered.title();
    if (failed > 0) {
      String more = failed > failures.size() ? "; and " + (failed - failures.size()) + " more" : "";
      return Finding.failed(id, title, count, String.join("; ", failures) + more);
    }
    if (seen.isEmpty()) {
      return Finding.failed(id, title, count, "not run: an earlier check failed");
    }
    return reservations.isEmpty()
        ? Finding.passed(id, title, count, seen.get())
        : Finding.reserved(id, title, count, String.join("; ", reservations));
  }
}
