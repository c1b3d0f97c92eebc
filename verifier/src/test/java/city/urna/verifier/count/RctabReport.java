package city.urna.verifier.count;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A detailed report of RCTab, against which a count is held round by round. */
final class RctabReport {
  private RctabReport() {}

  /**
   * What differs in tallies, thresholds, decisions, inactive ballots and transfers.
   *
   * @param rounds the count's rounds that the report is about
   */
  static List<String> differences(JsonNode report, Count count, List<Round> rounds) {
    List<String> differences = new ArrayList<>();
    JsonNode results = report.path("results");
    compare(differences, "rounds", results.size(), rounds.size());
    for (int index = 0; index < Math.min(results.size(), rounds.size()); index++) {
      round(differences, count, rounds.get(index), results.get(index));
    }
    return differences;
  }

  static void compare(List<String> differences, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      differences.add(what + ": expected " + wanted + ", counted " + found);
    }
  }

  private static void round(List<String> differences, Count count, Round round, JsonNode expected) {
    String where = "round " + expected.path("round").asText() + ": ";
    Map<String, String> wanted = new TreeMap<>();
    expected.path("tally").properties().forEach(e -> wanted.put(e.getKey(), e.getValue().asText()));
    Map<String, String> tallies = new TreeMap<>();
    round.tallies().forEach(t -> tallies.put(id(count, t.option()), t.amount().toString()));
    compare(differences, where + "tally", wanted, tallies);
    compare(
        differences,
        where + "threshold",
        expected.path("threshold").asText(),
        round.figure("threshold").orElseThrow().toString());
    numbers(expected.path("inactiveBallots"))
        .forEach(
            (name, number) ->
                compare(
                    differences, where + name, number, round.figure(name).orElseThrow().value()));
    Set<String> decided = new TreeSet<>();
    round.elected().forEach(option -> decided.add("elected " + id(count, option)));
    round.eliminated().forEach(option -> decided.add("eliminated " + id(count, option)));
    Set<String> wantedDecisions = new TreeSet<>();
    for (JsonNode result : expected.path("tallyResults")) {
      String kind = result.has("elected") ? "elected" : "eliminated";
      String who = result.path(kind).asText();
      wantedDecisions.add(kind + " " + who);
      Map<String, Rational> wantedMoves = numbers(result.path("transfers"));
      wantedMoves.remove("residual surplus");
      Map<String, Rational> moves = new TreeMap<>();
      for (Round.Transfer move : round.transfers()) {
        if (id(count, move.from()).equals(who)) {
          moves.put(
              move.to().isPresent() ? id(count, move.to().getAsInt()) : "exhausted",
              move.amount().value());
        }
      }
      compare(differences, where + "transfers from " + who, wantedMoves, moves);
    }
    compare(differences, where + "decisions", wantedDecisions, decided);
  }

  private static Map<String, Rational> numbers(JsonNode node) {
    Map<String, Rational> numbers = new TreeMap<>();
    node.properties()
        .forEach(e -> numbers.put(e.getKey(), Rational.parse(e.getValue().asText()).orElseThrow()));
    return numbers;
  }

  private static String id(Count count, int option) {
    return count.options().get(option).id();
  }
}
