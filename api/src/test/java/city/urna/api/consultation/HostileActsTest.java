package city.urna.api.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, with the right status, and of which nothing is kept. */
class HostileActsTest {
  @TempDir private Path folder;

  @Test
  void whatIsNotAsItHasToBeIsRefusedAndNothingIsWritten() throws Exception {
    try (Square square = new Square(folder)) {
      String lamps = square.lamps.hash().hex();
      String report = "{\"type\":\"report\",\"target\":\"" + lamps + "\"";
      for (String malformed :
          List.of(
              "",
              "[]",
              "{",
              "{}",
              "{\"type\":\"revolt\"}",
              report + ",\"text\":7}",
              report + ",\"text\":\"x\",\"extra\":1}",
              report + ",\"text\":\"x\",\"value\":-1}",
              report + ",\"text\":\"x\",\"withhold\":[\"all\"]}",
              report + ",\"photos\":[\"%%%\"]}",
              "{\"type\":\"report\",\"target\":\"xyz\",\"text\":\"x\"}")) {
        square.contribute(malformed).isProblem(400, "malformed", "");
      }
      for (String content :
          List.of(
              report + ",\"text\":\"  \"}",
              report + ",\"text\":\"\\u0000\"}",
              report + ",\"text\":\"turned \\u202e around\"}",
              report + ",\"text\":\"x\",\"name\":\"two\\nlines\"}",
              report + ",\"text\":\"x\",\"contact\":\"javascript:alert(1)\"}",
              report + ",\"text\":\"x\",\"contact\":\"mailto:a@b\\r\\nBcc: c@d\"}",
              report + ",\"text\":\"x\",\"place\":{\"lat\":91,\"long\":0}}",
              report + ",\"text\":\"x\",\"place\":{\"lat\":1}}",
              report + ",\"text\":\"x\",\"place\":{\"color\":\"red\"}}",
              report + ",\"photos\":[\"PHNjcmlwdD4=\"]}")) {
        square.contribute(content).isProblem(422, "content", "");
      }
      square.contribute(report + "}").isProblem(422, "refused", "R14 act");
      square
          .contribute("{\"type\":\"support\",\"target\":\"" + lamps + "\",\"value\":1}")
          .isProblem(422, "refused", "R14 act");
      square
          .client
          .postJson(
              "/v1/processes/" + Parties.PROCESS + "/scopes/nowhere/contributions",
              report + ",\"text\":\"x\"}")
          .isProblem(422, "refused", "R4 phase");

      Content text = Content.text("dark", square.parties.random);
      Bytes act = signed(square, text);
      square.act(call(act).build()).isProblem(422, "content", "");
      Content other = Content.text("bright", square.parties.random);
      square
          .act(call(act).addContents(other.encode().toByteString()).build())
          .isProblem(422, "content", "");
      square
          .act(call(act).addContents(Bytes.zero(5).toByteString()).build())
          .isProblem(400, "malformed", "");
      Bytes broken = Bytes.concat(act.slice(0, act.size() - 1), Bytes.zero(1));
      square
          .act(call(broken).addContents(text.encode().toByteString()).build())
          .isProblem(422, "refused", "R3 signature");
      square.client.post("/v1/acts", Bytes.EMPTY).isProblem(400, "malformed", "");
      square.client.post("/v1/acts", Bytes.EMPTY, "text/plain").isProblem(415, "media-type", "");
      square
          .client
          .post("/v1/acts", Bytes.zero(ActRoutes.MOST_BYTES + 1))
          .isProblem(413, "too-large", "");
      Content page =
          Content.of(
              ContentKind.ATTACHMENT,
              "text/html",
              Bytes.ofUtf8("<script>alert(1)</script>"),
              square.parties.random);
      square
          .act(
              call(signed(square, text, page))
                  .addContents(text.encode().toByteString())
                  .addContents(page.encode().toByteString())
                  .build())
          .isProblem(422, "content", "");
      square
          .client
          .post("/v1/attachments", Bytes.ofUtf8("<html><body>"), "image/png")
          .isProblem(422, "content", "");
      square.decide(square.answer(new Digest(Bytes.zero(32)), 9, "no").build()).is(422);
      square.client.post("/v1/decisions", Bytes.zero(3)).isProblem(400, "malformed", "");

      for (String table : List.of("contents", "waiting", "acts", "lists", "decisions", "named")) {
        assertEquals(0, rows(table), table);
      }

      // A whole one is taken, twice the same, and its file is only ever saved.
      ActCall good = call(act).addContents(text.encode().toByteString()).build();
      String first = square.act(good).is(201).json().path("receipt").toString();
      assertEquals(first, square.act(good).is(201).json().path("receipt").toString());
      assertEquals(1, rows("acts"));
      String commitment = text.commitment(Parties.PROCESS, Square.SCOPE).hex();
      assertEquals("dark", square.client.get("/v1/contents/" + commitment).is(200).text());
      for (String path :
          List.of(
              "/v1/acts/" + "0".repeat(64),
              "/v1/contents/" + "0".repeat(64),
              "/v1/contents/" + "0".repeat(64) + "/sent",
              "/v1/anchors/" + "0".repeat(64) + "/acts",
              "/v1/items/" + "0".repeat(64),
              "/v1/processes/nowhere/acts",
              "/v1/processes/nowhere/counters",
              "/v1/processes/nowhere/feed.atom",
              "/v1/processes/" + Parties.PROCESS + "/acts?scope=nowhere")) {
        square.client.get(path).isProblem(404, "not-found", "");
      }
      for (String query :
          List.of(
              "limit=0",
              "limit=201",
              "limit=x",
              "cursor=-",
              "type=revolt",
              "near=1,2",
              "near=91,0,5",
              "near=1,2,3,4",
              "target=zz",
              "match=fuzzy",
              "from=-1",
              "q=" + "a".repeat(501))) {
        square
            .client
            .get("/v1/processes/" + Parties.PROCESS + "/acts?" + query)
            .isProblem(400, "malformed", "");
      }
      // Whatever is asked for is words and never the index's own language.
      for (String query :
          List.of(
              "%22",
              "a+OR",
              "NEAR(a",
              "words:dark",
              "%22+OR+1=1",
              "'%3B--",
              "*",
              "-dark",
              "a+AND",
              "%E2%80%AE",
              "%00",
              "scope:s1",
              "%7Bdark%7D",
              "%5Edark")) {
        square.list("q=" + query);
      }
      assertEquals(1, square.list("q=%22dark%22").path("total").asInt());
    }
  }

