package city.urna.api.open311;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.ItemRow;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An Open311 endpoint over a small consultation, for the fuzz targets. */
public final class OpenHall {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

  private final Hall hall = new Hall();
  private final ItemRow lamps;
  private final Site site;
  private final String request;

  /** Starts it, with one request on it. */
  public OpenHall() {
    ScopeId scope = hall.process("harbour", "works");
    lamps =
        hall.category(
            scope, "lamps", 1, Map.of("en", "Street lamps", "pt", "Luzes"), Open311Test.FORM);
    hall.now = NOW.getEpochSecond();
    request = hall.report(lamps, hall.now, OptionalLong.empty()).act().hex();
    site = new Site(hall, Open311Test.settings(Map.of()), NOW);
  }

  /** The form of a category, as a clerk writes it. */
  public static String form() {
    return Open311Test.FORM;
  }

  /** Why a form is refused. */
  public static Optional<String> form(Bytes form) {
    return ServiceForm.parse(form) instanceof Parsed.Malformed<ServiceForm>(String reason)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** The id of the one request. */
  public String request() {
    return request;
  }

  /** Files a report; both formats answer alike, or the test in it fails. */
  public Optional<String> file(String form) {
    Site.Reply reply = site.post("api_key=" + Open311Test.KEY + "&" + form);
    hall.drafts.clear();
    hall.acts.subList(1, hall.acts.size()).clear();
    return said(reply.status(), reply.json());
  }

  /** Asks; {@code *} stands for the format, and what is found is the same in both. */
  public Optional<String> get(String path) {
    HttpResponse<String> response = site.send(site.request(path.replace("*", "json")).GET());
    Optional<String> refusal = said(response.statusCode(), response);
    if (refusal.isEmpty() && path.replaceFirst("[?#].*", "").endsWith(".*")) {
      site.get(path);
    }
    return refusal;
  }

  private static Optional<String> said(int status, HttpResponse<String> response) {
    if (status >= 500) {
      throw new AssertionError("failed with " + status + ": " + response.body());
    }
    return status < 400 ? Optional.empty() : Optional.of(response.body());
  }
}
