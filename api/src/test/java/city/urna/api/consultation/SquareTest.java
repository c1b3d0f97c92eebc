package city.urna.api.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.PublicActReceipt;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A contribution from its writing to its answer, over HTTP alone. */
class SquareTest {
  @TempDir private Path folder;

  @Test
  void aReportIsAnchoredListedFoundAndAnswered() throws Exception {
    try (Square square = new Square(folder)) {
      JsonNode answer =
          square.taken(
              """
              {"type":"report","target":"%s","text":"Die Straßenlampe vor Nr. 7 ist kaputt, Café zu",
               "name":"Ada","contact":"mailto:ada@example.org",
               "place":{"lat":52.52,"long":13.405,"address":"Hauptstraße 7"}}
              """
                  .formatted(square.lamps.hash().hex()));
      Tracker act = Square.tracker(answer.path("act").asText());
      assertInstanceOf(
          PublicActReceipt.Outcome.Recorded.class,
          receipt(answer.path("receipt")).check(square.trust));
      JsonNode row = square.act(act);
      assertEquals("counted", row.path("standing").asText());
      assertEquals("Ada", row.path("contents").path(1).path("text").asText());
      assertEquals("withheld", row.path("contents").path(2).path("state").asText());
      assertTrue(!row.toString().contains("example.org"), row::toString);
      for (String query :
          List.of(
              "q=cafe",
              "q=CAF%C3%89&match=exact",
              "q=strassenlampe+kaputt&match=plain&type=report".replace("strass", "stra%C3%9F"),
              "near=52.5201,13.4049,50",
              "q=haupt*",
              "type=report&identity=public&channel=web&status=open",
              "target=" + square.lamps.hash().hex())) {
        assertEquals(1, square.list(query).path("total").asInt(), query);
      }
      for (String none :
          List.of(
              "q=cafe&match=exact",
              "near=52.53,13.405,100",
              "type=comment",
              "status=closed",
              "q=-")) {
        assertEquals(0, square.list(none).path("total").asInt(), none);
      }
      Square.await(() -> square.act(act).path("recorded").path("cosigned").asBoolean());
      JsonNode timed = square.act(act);
      assertEquals(
          timed.path("recorded").path("seconds").asLong() + 86_400, timed.path("due").asLong());
      square.decide(square.answer(new Digest(act.bytes()), 5, "We look").build()).is(201);
      assertEquals(1, square.list("status=open").path("total").asInt());
      square.decide(square.answer(new Digest(act.bytes()), 6, "Mended").build()).is(201);
      assertEquals(1, square.list("status=closed").path("total").asInt());
      JsonNode decisions = square.act(act).path("decisions");
      assertEquals("replied", decisions.path(0).path("status").asText());
      assertEquals("resolved", decisions.path(1).path("status").asText());
      JsonNode counters = square.counters();
      assertEquals(1, counters.path("answers").path("answered").asInt(), counters::toString);
      assertEquals(1, counters.path("contents").path("withheld").asInt());
      String feed = square.client.get("/v1/acts/" + act.hex() + "/feed.atom").is(200).text();
      assertTrue(feed.contains("Mended") && feed.contains("kaputt"), feed);
    }
  }

  static PublicActReceipt receipt(JsonNode json) {
    List<Digest> path = new ArrayList<>();
    json.path("path").forEach(hash -> path.add(new Digest(Bytes.fromHex(hash.asText()).orThrow())));
    return new PublicActReceipt(
        new Context(
            Parties.PROCESS,
            Square.SCOPE,
            new Digest(Bytes.fromHex(json.path("election").asText()).orThrow())),
        Bytes.fromBase64(json.path("act").asText()).orThrow(),
        json.path("index").asInt(),
        path,
        Bytes.fromBase64(json.path("anchor").asText()).orThrow(),
        Receipt.parse(Bytes.ofUtf8(json.path("proof").asText())).orThrow());
  }
}
