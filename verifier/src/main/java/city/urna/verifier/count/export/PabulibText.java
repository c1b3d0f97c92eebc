package city.urna.verifier.count.export;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Budget ballots in Pabulib's format (pabulib.org; Stolicki, Szufa and Talmon, arXiv 2012.06539):
 * META, PROJECTS with the outcome of this count, VOTES one by one.
 */
final class PabulibText {
  /** The keys of META that follow from the ballots and this count; all others stay as they were. */
  private static final Set<String> OWN_KEYS =
      Set.of(
          "description",
          "num_projects",
          "num_votes",
          "budget",
          "vote_type",
          "rule",
          "min_project_score_threshold",
          "max_length",
          "scoring_fn",
          "default_score");

  private final CountedFile counted;
  private final Budget budget;
  private final Count count;
  private final List<Option> options;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder votes = new StringBuilder();
  private long voter;

  private PabulibText(CountedFile counted, Budget budget) {
    this.counted = counted;
    this.budget = budget;
    this.count = counted.count();
    this.options = counted.election().ballots().options();
  }

  static Export of(CountedFile counted) {
    if (counted.election().budget().isEmpty()) {
      return new Export.LeftOut("a .pb file needs costs and a budget");
    }
    return new PabulibText(counted, counted.election().budget().get()).write();
  }

  private Export write() {
    for (Option option : options) {
      if (option.id().contains(",") || !option.id().equals(option.id().strip())) {
        return new Export.LeftOut("the project id " + option.id() + " cannot stand in a vote");
      }
    }
    String type;
    switch (counted.election().ballots()) {
      case Ballots.Approvals approvals -> {
        type = "approval";
        votes.append("voter_id;vote\n");
        approvals.ballots().forEach(b -> vote(b.number(), ids(b.chosen())));
      }
      case Ballots.Rankings rankings -> {
        type = "ordinal";
        votes.append("voter_id;vote\n");
        for (Ballots.Ranking ballot : rankings.ballots()) {
          if (!ballot.ranks().stream().allMatch(PabulibText::isSingle)) {
            return new Export.LeftOut("a ranking of a .pb file has one project at each rank");
          }
          vote(
              ballot.number(),
              ids(ballot.ranks().stream().flatMap(r -> r.marked().stream()).toList()));
        }
      }
      case Ballots.Points points -> {
        boolean cumulative =
            points.ballots().stream()
                .flatMap(b -> b.points().values().stream())
                .allMatch(p -> p.signum() >= 0);
        type = cumulative ? "cumulative" : "scoring";
        votes.append("voter_id;vote;points\n");
        for (Ballots.Pointing ballot : points.ballots()) {
          vote(
              ballot.number(),
              ids(new ArrayList<>(ballot.points().keySet()))
                  + ';'
                  + ballot.points().values().stream()
                      .map(Rational::toString)
                      .collect(Collectors.joining(",")));
        }
      }
      case Ballots.Grades _ -> {
        return new Export.LeftOut("a .pb file has no grades");
      }
    }
    meta(type);
    projects(type);
    return new Export.Text(text.append("VOTES\n").append(votes).toString());
  }

  private static boolean isSingle(Rank rank) {
    return rank.marked().size() == 1;
  }

  private String ids(List<Integer> chosen) {
    return chosen.stream().map(c -> options.get(c).id()).collect(Collectors.joining(","));
  }

  private void vote(long number, String cells) {
    for (long i = 0; i < number; i++) {
      votes.append(++voter).append(';').append(cells).append('\n');
    }
  }

  private void meta(String type) {
    text.append("META\nkey;value\n");
    put("description", counted.title());
    SequencedMap<String, String> about = new LinkedHashMap<>();
    about.put("country", "unknown");
    about.put("unit", counted.title());
    about.put("instance", counted.source());
    about.putAll(counted.election().about());
    about.forEach(
        (key, value) -> {
          if (!OWN_KEYS.contains(key)) {
            put(key, value);
          }
        });
    put("num_projects", String.valueOf(options.size()));
    put("num_votes", String.valueOf(voter));
    put("budget", budget.limit().toString());
    put("vote_type", type);
    put("rule", rule(count.method()));
    budget.threshold().ifPresent(least -> put("min_project_score_threshold", least.toString()));
    if (type.equals("ordinal")) {
      counted.election().firstPoints().ifPresent(n -> put("max_length", String.valueOf(n)));
      put("scoring_fn", "Borda");
    } else if (counted.election().about().containsKey("max_length")) {
      put("max_length", counted.election().about().get("max_length"));
    }
  }

  /** Pabulib's names for the rules of equal shares; the greedy ones are the same. */
  private static String rule(String method) {
    return switch (method) {
      case "mes" -> "equalshares";
      case "mes-add1" -> "equalshares/add1";
      default -> method;
    };
  }

  private void put(String key, String value) {
    text.append(Csv.cell(oneLine(key), ';'))
        .append(';')
        .append(Csv.cell(oneLine(value), ';'))
        .append('\n');
  }

  private void projects(String type) {
    boolean excludes = budget.conflicts().stream().anyMatch(c -> !c.isEmpty());
    String total = type.equals("approval") ? "votes" : "score";
    text.append("PROJECTS\nproject_id;cost;").append(total).append(";name;selected");
    text.append(excludes ? ";excludes\n" : "\n");
    for (int project = 0; project < options.size(); project++) {
      Option named = options.get(project);
      text.append(Csv.cell(named.id(), ';')).append(';').append(budget.costs().get(project));
      text.append(';').append(count.tallies().get(project));
      text.append(';').append(Csv.cell(oneLine(named.name()), ';'));
      text.append(';').append(count.winners().contains(project) ? 1 : 0);
      if (excludes) {
        text.append(';').append(ids(budget.conflicts().get(project).stream().sorted().toList()));
      }
      text.append('\n');
    }
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\R", " ");
  }
}
