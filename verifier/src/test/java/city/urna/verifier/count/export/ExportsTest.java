package city.urna.verifier.count.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.verifier.count.SharedFiles;
import city.urna.verifier.count.command.CountCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Exports of counted files, read again by us and by other people's programs. */
class ExportsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WARD =
      "4 2\n5 1 2 0\n3 2 3 0\n3 3 0\n2 4 3 0\n0\n\"Ada\"\n\"Grace, \"\"G\"\"\"\n\"Edith\"\n\"Joan\"\n\"Ward\"\n";
  private static final String APPROVAL =
      "META\nkey;value\ndescription;\"Park; pond\"\ncountry;Terra\ncurrency;\"T; D\"\nnum_projects;3\nnum_votes;4\nbudget;100.5\n"
          + "vote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost;name\n"
          + "a;60;\"A; b\"\nb;50.25;Bé\nc;40;C\nVOTES\nvoter_id;vote\n1;a,b\n2;a\n3;c\n4;b,a\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object... words) {
    return new CommandLine(new CountCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Arrays.stream(words).map(String::valueOf).toArray(String[]::new));
  }

  private Path export(Path file, String method, String... more) {
    Path exports = folder.resolve(file.getFileName() + "-" + method);
    List<Object> words = new ArrayList<>(List.of(file, "-m", method, "--export", exports));
    words.addAll(List.of(more));
    assertEquals(0, run(words.toArray()), err::toString);
    return exports;
  }

  private JsonNode count(Path file, String... more) throws IOException {
    Path json = folder.resolve("again.json");
    List<Object> words = new ArrayList<>(List.of(file));
    words.addAll(List.of(more));
    words.addAll(List.of("--json", json));
    assertEquals(0, run(words.toArray()), err::toString);
    return JSON.readTree(json.toFile());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void rankingsComeBackInEveryFormat() throws IOException {
    Path exports = export(file("ward.blt", WARD), "stv-scottish");
    assertEquals(
        List.of(
            "ballots.blt",
            "ballots.csv",
            "cast-vote-records.json",
            "chart.svg",
            "count.json",
            "election-report.json",
            "results.csv"),
        names(exports));
    JsonNode first = JSON.readTree(exports.resolve("count.json").toFile());
    for (String name : List.of("ballots.blt", "ballots.csv", "cast-vote-records.json")) {
      JsonNode again = count(exports.resolve(name), "-m", "stv-scottish", "--seats", "2");
      assertEquals(first.path("ballots"), again.path("ballots"), name);
      assertEquals(first.path("winners").size(), again.path("winners").size(), name);
      for (int round = 0; round < first.path("rounds").size(); round++) {
        assertEquals(
            values(first.path("rounds").get(round).path("tallies")),
            values(again.path("rounds").get(round).path("tallies")),
            name);
      }
    }
    assertTrue(err.toString().contains("Left out: ballots.pb: "), err.toString());
    String chart = Files.readString(exports.resolve("chart.svg"));
    assertTrue(chart.contains("class=\"moved\"") && chart.contains("Round 2"), chart);
  }

  private static List<String> values(JsonNode object) {
    List<String> values = new ArrayList<>();
    object.forEach(value -> values.add(value.asText()));
    return values;
  }

  @ParameterizedTest
  @CsvSource({"greedy", "mes", "mes-add1"})
  void budgetsComeBackWithTheirOutcome(String method) throws IOException {
    Path exports = export(file("park.pb", APPROVAL), method);
    JsonNode first = JSON.readTree(exports.resolve("count.json").toFile());
    JsonNode again = count(exports.resolve("ballots.pb"));
    assertEquals(first.path("method"), again.path("method"));
    assertEquals(first.path("winners"), again.path("winners"));
    assertEquals(first.path("tallies"), again.path("tallies"));
    assertEquals("true", again.path("official").path("same").asText());
    assertEquals("Park; pond", again.path("title").asText());
    List<String> lines = Files.readAllLines(exports.resolve("ballots.pb"));
    assertTrue(lines.containsAll(List.of("country;Terra", "currency;\"T; D\"")), lines::toString);
    String chart = Files.readString(exports.resolve("chart.svg"));
    assertTrue(chart.contains("Budget 100.5") && chart.contains("class=\"limit\""), chart);
  }

  @Test
  void unclearMarksAreSettledInBltAndKeptInRecords() throws IOException {
    Path csv =
        file(
            "marks.csv",
            "ballot,rank1,rank2,rank3\n1,Ada,,Grace\n2,overvote,Ada,\n3,Grace,Grace,Edith\n4,Edith,,\n");
    Path exports = export(csv, "irv");
    assertEquals(
        List.of("3 1", "1 1 2 0", "1 0", "1 2 3 0", "1 3 0", "0"),
        Files.readAllLines(exports.resolve("ballots.blt")).subList(0, 6));
    assertTrue(err.toString().contains("Left out: cast-vote-records.json"), err.toString());
    assertEquals(
        JSON.readTree(exports.resolve("count.json").toFile()).path("rounds"),
        count(exports.resolve("ballots.csv"), "-m", "irv").path("rounds"));
  }

  @Test
  void writesAllOrNothing() throws IOException {
    Path ward = file("ward.blt", WARD);
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Files.writeString(taken.resolve("note"), "mine");
    assertEquals(2, run(ward, "-m", "irv", "--seats", "1", "--export", taken));
    assertTrue(err.toString().contains("not an empty folder"), err.toString());
    assertEquals(List.of("note"), names(taken));
    assertEquals(2, run(ward, "-m", "greedy", "--export", folder.resolve("none")));
    assertFalse(Files.exists(folder.resolve("none")));
  }

  @Tag("real-data")
  @ParameterizedTest
  @CsvSource({
    "pabulib/Poland_Wroclaw_2017_Rejon_nr_11_250.pb, greedy",
    "pabulib/Poland_Katowice_2020_Murcki.pb, score",
    "stv/Calton-2007.blt, stv-scottish",
    "rctab/test_set_4_skipped_choice_next/test_set_4_skipped_choice_next_cvr.csv, irv"
  })
  void nistFilesKeepTheirSchemas(String name, String method) throws IOException {
    Path exports = export(SharedFiles.data(name), method);
    JsonNode report = JSON.readTree(exports.resolve("election-report.json").toFile());
    assertEquals(List.of(), complaints("NIST_1500-100_v2.json", report));
    ((ObjectNode) report).put("Status", "perhaps");
    assertFalse(complaints("NIST_1500-100_v2.json", report).isEmpty());
    if (!Files.exists(exports.resolve("cast-vote-records.json"))) {
      assertTrue(err.toString().contains("Left out: cast-vote-records.json"), err.toString());
      return;
    }
    ObjectNode records =
        (ObjectNode) JSON.readTree(exports.resolve("cast-vote-records.json").toFile());
    ArrayNode some = JSON.createArrayNode();
    records
        .path("CVR")
        .forEach(record -> some.addAll(some.size() < 50 ? List.of(record) : List.of()));
    records.set("CVR", some);
    assertTrue(some.size() > 5, "too few records to say anything");
    assertEquals(List.of(), complaints("NIST_V0_cast_vote_records.json", records));
    ((ObjectNode) some.get(3)).remove("CurrentSnapshotId");
    assertFalse(complaints("NIST_V0_cast_vote_records.json", records).isEmpty());
  }

  private static List<String> complaints(String schema, JsonNode json) throws IOException {
    Schema read =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(Files.readString(SharedFiles.data("schemas/" + schema)));
    return read.validate(json.toString(), InputFormat.JSON).stream().map(Object::toString).toList();
  }

  /** pabutools gives the same winners, with utilities written out as in spec counting §15. */
  @Tag("real-data")
  @ParameterizedTest
  @CsvSource({
    "Poland_Gdynia_2022_Babie_Doly__small, greedy, cost",
    "Poland_Gdynia_2022_Babie_Doly__small, mes, cost",
    "Netherlands_Assen_2024, greedy, cost",
    "Netherlands_Assen_2024, mes, cost",
    "Netherlands_Assen_2024, mes, cardinality",
    "Netherlands_Assen_2024, mes-add1, cost",
    "Netherlands_Assen_2024, mes-add1, cardinality",
    "Poland_Lodz_2020_Nr_33, greedy, cost",
    "Poland_Lodz_2020_Nr_33, mes, cost",
    "Poland_Czestochowa_2024_Bleszno, greedy, cost",
    "Poland_Czestochowa_2024_Bleszno, mes, cost",
    "Poland_Czestochowa_2024_Bleszno, mes, cardinality",
    "Poland_Katowice_2020_Murcki, mes, cardinality",
    "Poland_Krakow_2022_Grzegorzki, greedy, cost",
    "Poland_Krakow_2022_Grzegorzki, mes, cost"
  })
  void pabutoolsFundsTheSame(String name, String method, String utility) throws IOException {
    needPython("pabutools");
    Path exports =
        export(SharedFiles.data("pabulib/" + name + ".pb"), method, "--utility", utility);
    String script =
        """
        import sys, json
        from pabutools.election import parse_pabulib
        from pabutools.election.ballot import AbstractCardinalBallot, AbstractOrdinalBallot
        from pabutools.election.satisfaction import AdditiveSatisfaction
        from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares
        folder, method, utility = sys.argv[1:]
        instance, profile = parse_pabulib(folder + '/ballots.pb')
        def points(ballot, project):
            if project not in ballot:
                return 0
            if isinstance(ballot, AbstractCardinalBallot):
                return ballot[project]
            if isinstance(ballot, AbstractOrdinalBallot):
                return int(instance.meta['max_length']) - list(ballot).index(project)
            return 1
        class Utility(AdditiveSatisfaction):
            def __init__(self, instance, profile, ballot):
                weight = (lambda project: project.cost) if utility == 'cost' else (lambda project: 1)
                super().__init__(instance, profile, ballot,
                    lambda i, p, b, project, known: points(b, project) * weight(project))
        if method == 'greedy':
            funded = greedy_utilitarian_welfare(instance, profile, sat_class=Utility)
        else:
            step = 1 if method == 'mes-add1' else None
            funded = method_of_equal_shares(
                instance, profile, sat_class=Utility, voter_budget_increment=step)
        print(json.dumps(sorted(project.name for project in funded)))
        """;
    assertSameWinners(exports, script, exports.toString(), method, utility);
  }

  @Tag("real-data")
  @ParameterizedTest
  @CsvSource({"Craigton-2007", "Calton-2007", "Govan-2007", "Baillieston-2007"})
  void votelibElectsTheSame(String ward) throws IOException {
    needPython("votelib");
    Path exports = export(SharedFiles.data("stv/" + ward + ".blt"), "stv-scottish");
    String script =
        """
        import sys, json
        import votelib.io.blt as blt
        from votelib.evaluate.sequential import TransferableVoteSelector
        with open(sys.argv[1] + '/ballots.blt') as file:
            votes, seats, _, _ = blt.load(file)
        rule = TransferableVoteSelector(transferer='Gregory', quota_function='droop')
        print(json.dumps(sorted(person.name for person in rule.evaluate(votes, seats))))
        """;
    assertSameWinners(exports, script, exports.toString());
  }

  private static void assertSameWinners(Path exports, String script, String... arguments)
      throws IOException {
    List<String> expected = new ArrayList<>();
    JSON.readTree(exports.resolve("count.json").toFile())
        .path("winners")
        .forEach(winner -> expected.add(winner.asText()));
    expected.sort(null);
    List<String> words = new ArrayList<>(List.of(python(), "-c", script));
    words.addAll(List.of(arguments));
    String output = python(words);
    assertEquals(JSON.valueToTree(expected), JSON.readTree(output), output);
  }

  /** The Python that has the packages of docs/reference/exports.txt. */
  private static String python() {
    Path own = Path.of(System.getProperty("urna.root", "..")).resolve("target/python/bin/python3");
    return Files.isExecutable(own) ? own.toString() : "python3";
  }

  private static void needPython(String pack) {
    boolean there;
    try {
      there = python(List.of(python(), "-c", "import " + pack)).isEmpty();
    } catch (IOException absent) {
      there = false;
    }
    assumeTrue(there, "the Python package " + pack + " is not on this machine");
  }

  private static String python(List<String> words) throws IOException {
    Path output = Files.createTempFile("python", ".txt");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      assertTrue(process.waitFor(240, TimeUnit.SECONDS), "Python does not end");
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
