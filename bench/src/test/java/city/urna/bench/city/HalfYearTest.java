package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half a year of a city over HTTP: its archive verifies, and the verifier lists exactly what the
 * script knows to be overdue, late, redacted, withheld, over quota and dangling.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("slow")
class HalfYearTest {
  private static final List<String> TYPES = List.of("Bent Sign", "Loud Dog", "Dry Tree");

  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static Municipality town;
  private static HalfYear year;
  private static Path servicesTrust;

  @BeforeAll
  static void play() throws Exception {
    Path cases = Files.writeString(shared.resolve("cases.csv"), Cases.of(5, 12, TYPES));
    town = new Municipality(Files.createDirectory(shared.resolve("city")));
    year = new HalfYear(town, Size.SMALL).play(List.of(cases), Cases.AS_OF, TYPES);
    servicesTrust = year.services.founding.trust(Services.SCOPE, 0, 0);
  }

  @AfterAll
  static void end() throws Exception {
    town.close();
  }

  @Test
  @Order(1)
  void theVerifierListsWhatTheScriptKnows() throws Exception {
    check(year, servicesTrust);
    assertEquals(12, total(year.services.onTime), year.services.onTime::toString);
    assertTrue(year.acts() >= 150, () -> Long.toString(year.acts()));
  }

  /** The last thing that is done in this city: its node runs on changed files. */
  @Test
  @Order(2)
  void whatAnAdministratorChangesIsFoundByName() throws Exception {
    town.stop();
    Administrator administrator =
        new Administrator(town, Files.createDirectory(shared.resolve("deeds")), servicesTrust);
    Deeds deeds = new Deeds(administrator, town.data());
    deeds.anAnswerIsEdited();
    deeds.anAnswersDateIsChanged();
    deeds.anAnswerIsDatedBackByMovingIt();
    deeds.aCommentIsDeleted();
    deeds.aReportIsHidden();
    deeds.reportsAreReordered();
    deeds.aTextIsRewritten();
    deeds.aTextIsDestroyedWithoutATombstone();
    deeds.timeIsTurnedBack();
  }

  @Test
  @Tag("long")
  void fiveThousandActs() throws Exception {
    Path cases = Files.writeString(folder.resolve("cases.csv"), Cases.of(6, 400, TYPES));
    try (Municipality city = new Municipality(Files.createDirectory(folder.resolve("city")))) {
      long begun = System.nanoTime();
      HalfYear whole = new HalfYear(city, Size.WHOLE).play(List.of(cases), Cases.AS_OF, TYPES);
      System.out.printf("%,d acts in %.0f s%n", whole.acts(), (System.nanoTime() - begun) / 1e9);
      assertTrue(whole.acts() >= 5_000, () -> Long.toString(whole.acts()));
      check(whole, whole.services.founding.trust(Services.SCOPE, 0, 0));
    }
  }

  /** The cases that Boston published; they were all made before the end of 2016's January. */
  @Test
  @Tag("real-data")
  void bostonsCases() throws Exception {
    Path boston = given().resolve("data/boston311");
    assumeTrue(Files.isDirectory(boston), "Boston's cases are not among the shared data");
    List<Path> files;
    try (Stream<Path> all = Files.list(boston)) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<String> types =
        files.stream().map(file -> file.getFileName().toString().replace(".csv", "")).toList();
    try (Municipality city = new Municipality(Files.createDirectory(folder.resolve("city")))) {
      Services services = new Services(city, Size.SMALL);
      city.day(30);
      services.imports(30, files, Instant.parse("2016-02-01T00:00:00Z"), types);
      city.day(56);
      services.importsAnswered(56);
      city.day(HalfYear.LAST_DAY);
      assertTrue(services.onTime.get("OVERDUE") > 0, services.onTime::toString);
      assertTrue(services.onTime.get("ONTIME") > 0, services.onTime::toString);
      verify(archive(city, folder), services.founding.trust(Services.SCOPE, 0, 0), services.script);
    }
  }

  private static Path given() {
    String stated = System.getenv("URNA_TEST_DATA");
    return stated == null
        ? Path.of("..").toAbsolutePath().normalize().resolveSibling("shared")
        : Path.of(stated);
  }

