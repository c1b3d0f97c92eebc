package city.urna.verifier.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.SmallArchive;
import city.urna.verifier.log.SmallArchive.Part;
import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Phase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReceiptCommandTest {
  @TempDir private Path temporary;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static Part part(Kind kind, String body) {
    return new Part(kind, body.getBytes(StandardCharsets.US_ASCII));
  }

  private static Part ballot(String credential, Bytes replaces, String mark) {
    return new Part(
        Kind.BALLOT,
        Ballot.newBuilder()
            .setCredential(ByteString.copyFromUtf8(credential))
            .setReplaces(ByteString.copyFrom(replaces.toArray()))
            .setMark(mark)
            .build()
            .toByteArray());
  }

  private static Part phase(int step) {
    return new Part(Kind.PHASE, Phase.newBuilder().setStep(step).build().toByteArray());
  }

  /** Five records up to the freeze with casting, then these. */
  private static SmallArchive archive(Part... rest) {
    List<Part> parts =
        new ArrayList<>(
            List.of(
                part(Kind.GENESIS, "g"),
                part(Kind.PROCESS, "p"),
                part(Kind.ITEM, "i"),
                part(Kind.ITEM, "j"),
                SmallArchive.freeze()));
    parts.addAll(List.of(rest));
    return new SmallArchive(parts);
  }

  private static Bytes tracker(Part ballot) {
    return archive(ballot).trackers.get(5);
  }

  private int run(SmallArchive small, Bytes receipt, String... more) throws IOException {
    Path file = Files.write(temporary.resolve("receipt"), receipt.toArray());
    Path trust = Files.write(temporary.resolve("trust.json"), small.trustFile().toArray());
    List<String> args = new ArrayList<>(List.of(file.toString(), "--trust", trust.toString()));
    args.addAll(List.of(more));
    out.getBuffer().setLength(0);
    return new CommandLine(new ReceiptCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args.toArray(new String[0]));
  }

  private JsonNode json(SmallArchive small, int position, int size, int status) throws IOException {
    Path directory = Files.createTempDirectory(temporary, "archive");
    SmallArchive.write(small.files(), directory);
    assertEquals(
        status,
        run(small, small.receipt(position, size), "--json", "--archive", directory.toString()),
        () -> out + " " + err);
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void saysRecordedWhenAndByWhom() throws IOException {
    SmallArchive small = archive(ballot("a", Bytes.ZERO_32, "123456"));
    assertEquals(0, run(small, small.receipt(5, 6)));
    String text = out.toString();
    assertTrue(text.contains("recorded: ballot at position 5 of log.example/1"), text);
    assertTrue(text.contains(small.trackers.get(5).hex()), text);
    assertTrue(text.contains("when:     2026-09-21T14:13:21Z"), text);
    assertTrue(text.contains("cosigned: org-2, 2026-09-21T14:13:22Z"), text);
    assertTrue(text.contains("counted:  not asked"), text);
  }

  @Test
  void refusesWhatIsNoReceiptOfThisLog() throws IOException {
    SmallArchive small = archive(ballot("a", Bytes.ZERO_32, "123456"));
    assertEquals(1, run(small, Bytes.ofUtf8("junk")));
    assertTrue(out.toString().startsWith("REFUSED"), out.toString());
    byte[] bytes = small.receipt(5, 6).toArray();
    bytes[bytes.length - 30] ^= 1;
    assertEquals(1, run(small, Bytes.of(bytes)));
    small.signing = List.of(1);
    assertEquals(1, run(small, small.receipt(5, 6)));
    assertEquals(2, run(small, small.receipt(5, 6), "--archive", "nowhere"));
    assertTrue(err.toString().contains("unreadable"), err.toString());
  }

  @Test
  void saysWhichBallotCounts() throws IOException {
    Part first = ballot("a", Bytes.ZERO_32, "000001");
    Part second = ballot("a", tracker(first), "000002");
    Part fork = ballot("a", tracker(first), "000003");
    Part others = ballot("b", Bytes.ZERO_32, "000004");
    Part late = ballot("b", tracker(others), "000005");
    SmallArchive small =
        archive(first, second, fork, others, first, part(Kind.ITEM, "k"), phase(3), late);
    assertEquals("superseded", json(small, 5, 13, 0).path("counted").asText());
    assertEquals("counts", json(small, 6, 13, 0).path("counted").asText());
    assertEquals("unchained", json(small, 7, 10, 0).path("counted").asText());
    assertEquals("counts", json(small, 8, 9, 0).path("counted").asText());
    assertEquals("repeated", json(small, 9, 13, 0).path("counted").asText());
    assertEquals("no-ballot", json(small, 10, 13, 0).path("counted").asText());
    assertEquals("out-of-time", json(small, 12, 13, 0).path("counted").asText());
    SmallArchive open = archive(first);
    assertEquals("counts-so-far", json(open, 5, 6, 0).path("counted").asText());
  }

  @Test
  void anArchiveOfAnotherHistoryContradictsTheReceipt() throws IOException {
    SmallArchive small = archive(ballot("a", Bytes.ZERO_32, "000001"), phase(3));
    SmallArchive fork = archive(ballot("a", Bytes.ZERO_32, "000002"), phase(3));
    SmallArchive shorter = archive();
    Path directory = SmallArchive.write(fork.files(), temporary.resolve("fork"));
    assertEquals(1, run(small, small.receipt(5, 6), "--json", "--archive", directory.toString()));
    assertTrue(out.toString().contains("contradiction"), out.toString());
    Path prefix = SmallArchive.write(shorter.files(), temporary.resolve("prefix"));
    assertEquals(0, run(small, small.receipt(5, 6), "--json", "--archive", prefix.toString()));
    assertTrue(out.toString().contains("not-covered"), out.toString());
    // A fork behind the receipt's own entry shows in the root at the receipt's size.
    SmallArchive after = archive(ballot("a", Bytes.ZERO_32, "000001"), phase(6));
    Path later = SmallArchive.write(after.files(), temporary.resolve("later"));
    assertEquals(1, run(small, small.receipt(5, 7), "--json", "--archive", later.toString()));
    assertEquals(0, run(small, small.receipt(5, 6), "--json", "--archive", later.toString()));
  }

  /** The freeze of these archives has the election hash that the tests count on. */
  @Test
  void trackersStandOnTheElectionHash() {
    Part first = ballot("a", Bytes.ZERO_32, "000001");
    Bytes process =
        city.urna.verifier.record.Envelope.parse(archive().records.get(1)).orThrow().hash();
    Bytes election =
        Transcript.of("election", "p", "s", process)
            .absorb(
                "definition",
                Bytes.of(Definition.newBuilder().setRollSize(7).build().toByteArray()))
            .hash();
    assertEquals(
        Transcript.of("ballot", "p", "s", election).absorb("body", Bytes.of(first.body())).hash(),
        tracker(first));
  }
}
