package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Residents and an office at their own commands, against a node that runs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResidentsWayTest {
  private static final String SERVICES = "city-services";
  private static final String DISTRICT = "our-district-2027";

  @TempDir private static Path folder;
  private static Municipality city;
  private static Founding services;
  private static Founding district;

  @BeforeAll
  static void begin() throws Exception {
    city = new Municipality(folder);
    services = new Founding(city, "reports", SERVICES, Card.Role.CLERK, Card.Role.OFFICE);
    services.open("services");
    district =
        new Founding(
            city,
            "participation",
            DISTRICT,
            Card.Role.CLERK,
            Card.Role.REGISTRAR,
            Card.Role.ISSUER,
            Card.Role.TRUSTEE,
            Card.Role.OFFICE);
    district.open("propose");
  }

  @AfterAll
  static void end() throws Exception {
    city.close();
  }

  private static Terminal.Ran resident(String command, String process, String scope, String... at) {
    List<String> words = new ArrayList<>(List.of("--process", process, "--scope", scope));
    words.addAll(List.of(at));
    if (!words.contains("--receipt")) {
      words.addAll(List.of("--receipt", folder.resolve("some.receipt").toString()));
    }
    return city.anybody("voter " + command, words.toArray(String[]::new));
  }

  private static Terminal.Ran works(String command, String process, String scope, String... at) {
    List<String> words = new ArrayList<>(List.of("--process", process, "--scope", scope));
    words.addAll(List.of(at));
    return city.by("office-works", "officer " + command, words.toArray(String[]::new));
  }

  /** The hash in the line of an item's id. */
  private static String item(String process, String id) {
    String listed = city.anybody("voter items", "--process", process).is(0).out();
    Matcher line = Pattern.compile("([0-9a-f]{64}) \\S+ " + id + ": .*").matcher(listed);
    assertTrue(line.find(), listed);
    return line.group(1);
  }

  /** What is shown of an act; its clock runs from the next recorded checkpoint on. */
  private static String dated(String act, Path receipt) {
    String seen = "";
    for (int i = 0; i < 200 && !seen.contains("due by"); i++) {
      Site.pause(50);
      seen = city.anybody("voter act", "--act", act, "--receipt", receipt.toString()).is(0).out();
    }
    return seen;
  }

  @Test
  @Order(1)
  void aReportGetsItsReceiptItsAnswerAndAnAppeal() throws Exception {
    Path receipt = folder.resolve("lamp.receipt");
    String act =
        resident(
                "report",
                SERVICES,
                "services",
                "--on",
                item(SERVICES, "street-light"),
                "--text",
                "The lamp at the old crane is out",
                "--address",
                "12 Quay Street",
                "--lat",
                "53.54",
                "--long",
                "9.98",
                "--contact",
                "mailto:ada@example.org",
                "--receipt",
                receipt.toString())
            .is(0)
            .hash("Act");
    assertTrue(Files.readString(receipt).contains("urna-act-receipt/v1"));
    Path trust = services.trust("services", 0, 0);
    Terminal.verifier("verify", "receipt", receipt.toString(), "--trust", trust.toString()).is(0);
    Path changed = folder.resolve("changed.receipt");
    Files.writeString(
        changed, Files.readString(receipt).replaceFirst("\"index\" : 0", "\"index\" : 1"));
    assertEquals(
        1,
        Terminal.verifier("verify", "receipt", changed.toString(), "--trust", trust.toString())
            .status());

    String found =
        city.anybody("voter acts", "--process", SERVICES, "--search", "CRANE lamp").is(0).out();
    assertTrue(found.startsWith(act) && found.contains("old crane"), found);

    String answer =
        works(
                "answer",
                SERVICES,
                "services",
                "--on",
                act,
                "--status",
                "resolved",
                "--reason",
                "New lamp fitted.")
            .is(0)
            .hash("Decision");
    Path again = folder.resolve("again.receipt");
    String seen = dated(act, again);
    assertTrue(seen.contains("report: counted") && seen.contains("due by"), seen);
    assertTrue(seen.contains("resolved by works: New lamp fitted."), seen);
    assertEquals(Files.readString(receipt), Files.readString(again));

    String appeal =
        resident("complain", SERVICES, "services", "--on", answer, "--text", "It is out again")
            .is(0)
            .hash("Act");
    works(
            "answer",
            SERVICES,
            "services",
            "--on",
            appeal,
            "--status",
            "accepted",
            "--text",
            "We come on Monday.")
        .is(0);
    seen = city.anybody("voter act", "--act", appeal).is(0).out();
    assertTrue(seen.contains("complaint: counted") && seen.contains("accepted by works"), seen);
  }

  @Test
  @Order(2)
  void anOfficeWithholdsLiftsAndRedacts() throws Exception {
    Path photo = folder.resolve("photo.png");
    Files.write(photo, pixel());
    String act =
        resident(
                "report",
                SERVICES,
                "services",
                "--on",
                item(SERVICES, "rubbish"),
                "--text",
                "My neighbour Gwendolyn dumps rubbish",
                "--photo",
                photo.toString())
            .is(0)
            .hash("Act");
    String text = commitment(act, "text");
    String withheld =
        works(
                "withhold",
                SERVICES,
                "services",
                "--on",
                act,
                "--content",
                text,
                "--reason",
                "names a third person")
            .is(0)
            .hash("Decision");
    assertEquals("withheld", content(act, "text").path("state").asText());
    assertEquals("public", content(act, "photo").path("state").asText());
    assertEquals(403, city.site.get("/v1/contents/" + text).status());
    works(
            "withhold",
            SERVICES,
            "services",
            "--on",
            act,
            "--supersedes",
            withheld,
            "--none",
            "--reason",
            "she agrees")
        .is(0);
    assertEquals("public", content(act, "text").path("state").asText());
    works("redact", SERVICES, "services", "--on", act, "--reason", "names a third person").is(0);
    assertEquals("redacted", content(act, "text").path("state").asText());
    assertEquals(410, city.site.get("/v1/contents/" + text).status());
    assertEquals(
        "", city.anybody("voter acts", "--process", SERVICES, "--search", "gwendolyn").is(0).out());
  }

  @Test
  @Order(3)
  void casesOfAnotherSystemAreImportedOnce() throws Exception {
    Path cases = folder.resolve("cases.csv");
    Files.writeString(cases, Cases.of(7, 230, List.of("Rubbish", "Street light", "Sinkhole")));
    String out =
        works("import", SERVICES, "services", cases.toString(), "--as-of", Cases.AS_OF.toString())
            .is(1)
            .out();
    assertTrue(out.contains("no category of the consultation has this name"), out);
    int before = reports();
    assertTrue(before > 150, out);
    // All that stands is found again, on the second page of the list too.
    out =
        works("import", SERVICES, "services", cases.toString(), "--as-of", Cases.AS_OF.toString())
            .is(1)
            .out();
    assertTrue(out.contains(" 0 imported") && out.contains("stands already"), out);
    assertEquals(before, reports());
  }

  private static int reports() {
    return city.site
        .json("/v1/processes/" + SERVICES + "/acts?type=report&identity=officer&limit=1")
        .path("total")
        .asInt();
  }

  @Test
  @Order(4)
  void oneVoiceAPersonWithACredential() throws Exception {
    String proposal =
        resident(
                "propose",
                DISTRICT,
                "propose",
                "--on",
                item(DISTRICT, "green"),
                "--text",
                "Plant lime trees on the square",
                "--name",
                "Bo")
            .is(0)
            .hash("Act");
    String sheet =
        works(
                "enter",
                DISTRICT,
                "propose",
                "--type",
                "propose",
                "--channel",
                "paper",
                "--on",
                item(DISTRICT, "streets"),
                "--text",
                "From the workshop: slower cars")
            .is(0)
            .hash("Act");
    resident("co-sign", DISTRICT, "propose", "--on", proposal, "--name", "Cy").is(0);
    services(proposal, "accepted");
    services(sheet, "rejected");
    district.close("propose");

    Path code = district.roll("support", "district", 3).getFirst();
    district.open("support");
    Path wallet = folder.resolve("my.wallet");
    city.anybody(
            "voter request",
            "--wallet",
            wallet.toString(),
            "--process",
            DISTRICT,
            "--scope",
            "support",
            "--style",
            "district",
            "--code-file",
            code.toString())
        .is(0);
    Path copy = folder.resolve("copy.wallet");
    Files.copy(wallet, copy, StandardCopyOption.COPY_ATTRIBUTES);
    String first = support(wallet, proposal).is(0).hash("Act");
    assertEquals(1, counted(proposal));

    // A wallet restored from a copy knows nothing of it: the node says what it replaces.
    String second = support(copy, proposal, "--withdraw").is(0).hash("Act");
    assertEquals(0, counted(proposal));
    assertEquals("replaced", standing(first));
    assertEquals("withdrawn", standing(second));
    // So does the first wallet again, whose last act is no longer the last.
    String third = support(wallet, proposal).is(0).hash("Act");
    assertEquals(1, counted(proposal));
    assertEquals("counted", standing(third));

    // A name never goes with a credential, and only the wallet's scope is acted in.
    Terminal.Ran named = support(wallet, sheet, "--name", "Bo");
    assertFalse(named.status() == 0, named::out);
    assertTrue(named.err().contains("name"), named::err);
    Terminal.Ran elsewhere =
        resident("support", DISTRICT, "propose", "--on", proposal, "--wallet", wallet.toString());
    assertEquals(2, elsewhere.status(), elsewhere::err);

    // Publicly there is no support here, and the answer says so.
    Terminal.Ran publicly = resident("support", DISTRICT, "support", "--on", proposal);
    assertEquals(1, publicly.status(), publicly::err);
    assertTrue(publicly.err().contains("R14") || publicly.err().contains("rule"), publicly::err);

    works(
            "enter",
            DISTRICT,
            "support",
            "--type",
            "support",
            "--channel",
            "paper",
            "--on",
            proposal,
            "--people",
            "40")
        .is(0);
    district.close("support");
    city.settle();
    works("count", DISTRICT, "support").is(0);
    JsonNode counts =
        city.site.json("/v1/processes/" + DISTRICT + "/scopes/support/counts").path("rows");
    assertEquals(2, counts.size(), counts::toString);
  }

  private static void services(String act, String status) {
    works(
            "answer",
            DISTRICT,
            "propose",
            "--on",
            act,
            "--status",
            status,
            "--reason",
            "decided by the council")
        .is(0);
  }

  private static Terminal.Ran support(Path wallet, String proposal, String... more) {
    List<String> words =
        new ArrayList<>(List.of("--on", proposal, "--wallet", wallet.toString(), "--receipt"));
    words.add(folder.resolve("support.receipt").toString());
    words.addAll(List.of(more));
    return resident("support", DISTRICT, "support", words.toArray(String[]::new));
  }

  private static int counted(String proposal) {
    int counted = 0;
    for (JsonNode row :
        city.site.json("/v1/processes/" + DISTRICT + "/scopes/support/counts").path("rows")) {
      if (row.path("thing").asText().equals(proposal) && row.path("value").asInt() == 1) {
        counted += row.path("number").asInt();
      }
    }
    return counted;
  }

  private static String standing(String act) {
    return city.site.json("/v1/acts/" + act).path("standing").asText();
  }

  private static JsonNode content(String act, String kind) {
    for (JsonNode content : city.site.json("/v1/acts/" + act).path("contents")) {
      if (content.path("kind").asText().equals(kind)) {
        return content;
      }
    }
    throw new AssertionError(act + " has no " + kind);
  }

  private static String commitment(String act, String kind) {
    return content(act, kind).path("commitment").asText();
  }

  @Test
  @Order(5)
  void whatIsWrongIsSaidInWords() {
    String unknown = "ab".repeat(32);
    Terminal.Ran none = city.anybody("voter act", "--act", unknown);
    assertEquals(1, none.status());
    assertTrue(none.err().contains("no act of this hash"), none::err);
    Terminal.Ran dangling =
        resident("report", SERVICES, "services", "--on", "abc", "--text", "anything");
    assertEquals(2, dangling.status());
    assertTrue(dangling.err().contains("64 hex digits"), dangling::err);
    Terminal.Ran silent =
        resident("report", SERVICES, "services", "--on", item(SERVICES, "rubbish"));
    assertFalse(silent.status() == 0);
    assertFalse(silent.err().contains("Exception"), silent::err);
    Terminal.Ran closed =
        resident("propose", DISTRICT, "propose", "--text", "Too late, and I say so");
    assertEquals(1, closed.status());
    assertTrue(closed.err().contains("R4") || closed.err().contains("open"), closed::err);
  }

  @Test
  @Order(6)
  void theArchiveHoldsAllOfIt() throws Exception {
    Path archive = folder.resolve("archive");
    Terminal.urna("fetch", "--from", city.url.toString(), "--out", archive.toString(), "--quiet");
    for (Path trust :
        List.of(
            folder.resolve("trust-city-services-services.json"), district.trust("support", 2, 2))) {
      Path report = folder.resolve("verdict.json");
      Terminal.Ran verified =
          Terminal.verifier(
              "verify",
              archive.toString(),
              "--trust",
              trust.toString(),
              "--json",
              report.toString());
      assertTrue(
          Files.readString(report, StandardCharsets.UTF_8).contains("\"valid"),
          () -> verified.out() + verified.err());
      verified.is(0);
    }
  }

  /** A PNG of one pixel. */
  private static byte[] pixel() throws Exception {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    javax.imageio.ImageIO.write(
        new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_INT_RGB),
        "png",
        out);
    return out.toByteArray();
  }
}