  @Test
  void whoSendsTooMuchIsToldToWait() throws Exception {
    try (Square square = new Square(folder, NoticeSettings.NONE, 3)) {
      for (int i = 0; i < 3; i++) {
        square.report("lamp " + i);
      }
      var refused =
          square.contribute(
              "{\"type\":\"report\",\"target\":\"%s\",\"text\":\"x\"}"
                  .formatted(square.lamps.hash().hex()));
      refused.isProblem(429, "quota", "");
      assertTrue(refused.retryAfter().isPresent());
    }
  }

  private static ActCall.Builder call(Bytes publicAct) {
    return ActCall.newBuilder()
        .setProcess(Parties.PROCESS)
        .setScope(Square.SCOPE)
        .setPublicAct(publicAct.toByteString());
  }

  private static Bytes signed(Square square, Content... contents) {
    return ActDraft.on(ActType.REPORT, Optional.of(square.lamps.hash()), 0)
        .with(
            List.of(contents).stream()
                .map(content -> content.reference(Parties.PROCESS, Square.SCOPE, ""))
                .toList())
        .sign(
            square.forum, Ed25519PrivateKey.generate(square.parties.random), square.parties.random);
  }

  private int rows(String table) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("consultation.db"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return row.getInt(1);
    }
  }
}
