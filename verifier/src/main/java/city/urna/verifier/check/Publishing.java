package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Round;
import city.urna.verifier.export.Certified;
import city.urna.verifier.record.RecordSignature;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Question;
import city.urna.verifier.records.QuestionResult;
import city.urna.verifier.records.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** What a publication may say, taken from the record alone (spec exports §8). */
final class Publishing {
  private final Process process;
  private final Scope scope;
  private final Frozen frozen;
  private final Signers signers;

  Publishing(Process process, Scope scope, Frozen frozen, Signers signers) {
    this.process = process;
    this.scope = scope;
    this.frozen = frozen;
    this.signers = signers;
  }

  /** Nothing if nobody of the process signed the certificate, or a question cannot be counted. */
  Optional<Certified> certified(
      LoggedRecord record, Certificate certificate, ClosedSetChecks.Posted posted) {
    List<Bytes> keys = record.signatures().stream().map(RecordSignature::key).toList();
    Optional<Party> clerk =
        process.getClerksList().stream()
            .filter(party -> !keys.isEmpty() && Bytes.of(party.getKey()).equals(keys.getFirst()))
            .findFirst();
    List<Certified.Question> questions = new ArrayList<>();
    for (int i = 0; i < frozen.questions().size(); i++) {
      question(scope.getQuestions(i), frozen.questions().get(i), certificate.getResults(i))
          .ifPresent(questions::add);
    }
    if (clerk.isEmpty() || questions.size() < frozen.questions().size()) {
      return Optional.empty();
    }
    ClosedSet set = posted.set();
    return Optional.of(
        new Certified(
            frozen.process(),
            frozen.scope(),
            process.getLanguagesList(),
            Texts.byLanguage(process.getTitleList()),
            Texts.byLanguage(process.getDescriptionList()),
            process.getDataLicence(),
            frozen.election(),
            record.hash(),
            new Certified.Person(clerk.get().getId(), clerk.get().getName()),
            keys.getFirst(),
            keys.stream()
                .skip(1)
                .flatMap(key -> signers.organization(key).stream())
                .map(signers::organizationPerson)
                .toList(),
            posted.hash(),
            set.getTreeSize(),
            Bytes.of(set.getTreeRoot()),
            Bytes.of(set.getTrackersRoot()),
            certificate.getDissentsList().stream().map(Bytes::of).toList(),
            set.getRecorded(),
            set.getCounted(),
            questions));
  }

  private Optional<Certified.Question> question(
      Question asked, Frozen.Question question, QuestionResult result) {
    if (!(Recount.of(question, result.getVotesList())
        instanceof Recount.Selected(List<String> selected, Count count))) {
      return Optional.empty();
    }
    List<Certified.Option> options = new ArrayList<>();
    for (int place = 0; place < question.items().size(); place++) {
      Frozen.Item item = question.items().get(place);
      options.add(
          new Certified.Option(item.id(), item.titles(), item.cost(), result.getVotes(place)));
    }
    return Optional.of(
        new Certified.Question(
            question.id(),
            Texts.byLanguage(asked.getTextList()),
            question.rule().getName(),
            question.rule().getSeats(),
            question.rule().getBudget(),
            question.rule().getThreshold(),
            question.min(),
            question.max(),
            result.getBallots(),
            question.blank() ? Optional.of(result.getBlank()) : Optional.empty(),
            options,
            selected,
            count.rounds().stream().map(round -> round(count, round)).toList()));
  }

  private static Certified.Round round(Count count, Round round) {
    SequencedMap<String, String> tallies = new LinkedHashMap<>();
    round
        .tallies()
        .forEach(
            tally ->
                tallies.put(count.options().get(tally.option()).id(), tally.amount().toString()));
    return new Certified.Round(
        tallies,
        ids(count, round.elected()),
        ids(count, round.eliminated()),
        round.figure("left").map(String::valueOf));
  }

  private static List<String> ids(Count count, List<Integer> options) {
    return options.stream().map(option -> count.options().get(option).id()).toList();
  }
}
