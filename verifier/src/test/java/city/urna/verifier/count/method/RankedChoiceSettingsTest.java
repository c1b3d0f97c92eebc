package city.urna.verifier.count.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Round;
import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.ElectionFiles.RctabContest;
import city.urna.verifier.count.format.Reading;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * RCTab's settings one at a time, on elections small enough to be counted by hand (spec counting
 * §10; RCTab 2.0, {@code config_file_documentation.txt}).
 *
 * <p>A round is written as its threshold, who has how much, who is elected (+) and leaves (−), and
 * what counts for nobody.
 */
class RankedChoiceSettingsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A contest as its configuration and its spreadsheet, saved as CSV, say it. */
  private static final class Contest {
    private final ObjectNode config = JSON.createObjectNode();
    private final ObjectNode rules = config.putObject("rules");
    private final List<String> records = new ArrayList<>(List.of("1st Choice"));

    /** The candidates' names, each one letter; those in small letters are excluded. */
    Contest(String candidates) {
      config
          .putArray("cvrFileSources")
          .addObject()
          .put("provider", "ess")
          .put("firstVoteColumnIndex", "1")
          .put("overvoteLabel", "overvote")
          .put("overvoteDelimiter", "|");
      ArrayNode named = config.putArray("candidates");
      for (String name : candidates.split("")) {
        boolean excluded = name.equals(name.toLowerCase(java.util.Locale.ROOT));
        named.addObject().put("name", name).put("excluded", excluded);
      }
      with("tiebreakMode", "useCandidateOrder");
      with("overvoteRule", "alwaysSkipToNextRank");
      with("winnerElectionMode", "singleWinnerMajority");
      with("numberOfWinners", "1");
      with("decimalPlacesForVoteArithmetic", "4");
      with("maxSkippedRanksAllowed", "unlimited");
      with("maxRankingsAllowed", "max");
    }

    Contest with(String setting, String value) {
      rules.put(setting, value);
      return this;
    }

    /** Several seats, all who reach the threshold elected in a round. */
    Contest seats(int seats) {
      return with("winnerElectionMode", "multiWinnerAllowMultipleWinnersPerRound")
          .with("numberOfWinners", String.valueOf(seats));
    }

    Contest undeclared() {
      ((ObjectNode) config.path("cvrFileSources").path(0)).put("undeclaredWriteInLabel", "W");
      return this;
    }

    /** So many ballots with these ranks, first rank first; {@code .} skips one. */
    Contest ballots(int number, String ranks) {
      String row = ranks.replace(".", "").replace(' ', ',');
      records.addAll(java.util.Collections.nCopies(number, row));
      return this;
    }

    Counted counted() {
      Reading<RctabContest> reading =
          ElectionFiles.readRctab(
              "config.json",
              config.toString().getBytes(StandardCharsets.UTF_8),
              "records.csv",
              String.join("\n", records).getBytes(StandardCharsets.UTF_8));
      if (!(reading instanceof Reading.Read<RctabContest>(RctabContest contest))) {
        throw new AssertionError(reading.toString());
      }
      return RankedChoice.onBallots(contest.election().ballots(), contest.rules(), contest.tie());
    }

    Count count() {
      return assertInstanceOf(Count.class, counted());
    }

    void goes(String... rounds) {
      Count count = count();
      assertEquals(
          String.join("\n", rounds),
          count.rounds().stream()
              .map(round -> line(count, round))
              .collect(Collectors.joining("\n")));
    }
  }

  private static String line(Count count, Round round) {
    List<String> inactive =
        round.figures().stream()
            .filter(figure -> !List.of("threshold", "pass").contains(figure.name()))
            .filter(figure -> figure.amount().value().signum() != 0)
            .map(figure -> figure.name() + " " + figure.amount().value())
            .toList();
    return round.figure("pass").map(pass -> "pass " + pass + ", ").orElse("")
        + round.figure("threshold").orElseThrow()
        + round.tallies().stream()
            .map(tally -> id(count, tally.option()) + " " + tally.amount().value())
            .collect(Collectors.joining(", ", ": ", ""))
        + round.elected().stream().map(o -> " +" + id(count, o)).collect(Collectors.joining())
        + round.eliminated().stream().map(o -> " -" + id(count, o)).collect(Collectors.joining())
        + (inactive.isEmpty() ? "" : " " + inactive);
  }

  private static String id(Count count, int option) {
    return count.options().get(option).id().replace("Undeclared Write-ins", "W");
  }

  private static List<String> why(Count count, int round) {
    return count.rounds().get(round - 1).why();
  }

  // When a count of one seat ends.

  /** C and D are level, and the later in order leaves. The threshold stays that of A's election. */
  @Test
  void continueUntilTwoRemain() {
    new Contest("ABCDe")
        .with("continueUntilTwoCandidatesRemain", "true")
        .ballots(6, "A")
        .ballots(1, "B A")
        .ballots(1, "e B")
        .ballots(1, "C B")
        .ballots(1, "D")
        .goes(
            "6: A 6, B 2, C 1, D 1 +A",
            "6: A 6, B 2, C 1, D 1 -D",
            "6: A 6, B 2, C 1 -C [exhaustedChoices 1]",
            "6: A 6, B 3 [exhaustedChoices 1]");
  }

  /** Once the one seat is filled nobody else is elected, though B has most of the others. */
  @Test
  void continueUntilTwoRemainByTheFirstRoundsThreshold() {
    new Contest("ABC")
        .with("continueUntilTwoCandidatesRemain", "true")
        .with("doesFirstRoundDetermineThreshold", "true")
        .ballots(6, "A")
        .ballots(3, "B")
        .ballots(1, "C")
        .goes("6: A 6, B 3, C 1 +A", "6: A 6, B 3, C 1 -C", "6: A 6, B 3 [exhaustedChoices 1]");
  }

  /** Without a winner before two remain, the last round elects, by its own threshold. */
  @Test
  void continueUntilTwoRemainAndOneWins() {
    new Contest("ABC")
        .with("continueUntilTwoCandidatesRemain", "true")
        .ballots(4, "A")
        .ballots(3, "B A")
        .ballots(2, "C")
        .goes("5: A 4, B 3, C 2 -C", "4: A 4, B 3 +A [exhaustedChoices 2]");
  }

  /** C and D together have less than B, B, C and D less than A; but two must remain. */
  @Test
  void aBatchLeavesTwo() {
    new Contest("ABCD")
        .with("continueUntilTwoCandidatesRemain", "true")
        .with("batchElimination", "true")
        .ballots(6, "A")
        .ballots(3, "B")
        .ballots(1, "C")
        .ballots(1, "D")
        .goes(
            "6: A 6, B 3, C 1, D 1 +A",
            "6: A 6, B 3, C 1, D 1 -C -D",
            "6: A 6, B 3 [exhaustedChoices 2]");
  }

  /** Who left before counts too: from the third round on a batch of three would leave A alone. */
  @Test
  void aBatchAfterOthersLeavesTwo() {
    new Contest("ABCDE")
        .with("continueUntilTwoCandidatesRemain", "true")
        .with("batchElimination", "true")
        .ballots(10, "A")
        .ballots(3, "B")
        .ballots(2, "C")
        .ballots(2, "D")
        .ballots(1, "E B")
        .goes(
            "10: A 10, B 3, C 2, D 2, E 1 +A",
            "10: A 10, B 3, C 2, D 2, E 1 -E",
            "10: A 10, B 4, C 2, D 2 -D",
            "10: A 10, B 4, C 2 -C [exhaustedChoices 2]",
            "10: A 10, B 4 [exhaustedChoices 4]");
  }

  /** A batch must have less than the next: C and D with two each do not leave for B's four. */
  @Test
  void aBatchHasLessThanTheNext() {
    Contest contest = new Contest("ABCD").with("batchElimination", "true").ballots(5, "A");
    contest.ballots(4, "B").ballots(2, "C").ballots(2, "D");
    contest.goes(
        "7: A 5, B 4, C 2, D 2 -D",
        "6: A 5, B 4, C 2 -C [exhaustedChoices 2]",
        "5: A 5, B 4 +A [exhaustedChoices 4]");
    contest
        .ballots(1, "B")
        .goes("8: A 5, B 5, C 2, D 2 -C -D", "6: A 5, B 5 +A [exhaustedChoices 4]");
  }

  @Test
  void stopTabulationEarly() {
    Contest contest = new Contest("ABC").ballots(4, "A").ballots(3, "B").ballots(2, "C B");
    contest.with("stopTabulationEarlyAfterRound", "1").goes("5: A 4, B 3, C 2 -C");
    contest
        .with("stopTabulationEarlyAfterRound", "2")
        .goes("5: A 4, B 3, C 2 -C", "5: A 4, B 5 +B");
  }

  /** Nobody reaches the first round's six any more; of the last two A has more. */
  @Test
  void theFirstRoundDeterminesTheThreshold() {
    Contest contest =
        new Contest("CBA")
            .with("doesFirstRoundDetermineThreshold", "true")
            .ballots(5, "A")
            .ballots(3, "B")
            .ballots(2, "C");
    contest.goes("6: C 2, B 3, A 5 -C", "6: B 3, A 5 +A [exhaustedChoices 2]");
    assertEquals(
        List.of("A is elected with 5: it has most votes of the last that remain."),
        why(contest.count(), 2));
  }

  @Test
  void theFirstRoundsThresholdAndLevelTwo() {
    Contest contest =
        new Contest("ABC")
            .with("doesFirstRoundDetermineThreshold", "true")
            .ballots(3, "B")
            .ballots(3, "A")
            .ballots(2, "C");
    contest.goes("5: A 3, B 3, C 2 -C", "5: A 3, B 3 +A [exhaustedChoices 2]");
    assertEquals(
        List.of(
            "A, B are level: decided for A by the configuration's order.",
            "A is elected with 3: it has most votes."),
        why(contest.count(), 2));
  }

  /** Five votes are enough to stay, four are not; of two level with five the first is elected. */
  @Test
  void minimumVoteThreshold() {
    Contest contest =
        new Contest("ABCD")
            .with("minimumVoteThreshold", "5")
            .ballots(5, "A")
            .ballots(5, "B")
            .ballots(4, "C")
            .ballots(3, "D");
    contest.goes("9: A 5, B 5, C 4, D 3 -C -D", "6: A 5, B 5 +A [exhaustedChoices 7]");
    assertEquals(List.of("Below the minimum of votes: C, D."), why(contest.count(), 1));
  }

  /** Undeclared write-ins leave before a majority is looked at, with most votes too. */
  @Test
  void undeclaredWriteInsLeaveFirst() {
    Contest contest =
        new Contest("AB").undeclared().ballots(5, "W A").ballots(3, "B").ballots(1, "A");
    contest.goes("5: A 1, B 3, W 5 -W", "5: A 6, B 3 +A");
    assertEquals(List.of("Undeclared write-ins leave first."), why(contest.count(), 1));
  }

  // Several seats.

  /**
   * V/S, rounded up: five of nine for two seats. A's six ballots go on with 1/6, cut off to 0.1666.
   */
  @Test
  void hareQuota() {
    new Contest("ABC")
        .seats(2)
        .with("hareQuota", "true")
        .ballots(6, "A B")
        .ballots(2, "C")
        .ballots(1, "B")
        .goes(
            "5: A 6, B 1, C 2 +A",
            "5: A 5, B 1.9996, C 2 -B [residualSurplus 0.0004]",
            "5: A 5, C 2 +C [exhaustedChoices 1.9996, residualSurplus 0.0004]",
            "5: A 5, C 2 [exhaustedChoices 1.9996, residualSurplus 0.0004]");
  }

  /**
   * V/(S+1) and one in the last place: 10 ÷ 3 + 0.0001. A's ballots go on with 0.6666 ÷ 4, cut off
   * to 0.1666 each; C's with 0.3330 ÷ 3.6664, cut off to 0.0908, of 1 and of 0.1666 (to 0.0151).
   */
  @Test
  void nonIntegerWinningThreshold() {
    new Contest("ABC")
        .seats(2)
        .with("nonIntegerWinningThreshold", "true")
        .ballots(4, "A C")
        .ballots(3, "B")
        .ballots(3, "C")
        .goes(
            "3.3334: A 4, B 3, C 3 +A",
            "3.3334: A 3.3334, B 3, C 3.6664 +C [residualSurplus 0.0002]",
            "3.3334: A 3.3334, B 3, C 3.3334"
                + " [finalRoundSurplus 0.3328, residualSurplus 0.0004]");
  }

  /** Both reach the threshold of five; B has more and is elected first, A in the next round. */
  @Test
  void oneWinnerARound() {
    new Contest("ABC")
        .with("winnerElectionMode", "multiWinnerAllowOnlyOneWinnerPerRound")
        .with("numberOfWinners", "2")
        .ballots(5, "A")
        .ballots(6, "B")
        .ballots(1, "C")
        .goes(
            "5: A 5, B 6, C 1 +B",
            "5: A 5, B 5, C 1 +A [exhaustedChoices 0.9996, residualSurplus 0.0004]",
            "5: A 5, B 5, C 1 [exhaustedChoices 0.9996, residualSurplus 0.0004]");
  }

  @Test
  void oneWinnerARoundOfLevelOnes() {
    new Contest("ABC")
        .with("winnerElectionMode", "multiWinnerAllowOnlyOneWinnerPerRound")
        .with("numberOfWinners", "2")
        .ballots(5, "B")
        .ballots(5, "A")
        .ballots(1, "C")
        .goes(
            "4: A 5, B 5, C 1 +A",
            "4: A 4, B 5, C 1 +B [exhaustedChoices 1]",
            "4: A 4, B 4, C 1 [exhaustedChoices 1, finalRoundSurplus 1]");
  }

  /** Who has the threshold exactly hands nothing on, and no reason speaks of a surplus. */
  @Test
  void exactlyTheThreshold() {
    Contest contest = new Contest("ABC").seats(2).ballots(4, "A B").ballots(3, "B").ballots(3, "C");
    contest.goes(
        "4: A 4, B 3, C 3 +A",
        "4: A 4, B 3, C 3 -C",
        "4: A 4, B 3 +B [exhaustedChoices 3]",
        "4: A 4, B 3 [exhaustedChoices 3]");
    assertEquals(
        List.of("A is elected with 4: it reaches the threshold of 4."), why(contest.count(), 1));
  }

  /** As many seats as remain: both are elected below the threshold. */
  @Test
  void asManySeatsAsRemain() {
    Contest contest = new Contest("ABC").seats(2).ballots(3, "A").ballots(3, "B").ballots(3, "C");
    contest.goes(
        "4: A 3, B 3, C 3 -C",
        "4: A 3, B 3 +A +B [exhaustedChoices 3]",
        "4: A 3, B 3 [exhaustedChoices 3]");
    assertEquals(
        List.of(
            "A is elected with 3: it remains with as many seats as options.",
            "B is elected with 3: it remains with as many seats as options."),
        why(contest.count(), 2));
  }

  /** Everybody is elected at once, and the count ends there; with a seat for each it goes on. */
  @Test
  void moreWinnersThanCandidates() {
    new Contest("AB").seats(3).ballots(3, "A B").ballots(1, "B A").goes("2: A 3, B 1 +A +B");
    new Contest("AB")
        .seats(2)
        .ballots(3, "A B")
        .ballots(1, "B A")
        .goes(
            "2: A 3, B 1 +A +B", "2: A 2, B 1 [finalRoundSurplus 0.9999, residualSurplus 0.0001]");
  }

  /** Undeclared write-ins are nobody whom one can elect, so everybody is elected here too. */
  @Test
  void moreWinnersThanDeclaredCandidates() {
    new Contest("AB")
        .undeclared()
        .seats(4)
        .ballots(3, "A B")
        .ballots(1, "W A")
        .goes("1: A 3, B 0, W 1 -W", "1: A 4, B 0 +A +B");
  }

  // From the bottom up.

  @Test
  void bottomsUp() {
    new Contest("ABC")
        .with("winnerElectionMode", "bottomsUp")
        .with("numberOfWinners", "2")
        .ballots(6, "A")
        .ballots(2, "B")
        .ballots(1, "C B")
        .goes("4: A 6, B 2, C 1 -C", "4: A 6, B 3 +A +B");
  }

  /** 15 of 100 of 20 ballots: all who remain must have more than three; later, of 17, than 2.55. */
  @Test
  void allThatRemainExceedAShare() {
    List<String> first =
        List.of(
            "3.00: A 9, B 6, C 3, D 2, E 0 -E",
            "3.00: A 9, B 6, C 3, D 2 -D",
            "3.00: A 9, B 8, C 3 -C");
    share().goes(then(first, "2.55: A 9, B 8 +A +B [exhaustedChoices 3]"));
    share()
        .with("doesFirstRoundDetermineThreshold", "true")
        .goes(then(first, "3.00: A 9, B 8 +A +B [exhaustedChoices 3]"));
  }

  private static String[] then(List<String> rounds, String last) {
    return Stream.concat(rounds.stream(), Stream.of(last)).toArray(String[]::new);
  }

  /** Below the share leaves at once; C has it exactly and stays, and exceeds the next one. */
  @Test
  void belowTheShareLeaveTogether() {
    Contest contest = ofShare("15").with("cutoffElimination", "true");
    contest.ballots(9, "A").ballots(6, "B").ballots(3, "C").ballots(1, "D").ballots(1, "E");
    contest.goes(
        "3.00: A 9, B 6, C 3, D 1, E 1 -D -E", "2.70: A 9, B 6, C 3 +A +B +C [exhaustedChoices 2]");
    assertEquals(List.of("Below the cut-off: D, E."), why(contest.count(), 1));
  }

  private static Contest share() {
    return ofShare("15").ballots(9, "A").ballots(6, "B").ballots(3, "C").ballots(2, "D B");
  }

  private static Contest ofShare(String percent) {
    return new Contest("ABCDE")
        .with("winnerElectionMode", "bottomsUpUsingPercentageThreshold")
        .with("numberOfWinners", "0")
        .with("multiSeatBottomsUpPercentageThreshold", percent);
  }

  /** Nobody has more than all votes, so everybody leaves. */
  @Test
  void nobodyExceedsTheWhole() {
    Contest contest = ofShare("100").ballots(3, "A").ballots(2, "B A");
    contest.goes(
        "5.00: A 3, B 2, C 0, D 0, E 0 -E",
        "5.00: A 3, B 2, C 0, D 0 -D",
        "5.00: A 3, B 2, C 0 -C",
        "5.00: A 3, B 2 -B",
        "5.00: A 5 -A");
    assertEquals(List.of(), contest.count().winners());
  }

  // One seat after the other.

  /** The second pass counts without A, the third without A and B. */
  @Test
  void multiPass() {
    Contest contest = passes(3).ballots(4, "A B").ballots(2, "B C").ballots(1, "C");
    contest.goes(PASSES);
    Count count = contest.count();
    assertEquals(List.of(0, 1, 2), count.winners());
    assertEquals("[0, 0, 3]", count.tallies().toString());
    passes(2)
        .ballots(4, "A B")
        .ballots(2, "B C")
        .ballots(1, "C")
        .goes(java.util.Arrays.copyOf(PASSES, 2));
  }

  private static final String[] PASSES = {
    "pass 1, 4: A 4, B 2, C 1 +A",
    "pass 2, 4: B 6, C 1 +B",
    "pass 3, 2: C 3 +C [exhaustedChoices 4]",
  };

  /** A fourth pass would have nobody to elect; undeclared write-ins are nobody. */
  @Test
  void noMorePassesThanCandidates() {
    passes(5).ballots(4, "A B").ballots(2, "B C").ballots(1, "C").goes(PASSES);
    passes(5)
        .undeclared()
        .ballots(4, "A B")
        .ballots(2, "W C")
        .ballots(1, "C")
        .goes(
            "pass 1, 4: A 4, B 0, C 1, W 2 -W",
            "pass 1, 4: A 4, B 0, C 3 +A",
            "pass 2, 4: B 4, C 1, W 2 -W",
            "pass 2, 4: B 4, C 3 +B",
            "pass 3, 2: C 1, W 2 -W [exhaustedChoices 4]",
            "pass 3, 2: C 3 +C [exhaustedChoices 4]");
  }

  /** A pass that is stopped before anybody wins is the last. */
  @Test
  void aPassWithoutAWinnerIsTheLast() {
    passes(2)
        .with("stopTabulationEarlyAfterRound", "1")
        .ballots(2, "A")
        .ballots(2, "B")
        .ballots(1, "C")
        .goes("pass 1, 3: A 2, B 2, C 1 -C");
  }

  private static Contest passes(int seats) {
    return new Contest("ABC")
        .with("winnerElectionMode", "multiPassIrv")
        .with("numberOfWinners", String.valueOf(seats));
  }

  // Over-votes.

  /**
   * Where only one of those marked still stands, it has the vote; where two do, or nobody is named,
   * nobody has.
   */
  @Test
  void overvotesThatAskWhoStands() {
    new Contest("ABC")
        .with("overvoteRule", "exhaustIfMultipleContinuing")
        .ballots(5, "A")
        .ballots(3, "B")
        .ballots(1, "C B|C")
        .ballots(1, "C A|B")
        .ballots(1, "overvote A")
        .goes("6: A 5, B 3, C 2 -C [overvotes 1]", "5: A 5, B 4 +A [overvotes 2]");
  }

  // Ties that are left to people.

  @Test
  void stopCountingAndAsk() {
    Contest contest =
        new Contest("ABC")
            .with("tiebreakMode", "stopCountingAndAsk")
            .ballots(2, "A")
            .ballots(1, "B")
            .ballots(1, "C");
    assertEquals(
        "Round 1: B, C are level, and the configuration says to stop and ask.",
        assertInstanceOf(Refusal.class, contest.counted()).what());
  }

  /** B had more than C in the first round, so C leaves in the second. */
  @Test
  void previousRoundCounts() {
    new Contest("ABCD")
        .with("tiebreakMode", "previousRoundCountsThenAsk")
        .ballots(5, "A")
        .ballots(3, "B")
        .ballots(2, "C")
        .ballots(1, "D C")
        .goes(
            "6: A 5, B 3, C 2, D 1 -D",
            "6: A 5, B 3, C 3 -C",
            "5: A 5, B 3 +A [exhaustedChoices 3]");
  }

  @Test
  void talliesOfTheLastRound() {
    assertEquals(
        "[5, 2, 0]",
        new Contest("ABC").ballots(5, "A").ballots(2, "B").count().tallies().toString());
  }
}
