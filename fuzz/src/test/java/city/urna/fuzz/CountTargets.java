package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.format.CountFiles;
import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.ElectionFiles.Asked;
import city.urna.verifier.count.format.ElectionFiles.RctabContest;
import city.urna.verifier.count.format.Reading;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoice;
import city.urna.verifier.count.method.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every format that the verifier counts, with the count that follows. */
final class CountTargets {
  private CountTargets() {}

  static List<Named> all() {
    List<Named> all = new ArrayList<>();
    CountFiles.BY_EXTENSION.keySet().stream()
        .sorted()
        .forEach(each -> all.add(new Named("count-" + each, () -> counted(each))));
    all.add(new Named("count-rctab-config", () -> rctab(true)));
    all.add(new Named("count-rctab-votes", () -> rctab(false)));
    return all;
  }

  private static Target counted(String extension) {
    return new Target(
        "count-" + extension,
        CountFiles.BY_EXTENSION.get(extension).stream().map(VerifierTargets::utf8).toList(),
        input -> {
          // By what the file itself asks for, and by one method of each family.
          Optional<String> first = count(extension, input, Optional.empty());
          for (Method method :
              List.of(Method.STV_SCOTTISH, Method.GREEDY, Method.BORDA, Method.SCHULZE)) {
            Optional<String> refused = count(extension, input, Optional.of(method));
            first = first.isEmpty() ? first : refused;
          }
          return first;
        });
  }

  private static Optional<String> count(String extension, byte[] input, Optional<Method> method) {
    Asked asked = new Asked(method, Optional.empty(), List.of());
    return switch (ElectionFiles.read("votes." + extension, input, asked)) {
      case Reading.Refused<Election>(Refusal refusal) -> Optional.of(said(refusal));
      case Reading.Read<Election>(Election election) -> {
        Tie tie = Tie.backwards(election.ballots().options().size());
        Counted counted = Counter.count(election, method.orElse(Method.BORDA), Settings.with(tie));
        yield counted instanceof Refusal refusal ? Optional.of(said(refusal)) : Optional.empty();
      }
    };
  }

  /** One of the two files is the input, the other a good one. */
  private static Target rctab(boolean config) {
    return new Target(
        config ? "count-rctab-config" : "count-rctab-votes",
        List.of(VerifierTargets.utf8(config ? CountFiles.RCTAB_CONFIG : CountFiles.RCTAB_VOTES)),
        input ->
            switch (ElectionFiles.readRctab(
                "c.json",
                config ? input : VerifierTargets.utf8(CountFiles.RCTAB_CONFIG),
                "v.csv",
                config ? VerifierTargets.utf8(CountFiles.RCTAB_VOTES) : input)) {
              case Reading.Refused<RctabContest>(Refusal refusal) -> Optional.of(said(refusal));
              case Reading.Read<RctabContest>(RctabContest contest) ->
                  RankedChoice.onBallots(
                              contest.election().ballots(), contest.rules(), contest.tie())
                          instanceof Refusal refusal
                      ? Optional.of(said(refusal))
                      : Optional.empty();
            });
  }

  private static String said(Refusal refusal) {
    return refusal.remedy().isBlank() ? "" : refusal.what();
  }
}
