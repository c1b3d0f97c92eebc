package city.urna.verifier.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a report for people: the verdict and the first thing that is wrong, every check with what
 * it proves and what not, the outcome, and what must still be trusted.
 */
public final class TextReport {
  private static final int WIDTH = 100;
  private static final int MOST_LISTED = 40;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report) {
    this.report = report;
  }

  /** Everything. */
  public static String whole(Report report) {
    TextReport text = new TextReport(report);
    text.verdict();
    text.checks();
    text.outcome();
    text.consultation();
    text.bounds();
    text.trust();
    text.list("Reservations", report.reservations());
    text.list("Notes", report.notes());
    text.verdictLine();
    return text.out.toString();
  }

  /** The verdict, what failed first, and the reservations. */
  public static String brief(Report report) {
    TextReport text = new TextReport(report);
    text.verdict();
    text.list("Reservations", report.reservations());
    return text.out.toString();
  }

  private void verdictLine() {
    line("Verdict: " + report.verdict().text().replace('-', ' ').toUpperCase(Locale.ROOT));
  }

  private void verdict() {
    verdictLine();
    line("");
    switch (report.verdict()) {
      case VALID ->
          paragraph("", "Every check passed. What that means, and what not, stands below.");
      case VALID_WITH_RESERVATIONS ->
          paragraph("", "Every check passed, but read the reservations before you rely on it.");
      case UNREADABLE -> report.notes().forEach(note -> paragraph("", note));
      case INVALID -> report.firstFailure().ifPresent(this::failure);
    }
    line("");
  }

  private void failure(Finding finding) {
    long failed = report.findings().stream().filter(f -> f.status() == Status.FAILED).count();
    paragraph(
        "",
        "First failing check: "
            + finding.id()
            + ", "
            + finding.title()
            + (failed > 1 ? " (" + failed + " checks fail; start with this one)" : ""));
    paragraph("  What and where:  ", finding.evidence());
    Numbered.of(finding.id())
        .ifPresent(
            numbered -> {
              paragraph("  What it means:   ", "it is not shown that " + numbered.proves());
              paragraph("  What to do next: ", numbered.next());
            });
  }

  private void checks() {
    if (report.findings().isEmpty()) {
      return;
    }
    line("What was checked");
    line("");
    for (Finding finding : report.findings()) {
      String head = mark(finding.status()) + "  " + pad(finding.id(), 6) + finding.title();
      paragraph("", head + (finding.count() > 0 ? ": " + grouped(finding.count()) : ""));
      String indent = " ".repeat(12);
      if (!finding.evidence().isEmpty()) {
        paragraph(indent, finding.evidence());
      }
      if (finding.status() == Status.PASSED || finding.status() == Status.RESERVED) {
        Numbered.of(finding.id()).ifPresent(numbered -> meaning(indent, numbered));
      }
    }
    line("");
  }

  private void meaning(String indent, Numbered numbered) {
    paragraph(indent, "Proves: " + numbered.proves() + ".");
    if (!numbered.doesNotProve().isEmpty()) {
      paragraph(indent, "Does not prove: " + numbered.doesNotProve() + ".");
    }
  }

  private static String mark(Status status) {
    return switch (status) {
      case PASSED -> "ok  ";
      case FAILED -> "FAIL";
      case RESERVED -> "note";
      case NOT_APPLICABLE -> "n/a ";
    };
  }

  private void outcome() {
    if (report.questions().isEmpty()) {
      return;
    }
    line("The outcome, opened and counted by this program");
    line("");
    for (Outcome question : report.questions()) {
      line("  " + question.id() + " (" + question.rule() + ")");
      int width = question.options().stream().mapToInt(o -> name(o).length()).max().orElse(0);
      for (Outcome.Option option : question.options()) {
        line(
            "    "
                + (option.selected() ? "*" : " ")
                + " "
                + pad(name(option), Math.min(width, 60) + 2)
                + right(grouped(option.votes()), 10));
      }
      if (question.blankApart()) {
        line(
            "      "
                + pad("(blank)", Math.min(width, 60) + 2)
                + right(grouped(question.blank()), 10));
      }
      line("");
    }
    line("  * selected by the rule");
    line("");
  }

  private void consultation() {
    if (report.consultation().scopes().isEmpty()) {
      return;
    }
    line("Consultation, as of " + day(report.consultation().asOf()));
    line("");
    report.consultation().scopes().forEach(this::scope);
  }

  private void scope(Consultation.Scope scope) {
    line("  " + scope.id() + " (" + scope.state() + ")");
    for (Consultation.Acts acts : scope.acts()) {
      paragraph(
          "    ",
          grouped(acts.recorded())
              + " of type "
              + acts.type()
              + switch (acts.identity()) {
                case "credential" -> " by credentials, one voice each";
                case "officer" -> " entered by officers";
                case "social" -> " by social polls: no eligibility, binding for nothing";
                default -> " by the public, without a credential";
              }
              + "; "
              + grouped(acts.standing())
              + " stand.");
    }
    Consultation.Answers answers = scope.answers();
    if (answers.owed() > 0) {
      paragraph(
          "    ",
          "Answers: "
              + grouped(answers.owed())
              + " owed, "
              + grouped(answers.answered())
              + " in time, "
              + grouped(answers.late().size())
              + " late, "
              + grouped(answers.overdue().size())
              + " overdue, "
              + grouped(answers.waiting())
              + " not yet due.");
    }
    some(answers.late(), due -> due("late", due));
    some(answers.overdue(), due -> due("overdue", due));
    some(scope.contents().redacted(), hidden -> hidden("redacted", hidden));
    some(scope.contents().withheld(), hidden -> hidden("withheld", hidden));
    named("its target was not there", scope.aside().dangling());
    named("over its author's quota", scope.aside().overQuota());
    named("sent again", scope.aside().repeated());
    named("off its chain", scope.aside().unchained());
    line("");
  }

  /** A long list is cut here; {@code --json} has all of it. */
  private <T> void some(List<T> all, Consumer<T> say) {
    all.stream().limit(MOST_LISTED).forEach(say);
    if (all.size() > MOST_LISTED) {
      paragraph("    ", "… and " + grouped(all.size() - MOST_LISTED) + " more: --json lists all.");
    }
  }

  private void due(String what, Consultation.Due due) {
    paragraph(
        "    ",
        what
            + ": "
            + due.act()
            + ", due "
            + day(due.due())
            + (due.answered() == 0 ? "" : ", answered " + day(due.answered())));
  }

  private void hidden(String what, Consultation.Hidden hidden) {
    paragraph(
        "    ",
        what
            + ": content "
            + hidden.commitment()
            + " of "
            + hidden.of()
            + ", by "
            + hidden.by()
            + ": "
            + hidden.reason());
  }

  private void named(String what, List<String> acts) {
    some(acts, act -> paragraph("    ", "set aside, " + what + ": " + act));
  }

  private static String day(long seconds) {
    return Instant.ofEpochSecond(seconds).toString();
  }

  private static String name(Outcome.Option option) {
    return option.label().isBlank() ? option.id() : option.label() + " [" + option.id() + "]";
  }

  private void bounds() {
    if (report.findings().isEmpty()) {
      return;
    }
    Report.Ballots ballots = report.ballots();
    line("Ballots");
    line("");
    paragraph(
        "  ",
        grouped(ballots.recorded())
            + " recorded, "
            + grouped(ballots.counted())
            + " counted, "
            + grouped(ballots.superseded())
            + " superseded by their own voters, "
            + grouped(ballots.unchained())
            + " off their chain.");
    for (Map.Entry<String, Long> bound : report.stuffingBound().entrySet()) {
      paragraph(
          "  ",
          "Stuffing bound, style "
              + bound.getKey()
              + ": if all active issuers had colluded, at"
              + " most "
              + grouped(bound.getValue())
              + " of the counted ballots could be made up (credentials given out and not used).");
    }
    paragraph("  ", "Desk issuances: none; this version has no desk voting.");
    line("");
  }

  private void trust() {
    Coalitions coalitions = report.coalitions();
    if (coalitions.equals(Coalitions.NONE)) {
      return;
    }
    line("What must still be trusted: the smallest groups that can break each lock");
    line("");
    lock("Only people on the roll, one voice each", coalitions.eligibility());
    lock("Nobody learns who cast a ballot", coalitions.anonymity());
    lock("Nobody learns what a ballot says", coalitions.secrecy());
    lock("Everybody sees the same log", coalitions.log());
  }

  private void lock(String name, List<Coalitions.Coalition> breaking) {
    if (breaking.isEmpty()) {
      return;
    }
    line("  " + name);
    for (Coalitions.Coalition coalition : breaking) {
      List<String> who = new ArrayList<>();
      for (Coalitions.Members members : coalition.members()) {
        boolean all = members.count() >= members.of().size();
        who.add((all ? "" : members.count() + " of ") + String.join(", ", members.of()));
      }
      paragraph("    - ", String.join("; with ", who) + ": " + coalition.how() + ".");
      paragraph(
          "      ",
          coalition.fewestOperators() == 1
              ? "One operator is enough for this."
              : "Takes at least " + coalition.fewestOperators() + " operators.");
    }
    line("");
  }

  private void list(String title, List<String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    line(title);
    line("");
    texts.forEach(text -> paragraph("  - ", text));
    line("");
  }

  /** Wraps a text; the lines after the first are indented as deep as the first. */
  private void paragraph(String first, String text) {
    StringBuilder line = new StringBuilder(first);
    String indent = " ".repeat(first.length());
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        line(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    line(line.toString());
  }

  /** Names and texts of the record are printed too: nothing in them may steer a terminal. */
  private void line(String text) {
    out.append(text.stripTrailing().replaceAll("[\\p{Cc}\\p{Cf}]", "?")).append('\n');
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
