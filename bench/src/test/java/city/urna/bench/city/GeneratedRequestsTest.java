package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.Python;
import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that Schemathesis makes of every OpenAPI document, valid and not, against the listeners
 * that serve them: no server error, and no answer that the document does not describe.
 */
@Tag("slow")
class GeneratedRequestsTest {
  private static final String PACKAGE = "schemathesis==4.32.5";

  private static final Pattern CASES = Pattern.compile("([0-9]+) generated, [0-9]+ passed.*");

  private static final String CHECKS =
      "not_a_server_error,status_code_conformance,content_type_conformance,"
          + "response_headers_conformance,response_schema_conformance";

  /** Of made-up values two in three become real ones, so that requests reach something. */
  private static final String HOOKS =
      """
      import json, zlib, schemathesis
      from hypothesis import strategies

      KNOWN = json.load(open(%s))

      def real(values):
          if not isinstance(values, dict):
              return values
          for name, known in KNOWN.items():
              if name in values and known:
                  at = zlib.crc32(repr(values[name]).encode())
                  if at %% 3:
                      values[name] = known[at // 3 %% len(known)]
          return values

      @schemathesis.hook
      def map_path_parameters(context, path_parameters):
          return real(path_parameters)

      @schemathesis.hook
      def map_query(context, query):
          return real(query)

      @schemathesis.hook
      def map_body(context, body):
          return real(body)

      for kind in "application/x-protobuf", "*/*":
          schemathesis.openapi.media_type(kind, strategies.binary(max_size=400))
      """;

  /** A method that a path does not have is not found, which the documents say once for all. */
  private static final String SETTINGS =
      """
      hooks = %s
      [phases.coverage]
      unexpected-methods = []
      """;

  @TempDir private static Path folder;
  private static Municipality city;

  @BeforeAll
  static void begin() throws Exception {
    city = new Municipality(Files.createDirectory(folder.resolve("city")));
    Founding services =
        new Founding(city, "reports", "city-services", Card.Role.CLERK, Card.Role.OFFICE);
    services.open("services");
    Script script = new Script(city, "city-services", 1);
    String lamps = script.item("services", "street-light");
    List<String> reports =
        script.crowd(
            "services",
            6,
            i ->
                Script.on("report", lamps, "Lamp " + i + " is out")
                    .put("contact", "mailto:r" + i + "@example.org"));
    script.desk.answer("services", reports.get(0), 6, "Mended.");
    script.redact("services", reports.get(1), "text", "names a person");
    script.withhold("services", reports.get(2), "text", "being looked at");
    city.settle();
    Files.writeString(folder.resolve("known.json"), known(lamps, reports).toString());
    Files.writeString(
        folder.resolve("hooks.py"),
        HOOKS.formatted(Site.JSON.writeValueAsString(folder.resolve("known.json").toString())));
    Files.writeString(
        folder.resolve("schemathesis.toml"),
        SETTINGS.formatted(Site.JSON.writeValueAsString(folder.resolve("hooks.py").toString())));
  }

  @AfterAll
  static void end() throws Exception {
    city.close();
  }

  private static JsonNode known(String item, List<String> reports) {
    ObjectNode known = Site.JSON.createObjectNode();
    put(known, "process", Set.of("city-services"));
    put(known, "scope", Set.of("services"));
    put(known, "act", new TreeSet<>(reports));
    put(known, "target", new TreeSet<>(reports));
    put(known, "service_request_id", new TreeSet<>(reports));
    put(known, "service_code", Set.of("street-light", "pothole"));
    put(known, "item", Set.of(item));
    put(known, "hash", Set.of(item));
    Set<String> commitments = new TreeSet<>();
    for (String report : reports) {
      city.site
          .json("/v1/acts/" + report)
          .path("contents")
          .forEach(content -> commitments.add(content.path("commitment").asText()));
    }
    put(known, "commitment", commitments);
    Set<String> names = new TreeSet<>();
    Set<String> anchors = new TreeSet<>();
    for (JsonNode file : city.site.json("/archive/manifest.json").path("files")) {
      names.add(file.path("name").asText());
      if (file.path("name").asText().startsWith("acts/")) {
        anchors.add(file.path("name").asText().substring("acts/".length()));
      }
    }
    put(known, "name", names);
    put(known, "anchor", anchors);
    return known;
  }

  private static void put(ObjectNode known, String name, Set<String> values) {
    values.forEach(known.withArray(name)::add);
  }

  @Test
  void allDocumentsForAMinute() throws IOException {
    run("node", 20);
    run("open311", 8);
    run("organization", 5);
    run("issuer", 5);
  }

  @Test
  @Tag("long")
  void allDocumentsForLong() throws IOException {
    run("node", 600);
    run("open311", 200);
    run("organization", 120);
    run("issuer", 120);
  }

  private static void run(String document, int seconds) throws IOException {
    Path file = folder.resolve(document + ".yaml");
    try (InputStream in =
        GeneratedRequestsTest.class.getResourceAsStream("/openapi/" + document + ".yaml")) {
      Files.write(file, in.readAllBytes());
    }
    Python.Ended ended =
        Python.with("schemathesis", PACKAGE)
            .program(
                "schemathesis",
                "--config-file",
                folder.resolve("schemathesis.toml").toString(),
                "--no-color",
                "run",
                file.toString(),
                "--url",
                city.listener(document).toString(),
                "--checks",
                CHECKS,
                "--seed",
                "7",
                "--max-time",
                Integer.toString(seconds),
                "--continue-on-failure",
                "--suppress-health-check",
                "all",
                "--warnings",
                "off");
    assertEquals(0, ended.status(), ended::output);
    Matcher cases = CASES.matcher(ended.output());
    assertTrue(cases.find() && Integer.parseInt(cases.group(1)) >= 50, ended::output);
    System.out.println(document + ": " + cases.group());
  }
}
