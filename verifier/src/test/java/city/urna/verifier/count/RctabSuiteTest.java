package city.urna.verifier.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.ElectionFiles.RctabContest;
import city.urna.verifier.count.format.Reading;
import city.urna.verifier.count.method.RankedChoice;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every test set of RCTab's own whose ballots this counter reads, against RCTab's reports. {@code
 * URNA_RCTAB} names RCTab's folder {@code test_data}, its spreadsheets saved as CSV beside them.
 */
@Tag("long")
class RctabSuiteTest {
  /** Settings without which a folder is not RCTab's test data. */
  private static final List<String> AMONG_THEM =
      List.of(
          "2013_minneapolis_park_hare",
          "2013_minneapolis_park_sequential",
          "continue_until_two_with_batch_elimination_test",
          "first_round_determines_threshold_tiebreaker_test",
          "more_winners_than_candidates",
          "multi_seat_bottoms_up_with_cutoff_eliminate",
          "multi_seat_uwi_test",
          "sequential_with_continue_until_two",
          "stop_tabulation_early_test",
          "test_set_allow_only_one_winner_per_round",
          "tiebreak_generate_permutation_test",
          "tiebreak_previous_round_counts_then_random_test");

  @Test
  void everySetThatIsRead() throws IOException {
    String folder = System.getenv("URNA_RCTAB");
    assumeTrue(folder != null, "URNA_RCTAB names no folder with RCTab's test data");
    List<String> equal = new ArrayList<>();
    List<String> different = new ArrayList<>();
    for (Path set : sorted(Path.of(folder), "")) {
      String name = set.getFileName().toString();
      Path config = set.resolve(name + "_config.json");
      List<Path> reports = sorted(set, "_expected_detailed_report.json");
      if (Files.exists(config)
          && !reports.isEmpty()
          && ElectionFiles.readRctab(config, Optional.empty())
              instanceof Reading.Read<RctabContest>(RctabContest contest)) {
        List<String> differences = differences(contest, reports);
        if (differences.isEmpty()) {
          equal.add(name);
        } else {
          different.add(name + " " + differences);
        }
      }
    }
    assertEquals(List.of(), different);
    for (String name : AMONG_THEM) {
      assertTrue(equal.contains(name), name + " was not counted");
    }
    System.out.printf("RCTab's test data: %d sets are equal, round by round%n", equal.size());
  }

  /** Of several reports each is about a pass. */
  private static List<String> differences(RctabContest contest, List<Path> reports)
      throws IOException {
    Count count =
        assertInstanceOf(
            Count.class,
            RankedChoice.onBallots(contest.election().ballots(), contest.rules(), contest.tie()));
    List<String> differences = new ArrayList<>();
    for (int place = 0; place < reports.size(); place++) {
      JsonNode report = new ObjectMapper().readTree(reports.get(place).toFile());
      String pass = String.valueOf(place + 1);
      List<Round> rounds =
          reports.size() == 1
              ? count.rounds()
              : count.rounds().stream()
                  .filter(round -> round.figure("pass").orElseThrow().toString().equals(pass))
                  .toList();
      differences.addAll(RctabReport.differences(report, count, rounds));
    }
    return differences;
  }

  private static List<Path> sorted(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    }
  }
}
