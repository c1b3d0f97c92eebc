package city.urna.api.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.signature.Signatures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who asked is told, by a real mail server and a real hook, after they confirmed. */
class NoticesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LINK =
      Pattern.compile("https://city\\.example(/v1/subscriptions/[0-9a-f]{32}/[a-z]+)");

  @TempDir private Path folder;

  private static NoticeSettings settings(int mailPort) {
    return new NoticeSettings(
        Optional.of(URI.create("https://city.example")),
        Optional.of(
            new NoticeSettings.Smtp(
                "127.0.0.1",
                mailPort,
                "none",
                "Town <no-reply@city.example>",
                Optional.empty(),
                Optional.empty())),
        true);
  }

  @Test
  void anAnswerIsMailedOnceConfirmedAndNotAfterItIsStopped() throws Exception {
    GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mails.start();
    try (Square square = new Square(folder, settings(mails.getSmtp().getPort()), 100_000)) {
      Tracker act = report(square, "mailto:ada@example.org");
      Square.await(() -> mails.getReceivedMessages().length == 1);
      MimeMessage asked = mails.getReceivedMessages()[0];
      assertEquals("ada@example.org", asked.getAllRecipients()[0].toString());
      assertEquals("auto-generated", asked.getHeader("Auto-Submitted", null));
      // Not confirmed yet: an answer is not told.
      square.decide(square.answer(new Digest(act.bytes()), 1, "Received").build()).is(201);
      Thread.sleep(1_200);
      assertEquals(1, mails.getReceivedMessages().length);
      String confirm = link(asked, "confirm");
      square.client.get(confirm).is(200);
      Thread.sleep(1_200);
      assertEquals(1, mails.getReceivedMessages().length, "looking at a link confirms nothing");
      square.client.post(confirm, Bytes.EMPTY).is(200);
      Square.await(() -> mails.getReceivedMessages().length == 2);
      square.decide(square.answer(new Digest(act.bytes()), 6, "Größere Lampe").build()).is(201);
      Square.await(() -> mails.getReceivedMessages().length == 3);
      MimeMessage told = mails.getReceivedMessages()[2];
      assertTrue(told.getSubject().contains("resolved"), told.getSubject());
      assertTrue(told.getContent().toString().contains("Größere Lampe"));
      assertTrue(told.getHeader("List-Unsubscribe", null).contains("/stop"));
      assertEquals("List-Unsubscribe=One-Click", told.getHeader("List-Unsubscribe-Post", null));
      square.client.post(link(told, "stop"), Bytes.EMPTY).is(200);
      square.decide(square.answer(new Digest(act.bytes()), 5, "And again").build()).is(201);
      Thread.sleep(1_500);
      assertEquals(3, mails.getReceivedMessages().length);
      assertTrue(
          square.sent(contact(square, act)).contains("mail server 127.0.0.1"),
          () -> square.sent(contact(square, act)).toString());
      square.client.get("/v1/subscriptions/" + "0".repeat(32) + "/stop").is(404);
    } finally {
      mails.stop();
    }
  }

  @Test
  void aHookThatAnswersItsTokenIsToldAndCanCheckTheSignature() throws Exception {
    record Call(String id, String time, String signature, String body) {}
    List<Call> calls = new CopyOnWriteArrayList<>();
    HttpServer hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              new Call(
                  exchange.getRequestHeaders().getFirst("webhook-id"),
                  exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                  exchange.getRequestHeaders().getFirst("webhook-signature"),
                  body));
          byte[] answer =
              JSON.readTree(body).path("token").asText().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    hook.start();
    try (Square square = new Square(folder, settings(9), 100_000)) {
      Tracker act = report(square, "http://127.0.0.1:" + hook.getAddress().getPort() + "/told");
      Square.await(() -> calls.size() == 1);
      square.decide(square.answer(new Digest(act.bytes()), 6, "Mended").build()).is(201);
      Square.await(() -> calls.size() == 2);
      Call call = calls.get(1);
      JsonNode told = JSON.readTree(call.body());
      assertEquals("urna.answer", told.path("type").asText());
      assertEquals("resolved", told.path("status").asText());
      assertEquals(act.hex(), told.path("act").asText());
      Bytes signed = Bytes.ofUtf8(call.id() + "." + call.time() + "." + call.body());
      Bytes signature = Bytes.fromBase64(call.signature().substring("v1a,".length())).orThrow();
      Bytes key = square.parties.log.publicKey();
      assertTrue(Signatures.verify(key, signed, signature));
      assertFalse(Signatures.verify(key, Bytes.ofUtf8("other"), signature));
    } finally {
      hook.stop(0);
    }
  }

  @Test
  void addressesOfTheMachineAndItsNetworkAreNotCalled() throws Exception {
    for (String within :
        List.of(
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.0.9",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "::1",
            "fe80::1",
            "fd00::1",
            "224.0.0.1",
            "255.255.255.255",
            "64:ff9b::7f00:1",
            "::ffff:10.0.0.1")) {
      assertFalse(Webhook.isPublic(InetAddress.getByName(within)), within);
    }
    assertTrue(Webhook.isPublic(InetAddress.getByName("93.184.216.34")));
    assertTrue(Webhook.isPublic(InetAddress.getByName("2606:2800:220:1:248:1893:25c8:1946")));
  }

  private static Tracker report(Square square, String contact) {
    return Square.tracker(
        square
            .taken(
                "{\"type\":\"report\",\"target\":\"%s\",\"text\":\"dark\",\"contact\":\"%s\"}"
                    .formatted(square.lamps.hash().hex(), contact))
            .path("act")
            .asText());
  }

  private static String contact(Square square, Tracker act) {
    return square.act(act).path("contents").path(1).path("commitment").asText();
  }

  private static String link(MimeMessage message, String end) throws Exception {
    Matcher links = LINK.matcher(message.getContent().toString());
    while (links.find()) {
      if (links.group(1).endsWith(end)) {
        return links.group(1);
      }
    }
    throw new AssertionError(message.getContent().toString());
  }
}
