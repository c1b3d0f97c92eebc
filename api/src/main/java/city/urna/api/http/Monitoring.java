package city.urna.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What operators and programs read of every listener: health, readiness, metrics that identify
 * nobody (no meter has a label), and the OpenAPI document.
 */
public final class Monitoring implements HttpService {
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final String document;
  private final Supplier<Optional<Problem>> obstacle;

  /**
   * @param document file name of the OpenAPI document, on the class path under {@code openapi/}
   * @param obstacle why requests cannot be served, if they cannot
   */
  public Monitoring(String document, Supplier<Optional<Problem>> obstacle) {
    this.document = document;
    this.obstacle = obstacle;
    Runtime runtime = Runtime.getRuntime();
    gauge("jvm.heap.used", "Bytes", () -> runtime.totalMemory() - runtime.freeMemory());
    gauge("jvm.heap.most", "Bytes", runtime::maxMemory);
    new ProcessorMetrics().bindTo(meters);
  }

  public Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  public Timer timer(String name, String description) {
    return Timer.builder(name).description(description).register(meters);
  }

  public final void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(meters);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/health/live", (request, response) -> new Exchange(request, response).up())
        .get(
            "/health/ready",
            (request, response) -> {
              Optional<Problem> problem = obstacle.get();
              if (problem.isPresent()) {
                throw problem.get();
              }
              new Exchange(request, response).up();
            })
        .get(
            "/metrics",
            (request, response) -> new Exchange(request, response).text(meters.scrape()))
        .get(
            "/v1/openapi.yaml",
            (request, response) ->
                response
                    .header(HeaderNames.CONTENT_TYPE, "application/yaml")
                    .send(resource("/openapi/" + document)));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Monitoring.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name + " is not packaged");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
