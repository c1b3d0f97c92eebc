package city.urna.api.consultation;

import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;

/**
 * Links in notices. Whoever follows one sees a button; only pressing it does something, as mail
 * programs follow links by themselves (RFC 8058: they never press).
 */
public final class SubscriptionRoutes implements HttpService {
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>%s</title>
      <meta name="viewport" content="width=device-width"></head>
      <body><main><h1>%s</h1><form method="post"><button>%s</button></form></main></body></html>
      """;

  private final StoredConsultations consultations;

  public SubscriptionRoutes(StoredConsultations consultations) {
    this.consultations = consultations;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/v1/subscriptions/{token}/confirm",
            (request, response) ->
                page(new Exchange(request, response), "Be told of answers", "Confirm"))
        .post(
            "/v1/subscriptions/{token}/confirm",
            (request, response) ->
                wish(new Exchange(request, response), Notices.CONFIRMED, "You will be told."))
        .get(
            "/v1/subscriptions/{token}/stop",
            (request, response) -> page(new Exchange(request, response), "No more notices", "Stop"))
        .post(
            "/v1/subscriptions/{token}/stop",
            (request, response) ->
                wish(
                    new Exchange(request, response),
                    Notices.STOPPED,
                    "You will not be told any more."));
  }

  private static String token(Exchange exchange) {
    String token = exchange.request().path().pathParameters().get("token");
    if (!token.matches("[0-9a-f]{32}")) {
      throw unknown();
    }
    return token;
  }

  private static Problem unknown() {
    return new Problem(Problem.Type.NOT_FOUND, "this link leads nowhere, or its contact is erased");
  }

  private void page(Exchange exchange, String title, String button) {
    String token = token(exchange);
    boolean known =
        consultations.read(
            session ->
                session
                    .one("SELECT 1 FROM subscriptions WHERE token = ?", row -> row.getInt(1), token)
                    .isPresent());
    if (!known) {
      throw unknown();
    }
    exchange
        .response()
        .header(
            HeaderNames.create("Content-Security-Policy"),
            "default-src 'none'; form-action 'self'; frame-ancestors 'none'")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    exchange.answer(Bytes.ofUtf8(PAGE.formatted(title, title, button)), "text/html; charset=utf-8");
  }

  private void wish(Exchange exchange, int wish, String told) {
    String token = token(exchange);
    if (!consultations.store().write(session -> Notices.confirm(session, token, wish))) {
      throw unknown();
    }
    exchange.text(told + "\n");
  }
}
