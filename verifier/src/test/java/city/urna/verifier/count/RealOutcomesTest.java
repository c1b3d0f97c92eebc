package city.urna.verifier.count;

import static city.urna.verifier.count.RctabReport.compare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.Reading;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoice;
import city.urna.verifier.count.method.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Elections that were really held, or that others have counted, against the outcomes that they
 * published. Each comparison is also made with a corrupted copy, and must then find a difference.
 */
@Tag("real-data")
class RealOutcomesTest {
  // Pabulib: official votes, points and selected projects, by the rule that the file names.

  @TestFactory
  Stream<DynamicTest> participatoryBudgets() {
    List<Path> files = SharedFiles.list("pabulib", ".pb");
    assertEquals(19, files.size());
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertEquals(List.of(), budgetDifferences(SharedFiles.bytes(file)))));
  }

  @Test
  void aBudgetWithOneOtherVoteOrProjectDiffers() {
    String file = text("pabulib/Poland_Lodz_2020_Nr_33.pb");
    assertDiffers(budgetDifferences(bytes(file.replaceFirst("(1400796909;)W014NR", "$1W008NR"))));
    assertDiffers(
        budgetDifferences(bytes(file.replaceFirst("(W014NR;25000;92;.*);1\n", "$1;0\n"))));
    String shares = text("pabulib/Poland_Swiecie_2023.pb");
    assertDiffers(budgetDifferences(bytes(shares.replaceFirst("(c1;)68000", "$1988000"))));
  }

  private static List<String> budgetDifferences(byte[] content) {
    Election election = read("election.pb", content);
    Method method =
        switch (election.rule().orElseThrow()) {
          case "equalshares/add1" -> Method.MES_ADD1;
          case String rule -> Method.named(rule).orElseThrow();
        };
    Count count = count(election, method);
    List<String> differences = new ArrayList<>();
    Map<String, Map<String, String>> rows = projects(new String(content, StandardCharsets.UTF_8));
    Set<String> selected = new TreeSet<>();
    boolean points = rows.values().stream().anyMatch(row -> row.containsKey("score"));
    rows.forEach(
        (id, row) -> {
          if (!row.getOrDefault("selected", "0").equals("0")) {
            selected.add(id);
          }
          int option = count.options().stream().map(Option::id).toList().indexOf(id);
          compare(
              differences,
              "result of " + id,
              row.get(points ? "score" : "votes"),
              count.tallies().get(option).toString());
        });
    if (rows.values().stream().anyMatch(row -> row.containsKey("selected"))) {
      compare(differences, "selected", selected, new TreeSet<>(count.winnerIds()));
    }
    election.notes().forEach(differences::add);
    return differences;
  }

  /** PROJECTS read anew, by columns, without the reader under test. */
  private static Map<String, Map<String, String>> projects(String file) {
    List<String> lines = file.lines().toList();
    int header = lines.indexOf("PROJECTS") + 1;
    List<String> names = List.of(lines.get(header).split(";"));
    Map<String, Map<String, String>> rows = new LinkedHashMap<>();
    for (String line : lines.subList(header + 1, lines.indexOf("VOTES"))) {
      String[] cells = line.split(";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      Map<String, String> row = new TreeMap<>();
      for (int column = 0; column < names.size(); column++) {
        row.put(names.get(column), cells[column].strip());
      }
      rows.put(row.get("project_id"), row);
    }
    return rows;
  }

  // Glasgow 2007: elected and final votes to five decimal places.

  @TestFactory
  Stream<DynamicTest> scottishWards() {
    JsonNode expected = json(SharedFiles.bytes(SharedFiles.data("stv/expected.json")));
    assertEquals(12, expected.size());
    return expected.properties().stream()
        .map(
            ward ->
                DynamicTest.dynamicTest(
                    ward.getKey(),
                    () ->
                        assertEquals(
                            List.of(),
                            wardDifferences(
                                SharedFiles.bytes(
                                    SharedFiles.data("stv/" + ward.getKey() + ".blt")),
                                ward.getValue()))));
  }

  @Test
  void aWardWithOneOtherBallotDiffers() {
    JsonNode expected = json(SharedFiles.bytes(SharedFiles.data("stv/expected.json")));
    String ward = text("stv/Govan-2007.blt");
    JsonNode govan = expected.path("Govan-2007");
    assertEquals(List.of(), wardDifferences(bytes(ward), govan));
    List<String> lines = new ArrayList<>(ward.lines().toList());
    lines.set(1, lines.get(1).replaceFirst("^[0-9]+", "1000"));
    assertDiffers(wardDifferences(bytes(String.join("\n", lines)), govan));
    assertDiffers(
        wardDifferences(
            bytes(text("stv/weak-defeat.blt").replace("2 2 0", "2 3 0")),
            expected.path("weak-defeat")));
  }

  private static List<String> wardDifferences(byte[] content, JsonNode expected) {
    Election election = read("ward.blt", content);
    Count count = count(election, Method.STV_SCOTTISH);
    List<String> differences = new ArrayList<>();
    Set<String> elected = new TreeSet<>();
    expected.path("elected").forEach(name -> elected.add(name.asText()));
    compare(differences, "elected", elected, new TreeSet<>(count.winnerIds()));
    compare(differences, "seats", expected.path("seats").asInt(), count.winners().size());
    Round first = count.rounds().getFirst();
    compare(
        differences,
        "quota",
        expected.path("quota").asText(),
        first.figure("quota").orElseThrow().toString());
    compare(
        differences,
        "ballots",
        expected.path("ballots").asText(),
        first.figure("valid").orElseThrow().toString());
    Map<String, String> votes = new TreeMap<>();
    for (int option = 0; option < count.options().size(); option++) {
      votes.put(count.options().get(option).id(), count.tallies().get(option).toString());
    }
    Map<String, String> wanted = new TreeMap<>();
    expected
        .path("final_votes")
        .properties()
        .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asText()));
    compare(differences, "final votes", wanted, votes);
    return differences;
  }

  // RCTab: tallies, thresholds, decisions, inactive ballots and transfers, round by round.

  private static final List<String> RCTAB_SETS =
      List.of(
          "2013_minneapolis_park",
          "2015_portland_mayor",
          "test_set_0_skipped_first_choice",
          "test_set_1_exhaust_at_overvote",
          "test_set_2_overvote_skip_to_next",
          "test_set_3_skipped_choice_exhaust",
          "test_set_4_skipped_choice_next",
          "test_set_5_two_skipped_choice_exhaust",
          "test_set_6_duplicate_exhaust",
          "test_set_7_duplicate_skip_to_next",
          "test_set_multi_winner_whole_threshold");

  @TestFactory
  Stream<DynamicTest> rctabTabulations() {
    return RCTAB_SETS.stream()
        .map(
            set ->
                DynamicTest.dynamicTest(
                    set,
                    () -> {
                      Path folder = SharedFiles.data("rctab/" + set);
                      var reading =
                          ElectionFiles.readRctab(
                              folder.resolve(set + "_config.json"), java.util.Optional.empty());
                      assertEquals(List.of(), rctabDifferences(set, value(reading)));
                    }));
  }

  @Test
  void aTabulationOfOneOtherRecordDiffers() {
    for (String set : List.of(RCTAB_SETS.get(1), RCTAB_SETS.get(8), RCTAB_SETS.get(10))) {
      String config = text("rctab/" + set + "/" + set + "_config.json");
      String records = text("rctab/" + set + "/" + set + "_cvr.csv");
      assertEquals(List.of(), rctabDifferences(set, rctab(config, records)), set);
      List<String> lines = new ArrayList<>(records.lines().toList());
      lines.remove(4);
      assertDiffers(rctabDifferences(set, rctab(config, String.join("\n", lines))));
    }
  }

  private static ElectionFiles.RctabContest rctab(String config, String records) {
    return value(ElectionFiles.readRctab("config.json", bytes(config), "cvr.csv", bytes(records)));
  }

  private static List<String> rctabDifferences(String set, ElectionFiles.RctabContest contest) {
    JsonNode expected =
        json(
            SharedFiles.bytes(
                SharedFiles.data("rctab/" + set + "/" + set + "_expected_detailed_report.json")));
    Count count =
        assertInstanceOf(
            Count.class,
            RankedChoice.onBallots(contest.election().ballots(), contest.rules(), contest.tie()));
    List<String> differences =
        new ArrayList<>(RctabReport.differences(expected, count, count.rounds()));
    compare(
        differences,
        "ballots",
        expected.path("summary").path("totalNumBallots").asLong(),
        contest.election().ballots().size());
    return differences;
  }

  // Small things.

  private static Count count(Election election, Method method) {
    Tie tie = Tie.backwards(election.ballots().options().size());
    return assertInstanceOf(Count.class, Counter.count(election, method, Settings.with(tie)));
  }

  private static Election read(String name, byte[] content) {
    return value(ElectionFiles.read(name, content, ElectionFiles.Asked.NOTHING));
  }

  private static <T> T value(Reading<T> reading) {
    return switch (reading) {
      case Reading.Read<T>(T value) -> value;
      case Reading.Refused<T>(Refusal refusal) -> throw new AssertionError(refusal.toString());
    };
  }

  private static void assertDiffers(List<String> differences) {
    assertFalse(differences.isEmpty(), "a corrupted copy passes for the original");
  }

  private static String text(String name) {
    return new String(SharedFiles.bytes(SharedFiles.data(name)), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] content) {
    try {
      return new ObjectMapper().readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
