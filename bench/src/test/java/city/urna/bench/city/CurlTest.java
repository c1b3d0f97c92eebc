package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.client.key.Card;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk in docs/curl.md, typed as it stands there. */
class CurlTest {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void theWalkInTheDocumentation() throws Exception {
    assumeTrue(
        Stream.of("bash", "curl", "jq").allMatch(CurlTest::isHere), "bash, curl or jq is missing");
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    Matcher block =
        BLOCK.matcher(
            Files.readString(Path.of(System.getProperty("urna.root", ".."), "docs", "curl.md")));
    while (block.find()) {
      if (block.group(1).contains("complaint")) {
        script.append("touch asked; while [ ! -e answered ]; do sleep 0.1; done\n");
      }
      script.append(block.group(1));
    }
    try (Municipality city = new Municipality(Files.createDirectory(folder.resolve("city")))) {
      Founding services =
          new Founding(city, "reports", "city-services", Card.Role.CLERK, Card.Role.OFFICE);
      services.open("services");
      new Founding(
              city,
              "participation",
              "our-district-2027",
              Card.Role.CLERK,
              Card.Role.REGISTRAR,
              Card.Role.ISSUER,
              Card.Role.TRUSTEE,
              Card.Role.OFFICE)
          .open("propose");
      walk(city, script.toString());
      assertEquals(1, total(city, "city-services", "type=report"));
      assertEquals(1, total(city, "city-services", "type=comment"));
      assertEquals(1, total(city, "city-services", "type=complaint"));
      assertEquals(4, total(city, "our-district-2027", "identity=public"));
      Path trust = services.trust("services", 0, 0);
      Terminal.verifier(
              "verify",
              "receipt",
              folder.resolve("lamp.receipt").toString(),
              "--trust",
              trust.toString())
          .is(0);
    }
  }

  /** Types the walk; the office answers where the walk asks whether it did. */
  private void walk(Municipality city, String script) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("node", city.url.toString());
    Process process = builder.start();
    for (int i = 0; i < 300 && process.isAlive() && !Files.exists(folder.resolve("asked")); i++) {
      Site.pause(100);
    }
    String report =
        city.site.json("/v1/processes/city-services/acts?type=report").at("/acts/0/act").asText();
    new Desk(city, "city-services").answer("services", report, 6, "Mended.");
    Files.createFile(folder.resolve("answered"));
    int status = process.waitFor();
    String said = Files.readString(output);
    assertEquals(0, status, said);
    assertTrue(said.contains("street-light: Street light"), said);
    assertTrue(said.contains("\"standing\": \"counted\""), said);
  }

  private static int total(Municipality city, String process, String query) {
    return city.site.json("/v1/processes/" + process + "/acts?" + query).path("total").asInt();
  }

  private static boolean isHere(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
