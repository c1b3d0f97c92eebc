package city.urna.verifier.count.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.count.method.Method;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as people use it. */
class CountCommandTest {
  private static final String WARD =
      """
      4 2
      5 1 2 0
      3 2 3 0
      3 3 0
      2 4 3 0
      0
      "Ada"
      "Grace"
      "Edith"
      "Joan"
      "Ward"
      """;

  @TempDir Path folder;
  private StringWriter out;
  private StringWriter err;

  @BeforeEach
  void begin() {
    out = new StringWriter();
    err = new StringWriter();
  }

  private int run(String... arguments) {
    return new CommandLine(new CountCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesJsonWithWinnersTalliesAndRounds() throws IOException {
    Path ward = file("ward.blt", WARD);
    Path json = folder.resolve("out.json");
    assertEquals(
        0,
        run(ward.toString(), "--method", "stv-scottish", "--json", json.toString(), "--explain"));
    JsonNode count = new ObjectMapper().readTree(json.toFile());
    assertEquals("stv-scottish", count.path("method").asText());
    assertEquals("[\"Ada\",\"Edith\"]", count.path("winners").toString());
    assertEquals("5.00000", count.path("rounds").get(0).path("tallies").path("Ada").asText());
    assertEquals("[\"Ada\"]", count.path("rounds").get(0).path("elected").toString());
    assertEquals("[\"Joan\"]", count.path("rounds").get(0).path("eliminated").toString());
    assertTrue(count.path("tallies").path("Edith").isTextual());
    assertEquals(64, count.path("sha256").asText().length());
    assertTrue(
        out.toString().contains("Joan has fewest votes, 2.00000, and is excluded."),
        out.toString());
    assertEquals(List.of("out.json", "ward.blt"), names());
    assertEquals(0, run(ward.toString(), "-m", "irv", "--json", json.toString()));
    assertEquals("irv", new ObjectMapper().readTree(json.toFile()).path("method").asText());
  }

  @Test
  void everyMethodIsOnTheCommandLineAndInTheHelp() throws IOException {
    assertEquals(0, run("--help"));
    for (Method method : Method.values()) {
      assertTrue(out.toString().contains("  " + method.label()), method.label());
    }
    Path ward = file("ward.blt", WARD);
    for (Method method : Method.values()) {
      int exit = run(ward.toString(), "-m", method.label());
      assertTrue(exit == 0 || exit == 2, method.label());
      assertFalse(err.toString().contains("\tat "), err.toString());
    }
  }

  @Test
  void refusesBadInputWithItsPlaceAndWritesNothing() throws IOException {
    Path ward = file("ward.blt", WARD.replace("3 3 0", "3 9 0"));
    Path json = folder.resolve("out.json");
    assertEquals(2, run(ward.toString(), "-m", "stv-meek", "--json", json.toString()));
    assertTrue(err.toString().contains("ward.blt, line 4"), err.toString());
    assertEquals(List.of("ward.blt"), names());
    assertEquals("", out.toString());
  }

  @Test
  void refusesWhatItIsNotTold() throws IOException {
    Path ward = file("ward.blt", WARD);
    assertEquals(2, run(ward.toString()));
    assertTrue(err.toString().contains("does not say how it is to be counted"), err.toString());
    assertEquals(2, run(ward.toString(), "-m", "dhondt"));
    assertTrue(err.toString().contains("no method dhondt"), err.toString());
    assertEquals(2, run(ward.toString(), "-m", "greedy"));
    assertTrue(err.toString().contains("neither costs nor budget"), err.toString());
    assertEquals(2, run(folder.resolve("none.blt").toString(), "-m", "irv"));
    assertTrue(err.toString().contains("no such file"), err.toString());
    assertEquals(2, run(ward.toString(), "-m", "irv", "--tie", "seed"));
    assertEquals(2, run(ward.toString(), "-m", "irv", "--seed", "xyz"));
    assertEquals(2, run(ward.toString(), "-m", "irv", "--overvote", "ask"));
    assertEquals(2, run(ward.toString(), "-m", "irv", "--seats", "2"));
    assertEquals(
        2, run(ward.toString(), "-m", "irv", "--json", folder.resolve("no/o.json").toString()));
    assertEquals(2, run());
  }

  @Test
  void tiesGoBySeedWhereOneIsGiven() throws IOException {
    Path level = file("level.blt", "2 1\n1 1 0\n1 2 0\n0\n\"Ada\"\n\"Grace\"\n\"Level\"\n");
    assertEquals(0, run(level.toString(), "-m", "plurality"));
    assertTrue(out.toString().contains("1  Ada\nNot"), out.toString());
    boolean other = false;
    for (int seed = 0; seed < 16; seed++) {
      begin();
      assertEquals(
          0, run(level.toString(), "-m", "plurality", "--seed", "0" + Integer.toHexString(seed)));
      other |= out.toString().contains("1  Grace\nNot");
    }
    assertTrue(other, "sixteen lots, and never the other one");
  }
}
