package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import city.urna.client.publication.Drawing.Anchor;
import city.urna.client.publication.Drawing.Face;
import city.urna.client.publication.Drawing.Figure;
import city.urna.client.publication.Drawing.Look;
import city.urna.client.publication.Drawing.Mark;
import city.urna.client.publication.Drawing.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The chart of a question (spec exports §6): where a budget is spent, each project's cost against
 * the budget line, in the order in which the rule took them; else votes as bars.
 */
final class ResultChart {
  private static final double LABELS = 252;
  private static final double VOTES = 298;
  private static final double COST = 372;
  private static final double LENGTH = 300;
  private static final double WIDTH = 690;
  static final double TOP = 72;
  private static final double STEP = 28;
  private static final double BAR = 16;
  private static final int NAME = 34;

  /** How far beyond the budget the axis goes; what costs more is cut off there. */
  private static final double AXIS = 1.35;

  private final QuestionResult question;
  private final Words words;
  private final List<Row> rows = new ArrayList<>();
  private final double bars;
  private double y = TOP;

  private ResultChart(QuestionResult question, Words words) {
    this.question = question;
    this.words = words;
    this.bars = (question.budget().isPresent() ? COST : VOTES) + 12;
  }

  static Drawing of(QuestionResult question, Words words) {
    ResultChart chart = new ResultChart(question, words);
    chart.heading();
    question.budget().ifPresentOrElse(chart::againstBudget, chart::votes);
    return new Drawing(
        WIDTH, chart.y + 12, words.text(question.text()), words.summary(question), chart.rows);
  }

  private void heading() {
    String title = fit(words.text(question.text()), 76);
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Label(0, 18, Anchor.START, Face.HEADING, title));
    marks.add(new Mark.Label(VOTES, TOP - 16, Anchor.END, Face.QUIET, words.say("votes")));
    if (question.budget().isPresent()) {
      marks.add(new Mark.Label(COST, TOP - 16, Anchor.END, Face.QUIET, words.say("cost")));
    }
    rows.add(new Row(List.of(), marks));
  }

  private void againstBudget(String decimal) {
    BigDecimal budget = new BigDecimal(decimal);
    BigDecimal spent = BigDecimal.ZERO;
    double limit = budget.doubleValue();
    double scale = limit == 0 ? 0 : LENGTH / (limit * AXIS);
    for (int place : question.order()) {
      Option option = question.options().get(place);
      BigDecimal cost = new BigDecimal(option.cost().orElseThrow());
      boolean funded = question.selected().contains(place);
      double from = Math.min(spent.doubleValue() * scale, LENGTH);
      double to = Math.min(spent.add(cost).doubleValue() * scale, LENGTH);
      option(place, bars + from, to - from);
      spent = funded ? spent.add(cost) : spent;
    }
    double line = bars + limit * scale;
    String label = words.say("budget") + " " + words.number(budget);
    String sum = words.say("spent") + " " + words.number(spent);
    y += 14;
    rows.add(
        new Row(
            List.of(new Figure("budget", decimal), new Figure("spent", Rounds.decimal(spent))),
            List.of(
                new Mark.Line(line, TOP - 8, y - 12),
                new Mark.Label(line, TOP - 16, Anchor.MIDDLE, Face.PLAIN, label),
                new Mark.Label(bars, y, Anchor.START, Face.QUIET, sum))));
  }

  private void votes() {
    long most = question.options().stream().mapToLong(Option::votes).max().orElse(0);
    for (int place : question.order()) {
      long votes = question.options().get(place).votes();
      option(place, bars, most == 0 ? 0 : LENGTH * votes / most);
    }
  }

  private void option(int place, double from, double length) {
    Option option = question.options().get(place);
    boolean selected = question.selected().contains(place);
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("option", option.id()));
    figures.add(new Figure("votes", String.valueOf(option.votes())));
    option.cost().ifPresent(cost -> figures.add(new Figure("cost", cost)));
    figures.add(new Figure("selected", String.valueOf(selected)));
    List<Mark> marks = new ArrayList<>();
    String name = (selected ? "● " : "○ ") + fit(words.text(option.title()), NAME);
    marks.add(new Mark.Label(LABELS, y + 13, Anchor.END, Face.PLAIN, name));
    String votes = words.number(BigDecimal.valueOf(option.votes()));
    marks.add(new Mark.Label(VOTES, y + 13, Anchor.END, Face.QUIET, votes));
    option
        .cost()
        .map(cost -> words.number(new BigDecimal(cost)))
        .ifPresent(c -> marks.add(new Mark.Label(COST, y + 13, Anchor.END, Face.QUIET, c)));
    marks.add(new Mark.Bar(from, y, length, BAR, selected ? Look.SELECTED : Look.NOT_SELECTED));
    rows.add(new Row(figures, marks));
    y += STEP;
  }

  private static String fit(String text, int most) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= most
        ? line
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }
}
