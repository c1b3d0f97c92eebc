package city.urna.api.open311;

import city.urna.api.consultation.Consultations;
import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.chaincode.State;
import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open311 GeoReport v2 and its service discovery (spec open311): each answer, the failures too, is
 * in the format that the path ends with.
 */
public final class Open311Routes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(Open311Routes.class);
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?");

  /** Paths below {@code /open311} without their format, and the methods that they take. */
  private static final Pattern READ =
      Pattern.compile("/discovery|/v2/(services|services/[^/]+|requests/[^/]+|tokens/[^/]+)");

  private final Endpoint endpoint;
  private final Open311Settings settings;

  /**
   * @param processes ids of all processes on the ledger
   * @param patience how long a report may take to be recorded before its reporter gets a token
   */
  public Open311Routes(
      Consultations consultations,
      Supplier<List<String>> processes,
      State state,
      Open311Settings settings,
      InstantSource clock,
      Duration patience) {
    this.settings = settings;
    this.endpoint =
        new Endpoint(
            consultations,
            new Jurisdictions(settings, processes, state, consultations),
            settings,
            clock,
            patience);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/open311/discovery.{format}",
            get("discovery", (name, call) -> endpoint.discovery(call.base())))
        .get(
            "/open311/v2/services.{format}",
            get("services", (name, call) -> endpoint.services(call.parameters())))
        .get(
            "/open311/v2/services/{service_code}.{format}",
            get("service_definition", (name, call) -> endpoint.definition(name, call.parameters())))
        .get(
            "/open311/v2/requests.{format}",
            get(
                "service_requests",
                (name, call) -> endpoint.requests(call.parameters(), call.base())))
        .post("/open311/v2/requests.{format}", (request, response) -> post(request, response))
        .get(
            "/open311/v2/requests/{service_request_id}.{format}",
            get(
                "service_requests",
                (name, call) -> endpoint.request(name, call.parameters(), call.base())))
        .get(
            "/open311/v2/tokens/{token}.{format}",
            get("service_requests", (name, call) -> endpoint.token(name, call.parameters())))
        .get("/open311/openapi.yaml", (request, response) -> document(response))
        .any("/open311/{+rest}", (request, response) -> nothing(request, response));
  }

  private static void document(ServerResponse response) {
    try (InputStream in = Open311Routes.class.getResourceAsStream("/openapi/open311.yaml")) {
      response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request that was read as far as its parameters. */
  private record Call(Parameters parameters, String base) {}

  private io.helidon.webserver.http.Handler get(
      String root, BiFunction<String, Call, JsonNode> method) {
    return (request, response) ->
        answer(
            request,
            response,
            root,
            name -> method.apply(name, new Call(query(request), base(request))));
  }

  private void post(ServerRequest request, ServerResponse response) {
    answer(
        request,
        response,
        "service_requests",
        name -> endpoint.file(Parameters.read(rawQuery(request), form(request, response))));
  }

  private void nothing(ServerRequest request, ServerResponse response) {
    answer(
        request,
        response,
        "errors",
        name -> {
          String path = request.path().path().replaceFirst("^/open311", "");
          String resource = path.replaceFirst("\\.(json|xml)$", "");
          String allowed =
              resource.equals("/v2/requests")
                  ? "GET, POST"
                  : READ.matcher(resource).matches() ? "GET" : "";
          if (resource.equals(path) || allowed.isEmpty()) {
            throw Fault.notFound("nothing is here; GeoReport's paths end in .json or .xml");
          }
          response.header(HeaderNames.ALLOW, allowed);
          throw Fault.of(405, "this resource takes " + allowed);
        });
  }

  /** Something that answers, or throws why not. */
  private interface Method {
    JsonNode answer(String name);
  }

  private void answer(ServerRequest request, ServerResponse response, String root, Method method) {
    String path = request.path().path();
    int dot = path.lastIndexOf('.');
    Optional<Format> asked = Format.of(dot < path.lastIndexOf('/') ? "" : path.substring(dot + 1));
    Format format = asked.orElse(Format.XML);
    String name =
        path.substring(path.lastIndexOf('/') + 1, Math.max(dot, path.lastIndexOf('/') + 1));
    try {
      if (asked.isEmpty() && !root.equals("errors")) {
        throw Fault.notFound("the formats are json and xml");
      }
      write(response, 200, format, root, method.answer(name));
    } catch (Fault fault) {
      write(response, fault.status(), format, "errors", fault.json());
    } catch (Problem problem) {
      Fault fault = fault(problem.type().status(), problem.getMessage());
      if (fault.status() == 503 || fault.status() == 429) {
        response.header(HeaderNames.RETRY_AFTER, "1");
      }
      write(response, fault.status(), format, "errors", fault.json());
    } catch (HttpException e) {
      Fault fault = fault(e.status().code(), "the request could not be read");
      write(response, fault.status(), format, "errors", fault.json());
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      Fault fault = Fault.of(500, "the server failed; please tell whoever runs it");
      write(response, 500, format, "errors", fault.json());
    }
  }

  /** "Basically 400 for any other error": only what GeoReport has no word for keeps its status. */
  private static Fault fault(int status, String description) {
    return status == 403 || status == 404 || status == 429 || status >= 500
        ? Fault.of(status, description)
        : Fault.bad(status, description);
  }

  private static void write(
      ServerResponse response, int status, Format format, String root, JsonNode tree) {
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, format.contentType())
        .send(format.write(root, tree).toArray());
  }

  private static Parameters query(ServerRequest request) {
    return Parameters.read(rawQuery(request));
  }

  private static String rawQuery(ServerRequest request) {
    return request.query().isEmpty() ? "" : request.query().rawValue();
  }

  /** The form, one character a byte. */
  private static String form(ServerRequest request, ServerResponse response) {
    Optional<HttpMediaType> type = request.headers().contentType();
    if (!type.flatMap(HttpMediaType::charset).map("utf-8"::equalsIgnoreCase).orElse(true)) {
      throw Fault.bad(415, "the charset of a form is utf-8");
    }
    byte[] form = new Exchange(request, response).body(FORM).toArray();
    return new String(form, StandardCharsets.ISO_8859_1);
  }

  /** Where the world finds this node. */
  private String base(ServerRequest request) {
    if (settings.url().isPresent()) {
      return settings.url().get();
    }
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    if (!HOST.matcher(host).matches()) {
      throw Fault.bad("the Host header is missing or no host");
    }
    return "http://" + host;
  }
}
