package city.urna.api.board;

import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.log.TilePath;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.nio.charset.StandardCharsets;

/** The log as other people's tools read it (C2SP tlog-tiles; spec log §2, §3). */
public final class LogRoutes implements HttpService {
  private final LogStore log;

  public LogRoutes(LogStore log) {
    this.log = log;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/checkpoint", (request, response) -> checkpoint(new Exchange(request, response)))
        .get("/tile/{+path}", (request, response) -> tile(new Exchange(request, response)));
  }

  private void checkpoint(Exchange exchange) {
    exchange.response().header(HeaderNames.CACHE_CONTROL, "no-cache");
    exchange.text(
        log.checkpoint()
            .map(note -> new String(note.encode().toArray(), StandardCharsets.UTF_8))
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no checkpoint yet")));
  }

  private void tile(Exchange exchange) {
    String path = "tile/" + exchange.request().path().pathParameters().get("path");
    if (!(TilePath.parse(path) instanceof Parsed.Ok<TilePath>(TilePath tile))) {
      throw new Problem(Problem.Type.NOT_FOUND, "not the path of a tile");
    }
    exchange.response().header(HeaderNames.CACHE_CONTROL, "max-age=31536000, immutable");
    exchange.answer(
        log.tile(tile).orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no such tile yet")),
        "application/octet-stream");
  }
}
