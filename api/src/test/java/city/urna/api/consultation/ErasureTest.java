package city.urna.api.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.CapturedLog;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an office has redacted is in nothing that the node holds, searched byte by byte. */
class ErasureTest {
  /** Words that no other text of the test has; the index writes them in lower case. */
  private static final List<String> MARKS =
      List.of("Quetzalcoatlus", "quetzalcoatlus", "Xylophonegasse", "xylophonegasse", "Zwxqvmann");

  @TempDir private Path folder;

  @Test
  void aRedactedTextIsNowhereAndTheRecordSaysSo() throws Exception {
    List<String> log;
    String text = ("Quetzalcoatlus wohnt hier. ").repeat(400);
    try (CapturedLog captured = new CapturedLog()) {
      captured.begin();
      try (Square square = new Square(folder)) {
        for (int i = 0; i < 20; i++) {
          square.report("An innocent lamp number " + i);
        }
        JsonNode answer =
            square.taken(
                """
                {"type":"report","target":"%s","text":"%s","name":"Zwxqvmann",
                 "contact":"mailto:Zwxqvmann@example.org",
                 "place":{"lat":52.5,"long":13.4,"address":"Xylophonegasse 7"}}
                """
                    .formatted(square.lamps.hash().hex(), text));
        Tracker act = Square.tracker(answer.path("act").asText());
        List<String> commitments = new ArrayList<>();
        square
            .act(act)
            .path("contents")
            .forEach(content -> commitments.add(content.path("commitment").asText()));
        assertEquals(4, commitments.size());
        assertEquals(1, square.list("q=quetzalcoatlus").path("total").asInt());
        assertEquals(1, square.list("q=xylophonegasse&match=exact").path("total").asInt());
        assertTrue(feed(square).contains("Quetzalcoatlus"));
        List<Bytes> salts = new ArrayList<>();
        List<String> archived = archive(square);
        for (String commitment : List.of(commitments.get(0), commitments.get(1))) {
          assertTrue(archived.contains("contents/" + commitment));
          Bytes file = square.client.get("/archive/contents/" + commitment).is(200).body();
          salts.add(Content.decode(file).orThrow().salt());
        }
        assertFalse(archived.contains("contents/" + commitments.get(2)), "a contact is withheld");
        // Everything is there before, or the search below could not fail.
        assertFalse(found("Quetzalcoatlus".getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertFalse(found("quetzalcoatlus".getBytes(StandardCharsets.UTF_8)).isEmpty());
        assertFalse(found(salts.get(0).toArray()).isEmpty());

        Decision.Builder redaction = square.on(2, act, commitments, "personal data");
        square.decide(redaction.build()).isProblem(409, "conflict", "");
        for (String commitment : commitments) {
          for (String place : square.sent(commitment)) {
            if (!redaction.getSentList().contains(place)) {
              redaction.addSent(place);
            }
          }
        }
        assertTrue(
            redaction.getSentList().stream().anyMatch(place -> place.startsWith("archive of ")),
            redaction::toString);
        JsonNode decided = square.decide(redaction.build()).is(201).json();

        // When the office has its answer, it is gone.
        for (String mark : MARKS) {
          assertEquals(List.of(), found(mark.getBytes(StandardCharsets.UTF_8)), mark);
          byte[] coded =
              Bytes.ofUtf8(mark.substring(0, 9)).base64().getBytes(StandardCharsets.US_ASCII);
          assertEquals(List.of(), found(coded), mark);
        }
        for (Bytes salt : salts) {
          assertEquals(List.of(), found(salt.toArray()), "salt");
        }
        assertEquals(0, square.list("q=quetzalcoatlus").path("total").asInt());
        assertEquals(0, square.list("near=52.5,13.4,100").path("total").asInt());
        assertFalse(feed(square).contains("Quetzalcoatlus"));
        assertTrue(feed(square).contains("redacted by works: personal data"));
        for (String commitment : commitments) {
          square.client.get("/v1/contents/" + commitment).isProblem(410, "gone", "");
        }
        square
            .act(act)
            .path("contents")
            .forEach(content -> assertEquals("redacted", content.path("state").asText()));
        assertEquals(4, square.counters().path("contents").path("redacted").asInt());

        // The tombstone is on the log, with where the text had gone.
        SignedRecord record =
            SignedRecord.parse(
                    square.ledger.log().record(decided.path("position").asLong()).orElseThrow())
                .orThrow();
        assertEquals(
            redaction.getSentList(), record.body(Decision.parser()).orThrow().getSentList());

        // A new archive has all other contents, and none of these.
        List<String> after = archive(square);
        commitments.forEach(one -> assertFalse(after.contains("contents/" + one)));
        assertEquals(20, after.stream().filter(name -> name.startsWith("contents/")).count());
        // The same content does not come back.
        assertEquals(List.of(), found(salts.get(0).toArray()));
      }
      log = captured.lines();
    }
    for (String mark : MARKS) {
      assertTrue(log.stream().noneMatch(line -> line.contains(mark)), mark);
    }
    // Also once the files are closed.
    for (String mark : MARKS) {
      assertEquals(List.of(), found(mark.getBytes(StandardCharsets.UTF_8)), mark);
    }
  }

  private static String feed(Square square) {
    return square.client.get("/v1/processes/" + Parties.PROCESS + "/feed.atom").is(200).text();
  }

  /** The names of a fresh archive. */
  private static List<String> archive(Square square) {
    List<String> names = new ArrayList<>();
    Square.await(() -> square.client.get("/archive/manifest.json").status() == 200);
    square
        .client
        .get("/archive/manifest.json")
        .is(200)
        .json()
        .path("files")
        .forEach(file -> names.add(file.path("name").asText()));
    return names;
  }

  /** Every file of node and organizations that holds these bytes. */
  private List<String> found(byte[] bytes) throws IOException {
    String sought = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(sought)) {
          holding.add(folder.relativize(file).toString());
        }
      }
    }
    return holding;
  }
}
