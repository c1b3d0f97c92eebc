package city.urna.bench;

import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFile.ConsultationText;
import city.urna.client.definition.ProcessFile.ConsultedText;
import city.urna.client.definition.ProcessFile.RuleOfActs;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.demo.Demo;
import city.urna.client.terminal.Progress;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Identity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures a consultation in whole processes over HTTP: public reports with text and place, each
 * answered with its receipt; then lists, search and counters over all that stands.
 */
final class ConsultationRates {
  private static final String SCOPE = "forum";
  private static final int DEVICES = 256;
  private static final int QUERIES = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each of them over everything; the number differs from one to the next. */
  private static final List<String> LISTS =
      List.of(
          "acts?limit=50&cursor=%s",
          "acts?limit=50&type=report&identity=public",
          "acts?limit=50&status=open",
          "acts?limit=50&status=overdue",
          "acts?limit=50&near=53.%02d,9.95,400");

  private static final List<String> SEARCHES =
      List.of(
          "acts?q=lamp&limit=50", "acts?q=lamp+number%02d*&limit=50", "acts?q=quay&match=exact");

  private final Path folder;
  private final int acts;
  private final ObjectNode json;
  private final Progress progress;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param acts how many stand when lists and search are measured
   */
  ConsultationRates(Path folder, int acts, ObjectNode json, Progress progress) {
    this.folder = folder;
    this.acts = acts;
    this.json = json;
    this.progress = progress;
  }

  /** The measurement by itself. */
  @Command(
      name = "consultation",
      description = "Public acts a second, then lists and search over them.",
      mixinStandardHelpOptions = true)
  static final class Alone implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--acts", description = "How many (default: ${DEFAULT-VALUE}).")
    private int acts = 100_000;

    @Override
    public Integer call() throws IOException {
      ObjectNode json = JSON.createObjectNode();
      Machine.describe(json.putObject("machine"));
      new ConsultationRates(Main.freshFolder(), acts, json, new Progress(System.err, false))
          .measure();
      spec.commandLine().getOut().println(json.toPrettyString());
      return 0;
    }
  }

  void measure() throws IOException {
    ProcessFile file = MeasuredProcess.file();
    List<ScopeText> scopes = new ArrayList<>(file.scopes());
    scopes.add(forum());
    ProcessFile both =
        new ProcessFile(
            file.process(),
            file.languages(),
            file.title(),
            file.description(),
            file.licence(),
            file.threshold(),
            file.minimumIssuers(),
            scopes);
    try (Demo demo = new Demo(folder, both, MeasuredProcess.voters(3), progress)) {
      demo.prepare();
      demo.open(SCOPE);
      URI node = demo.services().node().service();
      String lamps = items(node, both.process());
      act(node.resolve("v1/processes/" + both.process() + "/scopes/" + SCOPE + "/"), lamps);
      look(node.resolve("v1/processes/" + both.process() + "/"));
    }
  }

  private static ScopeText forum() {
    Map<String, String> title = Map.of("en", "Reports");
    return new ScopeText(
        SCOPE,
        List.of(),
        List.of(),
        Optional.of(
            new ConsultationText(
                title,
                title,
                Duration.ofDays(30).toSeconds(),
                0,
                10_000_000,
                List.of(new RuleOfActs(ActType.REPORT, Identity.PUBLIC, 0, 10_000, 1)),
                List.of(new ConsultedText("lamps", "category", title, title, "")))));
  }

  private String items(URI node, String process) throws IOException {
    return get(node.resolve("v1/processes/" + process + "/items"))
        .path("items")
        .path(0)
        .path("item")
        .asText();
  }

  private JsonNode get(URI address) throws IOException {
    return JSON.readTree(send(HttpRequest.newBuilder(address).GET()).body());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> response =
          http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofByteArray());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            response.uri() + ": " + new String(response.body(), StandardCharsets.UTF_8));
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void act(URI scope, String lamps) {
    progress.begin("Reports");
    Pace pace =
        Pace.of(
            IntStream.range(0, acts).boxed().toList(),
            DEVICES,
            i -> contribute(scope.resolve("contributions"), report(i, lamps)));
    json.put("consultationActs", acts);
    json.put("actsAcceptedPerSecond", Math.round(pace.fromStart()));
    json.put("actMillisMedian", pace.millis(0.5));
    json.put("actMillis99", pace.millis(0.99));
    progress.done("%,d, %.0f a second with receipts".formatted(acts, pace.fromStart()));
  }

  private void contribute(URI contributions, String report) {
    try {
      send(
          HttpRequest.newBuilder(contributions)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(report)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String report(int i, String lamps) {
    ObjectNode report = JSON.createObjectNode();
    report.put("type", "report").put("target", lamps);
    report.put(
        "text", "The lamp number%02d is out, says resident %d of the quarter".formatted(i % 97, i));
    report
        .putObject("place")
        .put("lat", 53 + (i % 1_000) / 1_000.0)
        .put("long", 9.9 + (i % 777) / 7_770.0)
        .put("address", i % 500 == 0 ? "Quay Street " + i : "Harbour Road " + i);
    return report.toString();
  }

  private void look(URI process) throws IOException {
    progress.begin("Lists and search");
    String cursor = get(process.resolve("acts?limit=200")).path("cursor").asText("1");
    json.put("listMillisMedian", median(process, LISTS, cursor));
    json.put("searchMillisMedian", median(process, SEARCHES, cursor));
    json.put("countersMillisMedian", median(process, List.of("counters"), cursor));
    progress.done(
        "%.1f and %.1f ms"
            .formatted(
                json.path("listMillisMedian").asDouble(),
                json.path("searchMillisMedian").asDouble()));
  }

  /** The slowest path's median, in milliseconds to a tenth: no kind hides behind another. */
  private double median(URI process, List<String> paths, String cursor) throws IOException {
    double slowest = 0;
    for (String path : paths) {
      double[] millis = new double[QUERIES];
      for (int i = 0; i < QUERIES; i++) {
        String asked =
            path.contains("cursor")
                ? path.formatted(URLEncoder.encode(cursor, StandardCharsets.UTF_8))
                : path.formatted(i);
        long from = System.nanoTime();
        send(HttpRequest.newBuilder(process.resolve(asked)).GET());
        millis[i] = (System.nanoTime() - from) / 1e6;
      }
      Arrays.sort(millis);
      slowest = Math.max(slowest, millis[QUERIES / 2]);
    }
    return Math.round(slowest * 10) / 10.0;
  }
}
