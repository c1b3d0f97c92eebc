package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Element;
import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.count.Count;
import city.urna.verifier.export.Certified;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.QuestionResult;
import city.urna.verifier.records.Scope;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.report.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** V11 and V12: the certificate, its numbers and its outcome (spec tally §3, §4, counting). */
final class CertificateChecks {
  private final Check numbers;
  private final Check outcome;
  private final Check check;
  private final Frozen frozen;
  private Optional<Posted> posted = Optional.empty();

  /** The certificate as it came; {@code dissents}: those that it had to name then. */
  private record Posted(LoggedRecord record, Certificate certificate, List<Bytes> dissents) {}

  CertificateChecks(Checks checks, Frozen frozen) {
    this.numbers = checks.of(Numbered.V11_1);
    this.outcome = checks.of(Numbered.V11_2);
    this.check = checks.of(Numbered.V12_1);
    this.frozen = frozen;
  }

  /**
   * A certificate; gives why it is not allowed.
   *
   * @param signed what is wrong with its signatures
   */
  Optional<String> take(
      LoggedRecord record, Certificate certificate, List<Bytes> dissents, Optional<String> signed) {
    signed.ifPresent(
        why -> check.failed(Place.of(record) + ": the certificate does not count: " + why));
    if (posted.isPresent()) {
      return Optional.of("there was one before");
    }
    posted = Optional.of(new Posted(record, certificate, List.copyOf(dissents)));
    return Optional.empty();
  }

  /** V12.1, against the fixed closed set. */
  void finish(Bytes closedSetHash, ClosedSet closedSet) {
    if (posted.isEmpty()) {
      check.notRun("the archive holds no certificate");
      return;
    }
    check.looked(1);
    Certificate certificate = posted.get().certificate;
    String where = Place.of(posted.get().record) + ": the certificate ";
    if (!Bytes.of(certificate.getElection()).equals(frozen.election())) {
      check.failed(where + "names another election");
    }
    if (!Bytes.of(certificate.getClosedSet()).equals(closedSetHash)) {
      check.failed(where + "names another closed set than the fixed one");
    }
    if (!certificate.getDissentsList().stream()
        .map(Bytes::of)
        .toList()
        .equals(posted.get().dissents)) {
      check.failed(where + "does not name exactly the dissenting closed sets before it");
    }
    if (!hasShape(certificate, closedSet)) {
      check.failed(
          where + "does not state one result for each question, of as many ballots as were summed");
    }
    check.done("certified at " + Place.of(posted.get().record));
  }

  /** The first certificate, as a publication may show it; none where it lacks its shape. */
  Optional<Certified> certified(
      Process process, Scope scope, Signers signers, ClosedSetChecks.Posted set) {
    return posted
        .filter(each -> hasShape(each.certificate, set.set()))
        .flatMap(
            each ->
                new Publishing(process, scope, frozen, signers)
                    .certified(each.record, each.certificate, set));
  }

  private boolean hasShape(Certificate certificate, ClosedSet closedSet) {
    if (certificate.getResultsCount() != frozen.questions().size()
        || closedSet.getAggregatesCount() != frozen.questions().size()) {
      return false;
    }
    for (int i = 0; i < frozen.questions().size(); i++) {
      Frozen.Question question = frozen.questions().get(i);
      QuestionResult result = certificate.getResults(i);
      if (!result.getQuestion().equals(question.id())
          || result.getVotesCount() != question.items().size()
          || result.getBallots() != closedSet.getAggregates(i).getBallots()
          || !question.blank() && result.getBlank() != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * V11, against what the shares open to.
   *
   * @return the outcome as this program counts it; empty when the numbers do not hold
   */
  List<Outcome> count(List<List<Element>> opened, ClosedSet closedSet) {
    if (posted.isEmpty()) {
      numbers.notRun("the archive holds no certificate");
      outcome.notRun("the archive holds no certificate");
      return List.of();
    }
    Certificate certificate = posted.get().certificate;
    if (!hasShape(certificate, closedSet)) {
      numbers.failed("the certificate does not state one number for each sum");
      outcome.notRun("the certificate's numbers do not hold");
      return List.of();
    }
    for (int i = 0; i < opened.size(); i++) {
      holds(frozen.questions().get(i), certificate.getResults(i), opened.get(i));
    }
    numbers.done("");
    if (numbers.hasFailed()) {
      outcome.notRun("the certificate's numbers do not hold");
      return List.of();
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < opened.size(); i++) {
      recount(frozen.questions().get(i), certificate.getResults(i)).ifPresent(outcomes::add);
    }
    outcome.done("");
    return outcomes;
  }

  private void holds(Frozen.Question question, QuestionResult result, List<Element> opened) {
    for (int place = 0; place < opened.size(); place++) {
      boolean blank = place == question.items().size();
      long stated = blank ? result.getBlank() : result.getVotes(place);
      numbers.looked(1);
      Element wanted =
          stated < 0 || stated > result.getBallots()
              ? Element.IDENTITY
              : Point.GENERATOR.times(Scalar.of(stated));
      if (stated < 0 || stated > result.getBallots() || !wanted.equals(opened.get(place))) {
        numbers.failed(
            "question "
                + question.id()
                + ", "
                + (blank ? "blank" : "item " + question.items().get(place).id())
                + ": the certificate says "
                + Long.toUnsignedString(stated)
                + ", the sum opens to something else");
      }
    }
  }

  private Optional<Outcome> recount(Frozen.Question question, QuestionResult result) {
    outcome.looked(1);
    List<Long> votes = result.getVotesList();
    return switch (Recount.of(question, votes)) {
      case Recount.Refused(String reason) -> {
        outcome.failed("question " + question.id() + " cannot be counted: " + reason);
        yield Optional.empty();
      }
      case Recount.Selected(List<String> selected, Count _) -> {
        if (!selected.equals(result.getSelectedList())) {
          outcome.failed(
              "question "
                  + question.id()
                  + ": the certificate selects "
                  + names(result.getSelectedList())
                  + ", the rule "
                  + question.rule().getName()
                  + " gives "
                  + names(selected));
        }
        yield Optional.of(outcome(question, votes, new HashSet<>(selected), result.getBlank()));
      }
    };
  }

  private static Outcome outcome(
      Frozen.Question question, List<Long> votes, Set<String> selected, long blank) {
    List<Outcome.Option> options = new ArrayList<>();
    for (int i = 0; i < question.items().size(); i++) {
      Frozen.Item item = question.items().get(i);
      options.add(
          new Outcome.Option(item.id(), item.label(), votes.get(i), selected.contains(item.id())));
    }
    return new Outcome(
        question.id(),
        question.method(),
        question.rule().getName(),
        options,
        question.blank(),
        blank);
  }

  private static String names(List<String> ids) {
    return ids.isEmpty() ? "nothing" : String.join(", ", ids);
  }
}
