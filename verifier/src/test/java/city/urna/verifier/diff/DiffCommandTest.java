package city.urna.verifier.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.SmallArchive;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DiffCommandTest {
  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private int written;

  private Path write(Map<String, Bytes> files) throws IOException {
    return SmallArchive.write(files, temporary.resolve("archive-" + written++));
  }

  private JsonNode diff(int status, Path a, Path b, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(a.toString(), b.toString(), "--json"));
    args.addAll(List.of(more));
    out.getBuffer().setLength(0);
    assertEquals(status, execute(args), out.toString());
    return new ObjectMapper().readTree(out.toString());
  }

  private int execute(List<String> args) {
    return new CommandLine(new DiffCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(out))
        .execute(args.toArray(new String[0]));
  }

  @Test
  void tellsSameExtensionAndFork() throws IOException {
    SmallArchive small = new SmallArchive(300, 61);
    Path a = write(small.files());
    assertEquals("same", diff(0, a, a).path("result").asText());

    Path longer = write(new SmallArchive(310, 61).files());
    JsonNode extension = diff(0, a, longer);
    assertEquals("extension", extension.path("result").asText());
    assertEquals("B", extension.path("longer").asText());
    assertEquals("A", diff(0, longer, a).path("longer").asText());

    SmallArchive other = new SmallArchive(300, 61);
    other.records.set(270, other.records.get(271));
    JsonNode fork = diff(1, a, write(other.files()));
    assertEquals("fork", fork.path("result").asText());
    assertEquals(270, fork.path("position").asLong());
    assertEquals(3, fork.path("checkpointLines").get(0).path("line").asInt());
  }

  @Test
  void tellsCheckpointLinesApartWhereTheLogsAgree() throws IOException {
    SmallArchive small = new SmallArchive(20, 62);
    Path a = write(small.files());
    small.signing = List.of(0, 2);
    JsonNode same = diff(0, a, write(small.files()));
    assertEquals("same", same.path("result").asText());
    assertEquals(7, same.path("checkpointLines").get(0).path("line").asInt());
  }

  @Test
  void verifiesSignaturesUnderATrustFile() throws IOException {
    SmallArchive small = new SmallArchive(20, 63);
    Path trust = Files.write(temporary.resolve("trust.json"), small.trustFile().toArray());
    Path a = write(small.files());
    JsonNode valid = diff(0, a, a, "--trust", trust.toString());
    assertEquals("valid", valid.path("signaturesA").asText());
    small.signing = List.of(1);
    JsonNode few = diff(1, a, write(small.files()), "--trust", trust.toString());
    assertEquals("valid", few.path("signaturesA").asText());
    assertTrue(few.path("signaturesB").asText().contains("1 cosignatures of 2"), few.toString());
  }

  @Test
  void namesAnArchiveThatContradictsItself() throws IOException {
    SmallArchive small = new SmallArchive(20, 64);
    Path a = write(small.files());
    Map<String, Bytes> files = new TreeMap<>(small.files());
    files.put("checkpoint", new SmallArchive(20, 65).checkpoint(20));
    JsonNode broken = diff(1, a, write(files));
    assertEquals("broken", broken.path("result").asText());
    assertEquals("B", broken.path("broken").asText());
    files.remove("checkpoint");
    assertEquals(2, execute(List.of(a.toString(), write(files).toString())));
    assertEquals(2, execute(List.of(a.toString(), "nowhere")));
  }

  @Test
  void speaksPlainly() throws IOException {
    Path a = write(new SmallArchive(6, 66).files());
    Path b = write(new SmallArchive(7, 66).files());
    assertEquals(0, execute(List.of(a.toString(), b.toString())));
    assertTrue(
        out.toString().startsWith("B extends the other: both agree on 6 entries, B has 1 more\n"),
        out.toString());
    out.getBuffer().setLength(0);
    assertEquals(
        1, execute(List.of(a.toString(), write(new SmallArchive(6, 67).files()).toString())));
    assertTrue(out.toString().startsWith("FORK at position 0\n"), out.toString());
  }
}