  private static int total(Map<String, Integer> numbers) {
    return numbers.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** All three processes of the city's own archive. */
  private static void check(HalfYear year, Path servicesTrust) throws Exception {
    Path archive = archive(year.city, year.city.folder);
    verify(
        archive,
        year.city.folder.resolve("trust-our-district-2027-vote.json"),
        year.district.script);
    verify(archive, year.hearing.founding.trust(Hearing.SCOPE, 0, 0), year.hearing.script);
    verify(archive, servicesTrust, year.services.script);
    for (Script script : year.scripts()) {
      counters(year.city, script);
    }
  }

  private static Path archive(Municipality city, Path folder) {
    city.settle();
    awaitNow(city);
    Path archive = folder.resolve("archive");
    Terminal.urna("fetch", "--from", city.url.toString(), "--out", archive.toString(), "--quiet");
    return archive;
  }

  /** In a quiet city time goes on: the node shows a checkpoint of this last day by itself. */
  private static void awaitNow(Municipality city) {
    long today = city.calendar.instant().getEpochSecond();
    for (int i = 0; i < 200; i++) {
      JsonNode scopes = city.site.json("/v1/processes/" + Services.PROCESS + "/counters");
      if (scopes.at("/scopes/0/asOf").asLong() == today) {
        return;
      }
      Site.pause(50);
    }
    throw new AssertionError("the cosigned time stands still");
  }

  private static void verify(Path archive, Path trust, Script script) throws Exception {
    Path out = Files.createTempFile("verdict", ".json");
    Terminal.Ran ran =
        Terminal.verifier(
            "verify", archive.toString(), "--trust", trust.toString(), "--json", out.toString());
    assertEquals(0, ran.status(), () -> ran.out() + ran.err());
    JsonNode verdict = Site.JSON.readTree(Files.readAllBytes(out));
    for (JsonNode check : verdict.path("checks")) {
      assertFalse(check.path("status").asText().equals("failed"), check::toString);
    }
    assertTrue(verdict.path("consultation").path("scopes").size() > 0, verdict::toString);
    for (JsonNode scope : verdict.path("consultation").path("scopes")) {
      String id = scope.path("id").asText();
      Script.Noted noted = script.noted(id);
      String place = script.process + " " + id;
      assertEquals(
          noted.debts.overdue(HalfYear.LAST_DAY),
          names(scope.path("overdue"), "act"),
          place + " overdue");
      assertEquals(noted.debts.late(), names(scope.path("late"), "act"), place + " late");
      assertEquals(noted.debts.number(), scope.path("owed").asInt(), place + " owed");
      assertEquals(noted.debts.inTime(), scope.path("answered").asLong(), place + " answered");
      assertEquals(
          noted.redacted, names(scope.path("redacted"), "commitment"), place + " redacted");
      assertEquals(
          noted.withheld, names(scope.path("withheld"), "commitment"), place + " withheld");
      assertEquals(noted.dangling, texts(scope.path("dangling")), place + " dangling");
      assertEquals(noted.overQuota, texts(scope.path("overQuota")), place + " over quota");
      assertEquals(0, scope.path("repeated").size() + scope.path("unchained").size(), place);
      assertEquals(noted.acts.get(), recorded(scope), place + " acts");
    }
  }

  private static long recorded(JsonNode scope) {
    long recorded = 0;
    for (JsonNode acts : scope.path("acts")) {
      recorded += acts.path("recorded").asLong();
    }
    return recorded;
  }

  /** What the node counts is what the script knows, too. */
  private static void counters(Municipality city, Script script) {
    for (JsonNode scope :
        city.site.json("/v1/processes/" + script.process + "/counters").path("scopes")) {
      Script.Noted noted = script.noted(scope.path("scope").asText());
      assertEquals(
          noted.debts.overdue(HalfYear.LAST_DAY), texts(scope.path("overdue")), scope::toString);
      assertEquals(noted.debts.late().size(), scope.at("/answers/late").asInt(), scope::toString);
      if (!script.process.equals(Hearing.PROCESS)) { // there paragraphs are overdue, no acts
        String overdue =
            "/v1/processes/%s/acts?status=overdue&scope=%s"
                .formatted(script.process, scope.path("scope").asText());
        assertEquals(
            noted.debts.overdue(HalfYear.LAST_DAY).size(),
            city.site.json(overdue).path("total").asInt(),
            scope::toString);
      }
      assertEquals(noted.redacted.size(), scope.at("/contents/redacted").asInt(), scope::toString);
      assertEquals(noted.withheld.size(), scope.at("/contents/withheld").asInt(), scope::toString);
    }
  }

  private static Set<String> names(JsonNode list, String member) {
    Set<String> names = new TreeSet<>();
    list.forEach(one -> names.add(one.path(member).asText()));
    return names;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
