package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code urna verify} as an observer uses it: exit status, text, JSON. */
class VerifyCommandTest {
  private static Observer observer;
  private static String earlier;

  @TempDir private Path directory;
  private Path archive;
  private Path trust;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void play() {
    Play play = new Play("command").open().issue();
    earlier = new Shelves(play.town).checkpoint(List.of(0));
    observer = Observer.of(play.cast().end());
  }

  @BeforeEach
  void write() throws IOException {
    archive = directory.resolve("archive");
    trust = directory.resolve("trust.json");
    Shelves.write(observer.files, archive);
    Files.writeString(trust, observer.trust.toString());
  }

  private int run(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("verify", archive.toString(), "--trust", trust.toString()));
    arguments.addAll(List.of(options));
    return command(arguments.toArray(new String[0]));
  }

  private int command(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  /** Writes the archive with one file changed and a manifest that fits it. */
  private void change(String name, byte[] content) {
    Map<String, byte[]> files = new java.util.TreeMap<>(observer.files);
    files.put(name, content);
    files.put("manifest.json", Shelves.manifest(files));
    Shelves.write(files, archive);
  }

  private String records() {
    return observer.files.keySet().stream()
        .filter(name -> name.startsWith("records/"))
        .findFirst()
        .orElseThrow();
  }

  private String firstFailure() {
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("First failing"))
        .findFirst()
        .orElse("none");
  }

  @Test
  void valid() {
    assertEquals(0, run());
    assertTrue(out.toString().startsWith("Verdict: VALID\n"), out.toString());
    assertTrue(out.toString().endsWith("Verdict: VALID\n"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void quiet() {
    assertEquals(0, run("--quiet"));
    assertTrue(out.toString().lines().count() < 6, out.toString());
  }

  @Test
  void json() throws IOException {
    Path json = directory.resolve("verdict.json");

    assertEquals(0, run("--json", json.toString()));
    JsonNode verdict = new ObjectMapper().readTree(json.toFile());
    assertEquals("valid", verdict.get("verdict").textValue());
    assertEquals("V1.1", verdict.at("/checks/0/id").textValue());
    assertEquals("notApplicable", verdict.at("/checks/4/status").textValue());
    assertEquals(4, verdict.at("/ballots/recorded").intValue());
  }

  @Test
  void jsonThatCannotBeWritten() {
    assertEquals(74, run("--json", directory.resolve("no/such/place").toString()));
    assertTrue(err.toString().contains("cannot be written"), err.toString());
  }

  @Test
  void extendsAnEarlierCheckpoint() throws IOException {
    Path since = Files.writeString(directory.resolve("since"), earlier);

    assertEquals(0, run("--since", since.toString()));
    assertTrue(out.toString().contains("ok    V1.5"), out.toString());
  }

  @Test
  void forkOfAnEarlierCheckpoint() throws IOException {
    Play other = new Play("command").open();
    other.founding.roll(List.of("all"));
    other.issue();
    Path since =
        Files.writeString(
            directory.resolve("since"), new Shelves(other.town).checkpoint(List.of(0)));

    assertEquals(1, run("--since", since.toString()));
    assertTrue(firstFailure().contains("V1.5"), out.toString());
  }

  @Test
  void fileThatNobodyListed() throws IOException {
    Files.writeString(archive.resolve("notes.txt"), "hello");

    assertEquals(1, run());
    assertTrue(firstFailure().contains("V1.1"), out.toString());
  }

  @Test
  void forgedCheckpoint() {
    Town stranger = new Town("stranger", Town.Plan.USUAL);
    String own = new String(observer.files.get("checkpoint"), StandardCharsets.UTF_8);
    String forged = new Shelves(stranger).checkpoint(List.of(0, 1, 2));
    change(
        "checkpoint",
        Ink.ascii(
            own.substring(0, own.indexOf("\n\n")) + forged.substring(forged.indexOf("\n\n"))));

    assertEquals(1, run());
    assertTrue(firstFailure().contains("V1.2"), out.toString());
  }

  @Test
  void tooFewCosigners() {
    String own = new String(observer.files.get("checkpoint"), StandardCharsets.UTF_8);
    List<String> lines = own.lines().toList();
    change("checkpoint", Ink.ascii(String.join("\n", lines.subList(0, 6)) + "\n"));

    assertEquals(1, run());
    assertTrue(firstFailure().contains("V1.2"), out.toString());
  }

  @Test
  void alteredRecord() {
    byte[] records = observer.files.get(records()).clone();
    records[records.length - 1] ^= 1;
    change(records(), records);

    assertEquals(1, run());
    assertTrue(firstFailure().contains("V1.4"), out.toString());
  }

  @Test
  void blockSignedByAStranger() {
    byte[] headers = observer.files.get("headers").clone();
    headers[headers.length - 1] ^= 1;
    change("headers", headers);

    assertEquals(1, run());
    assertTrue(firstFailure().contains("V2.4"), out.toString());
  }

  @Test
  void noArchive() throws IOException {
    Files.delete(archive.resolve("manifest.json"));

    assertEquals(2, run());
    assertTrue(out.toString().startsWith("Verdict: UNREADABLE"), out.toString());
  }

  @Test
  void brokenTrustFile() throws IOException {
    Path json = directory.resolve("verdict.json");
    Files.writeString(trust, "{\"format\":\"urna-trust/v1\"}");

    assertEquals(2, run("--json", json.toString()));
    assertTrue(out.toString().contains("suite"), out.toString());
    assertEquals(
        "unreadable", new ObjectMapper().readTree(json.toFile()).get("verdict").textValue());
  }

  @Test
  void wrongUsage() {
    assertEquals(64, run("--no-such-option"));
    assertEquals(64, command("verify", archive.toString()));
    assertEquals(64, command("verify", "--trust", trust.toString()));
    assertTrue(err.toString().contains("--trust FILE"), err.toString());
  }

  @Test
  void receiptIsACommandOfItsOwn() {
    assertEquals(0, command("verify", "receipt", "--help"));
    assertTrue(out.toString().contains("Checks a receipt"), out.toString());
  }

  @Test
  void beforeDecryption() {
    assertEquals(0, run("--before-decryption"));
    assertFalse(out.toString().contains("V10.1"), out.toString());
  }
}
