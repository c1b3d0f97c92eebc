package city.urna.api.consultation;

import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.Content;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Optional;

/**
 * Contents of acts and decisions, and the lists that anchors stand for. A file is handed out to be
 * saved, never to be shown as a page or run: whatever its bytes are, a browser does nothing with
 * it.
 */
public final class ContentRoutes implements HttpService {
  private final StoredConsultations consultations;
  private final Receipts receipts;

  public ContentRoutes(StoredConsultations consultations) {
    this.consultations = consultations;
    this.receipts = new Receipts(consultations);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/v1/contents/{commitment}",
            (request, response) -> content(new Exchange(request, response)))
        .get(
            "/v1/contents/{commitment}/sent",
            (request, response) -> sent(new Exchange(request, response)))
        .get(
            "/v1/anchors/{anchor}/acts",
            (request, response) -> list(new Exchange(request, response)));
  }

  private void content(Exchange exchange) {
    Digest commitment = exchange.digest("commitment");
    record Found(ContentRow.State state, Optional<Content> content) {}
    Found found =
        consultations.read(
            session ->
                new Found(
                    ContentStore.state(session, commitment),
                    isNamed(session, commitment)
                        ? ContentStore.published(session, commitment)
                        : Optional.empty()));
    switch (found.state()) {
      case ContentRow.State.Public published ->
          found
              .content()
              .ifPresentOrElse(
                  content -> file(exchange, content.mediaType(), content.bytes()),
                  () -> {
                    throw nothing();
                  });
      case ContentRow.State.Withheld(String by, String reason) ->
          throw new Problem(Problem.Type.FORBIDDEN, "withheld by %s: %s".formatted(by, reason));
      case ContentRow.State.Redacted(String by, String reason) ->
          throw new Problem(Problem.Type.GONE, "redacted by %s: %s".formatted(by, reason));
      case ContentRow.State.Missing missing -> throw nothing();
    }
  }

  /** A content is public from when its act stands on the log, and not before. */
  private static boolean isNamed(city.urna.network.store.Session session, Digest commitment)
      throws java.sql.SQLException {
    return session
        .one("SELECT 1 FROM refs WHERE commitment = ? LIMIT 1", row -> row.getInt(1), commitment)
        .isPresent();
  }

  private static Problem nothing() {
    return new Problem(Problem.Type.NOT_FOUND, "no public content of this commitment");
  }

  /** Bytes that a browser saves and does not look into. */
  static void file(Exchange exchange, String mediaType, Bytes bytes) {
    exchange
        .response()
        .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
        .header(HeaderNames.create("Content-Security-Policy"), "default-src 'none'; sandbox")
        .header(HeaderNames.create("Content-Disposition"), "attachment")
        .header(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    exchange.answer(
        bytes, mediaType.startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType);
  }

  private void sent(Exchange exchange) {
    Digest commitment = exchange.digest("commitment");
    List<String> places =
        consultations.read(
            session -> {
              if (!isNamed(session, commitment)) {
                throw new Problem(Problem.Type.NOT_FOUND, "nothing on the log names it");
              }
              return Sent.places(session, commitment);
            });
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("sent");
    places.forEach(list::add);
    exchange.answer(200, json);
  }

  private void list(Exchange exchange) {
    exchange.answer(
        receipts
            .list(exchange.digest("anchor"))
            .orElseThrow(
                () -> new Problem(Problem.Type.NOT_FOUND, "no anchor of this hash is here")),
        "application/octet-stream");
  }
}
