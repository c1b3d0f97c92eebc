package city.urna.verifier.count.export;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Round;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/**
 * The picture of a count: projects against the budget line, transfers by round, or totals as bars.
 * What is elected is solid and ticked, what is not is outlined: no meaning hangs on colour alone.
 */
final class Charts {
  private static final double LABELS = 300;
  private static final double WIDTH = 960;
  private static final double TOP = 70;
  private static final double STEP = 28;
  private static final double BAR = 16;
  private static final int NAME = 34;

  private final CountedFile counted;
  private final Count count;
  private final Svg svg = new Svg();

  private Charts(CountedFile counted) {
    this.counted = counted;
    this.count = counted.count();
  }

  static Export of(CountedFile counted) {
    boolean moves =
        counted.count().method().matches("irv|stv-.*")
            || counted.count().rounds().stream().anyMatch(r -> !r.transfers().isEmpty());
    Charts charts = new Charts(counted);
    return new Export.Text(
        counted
            .election()
            .budget()
            .map(charts::budget)
            .orElseGet(() -> moves ? TransferChart.of(counted) : charts.totals()));
  }

  /**
   * Each project's cost as a bar that begins where the money spent before it ends: what is funded
   * stays left of the line, what is not is seen to cross it, or to have been passed over.
   */
  private String budget(Budget budget) {
    double limit = budget.limit().doubleValue();
    double axis = limit * 1.35;
    double scale = (WIDTH - LABELS - 90) / Math.max(axis, 1e-9);
    List<Integer> order = order();
    heading(count.method() + ", " + counted.election().ballots().size() + " ballots");
    Rational spent = Rational.ZERO;
    double y = TOP;
    for (int project : order) {
      boolean funded = count.winners().contains(project);
      Rational cost = budget.costs().get(project);
      double from = Math.min(spent.doubleValue(), axis);
      double to = Math.min(spent.plus(cost).doubleValue(), axis);
      String says = name(project) + ": " + count.tallies().get(project) + " votes, costs " + cost;
      label(y, project, funded);
      svg.bar(
          LABELS + from * scale,
          y,
          Math.max((to - from) * scale, 1),
          BAR,
          funded ? "in" : "out",
          says + (funded ? ", funded" : ", not funded"));
      svg.text(LABELS + to * scale + 6, y + 13, "start", "quiet", grouped(cost.toString()));
      spent = funded ? spent.plus(cost) : spent;
      y += STEP;
    }
    double line = LABELS + limit * scale;
    svg.line(line, TOP - 12, line, y, "limit");
    svg.text(line, TOP - 18, "middle", "", "Budget " + grouped(budget.limit().toString()));
    svg.text(LABELS, y + 18, "start", "quiet", "Spent " + grouped(spent.toString()) + "; ✓ funded");
    return svg.drawing(
        WIDTH,
        y + 34,
        counted.title(),
        count.winners().size()
            + " of "
            + order.size()
            + " projects funded; spent "
            + spent
            + " of "
            + budget.limit());
  }

  private String totals() {
    double most =
        count.tallies().stream().mapToDouble(a -> a.value().doubleValue()).max().orElse(0);
    double scale = (WIDTH - LABELS - 90) / Math.max(most, 1e-9);
    heading(count.method() + ", " + counted.election().ballots().size() + " ballots");
    double y = TOP;
    for (int option : order()) {
      boolean elected = count.winners().contains(option);
      Amount tally = count.tallies().get(option);
      double width = Math.max(0, tally.value().doubleValue()) * scale;
      label(y, option, elected);
      svg.bar(LABELS, y, width, BAR, elected ? "in" : "out", name(option) + ": " + tally);
      svg.text(LABELS + width + 6, y + 13, "start", "quiet", grouped(tally.toString()));
      y += STEP;
    }
    return svg.drawing(
        WIDTH,
        y + 20,
        counted.title(),
        "Elected: " + String.join(", ", count.winners().stream().map(this::name).toList()));
  }

  private void heading(String under) {
    svg.text(16, 28, "start", "head", fit(counted.title(), 90))
        .text(16, 48, "start", "quiet", under);
  }

  private void label(double y, int option, boolean in) {
    svg.text(LABELS - 10, y + 13, "end", "", (in ? "✓ " : "") + fit(name(option), NAME));
  }

  /** In the order in which the rounds decide, then by tally. */
  private List<Integer> order() {
    SequencedSet<Integer> order = new java.util.LinkedHashSet<>();
    if (counted.election().budget().isPresent()) {
      for (Round round : count.rounds()) {
        order.addAll(round.elected());
        order.addAll(round.eliminated());
      }
    }
    List<Integer> rest =
        IntStream.range(0, count.options().size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer o) -> !count.winners().contains(o))
                    .thenComparing(o -> count.tallies().get(o).value(), Comparator.reverseOrder()))
            .toList();
    order.addAll(rest);
    return new ArrayList<>(order);
  }

  private String name(int option) {
    return count.options().get(option).name();
  }

  static String fit(String name, int most) {
    String line = name.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Digits before the point in groups of three, parted by no-break spaces. */
  static String grouped(String decimal) {
    int point = decimal.indexOf('.');
    String whole = point < 0 ? decimal : decimal.substring(0, point);
    String rest = point < 0 ? "" : decimal.substring(point);
    return whole.replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", "\u00A0") + rest;
  }
}
