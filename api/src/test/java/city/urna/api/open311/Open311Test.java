package city.urna.api.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.consultation.ActRow;
import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.consultation.ActRow.Standing;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.Content;
import city.urna.api.consultation.ItemRow;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every method, parameter and error of GeoReport v2's text, in XML and JSON: {@link Site} asks for
 * both and compares them field by field.
 */
class Open311Test {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  static final String KEY = "xyz";

  /** SHA-256 of the key. */
  private static final String KEY_HASH =
      "3608bca1e44ea6c4d268eb6db02260269892c0b42b86bbf1e77a6fa16c3c9282";

  static final String FORM =
      """
      {"group":"street","keywords":["lamp","dark"],"notice":{"en":"Mended in two days."},
       "attributes":[
        {"code":"WHISPAWN","datatype":"string","required":true,"order":2,
         "description":{"en":"Number on the pole?"}},
        {"code":"MAKE","datatype":"singlevaluelist","order":1,
         "description":{"en":"What is the make?","pt":"Qual a marca?"},
         "datatypeDescription":{"en":"Choose"},
         "values":[{"key":"123","name":{"en":"Ford"}},{"key":"124","name":{"en":"Chrysler"}}]},
        {"code":"DAYS","datatype":"multivaluelist","order":3,
         "values":[{"key":"mo","name":{"en":"Monday"}},{"key":"tu","name":{"en":"Tuesday"}}]},
        {"code":"SINCE","datatype":"datetime","order":4},
        {"code":"HOW","datatype":"number","order":5},
        {"code":"MORE","datatype":"text","order":6},
        {"code":"NOTE","datatype":"string","variable":false,"order":7,
         "description":{"en":"Keep away from wires."}}]}
      """;

  private final Hall hall = new Hall();
  private ScopeId scope;
  private ItemRow lamps;
  private ItemRow signs;
  private Site site;

  @BeforeEach
  void open() {
    scope = hall.process("harbour", "works");
    lamps = hall.category(scope, "lamps", 1, Map.of("en", "Street lamps", "pt", "Luzes"), FORM);
    signs = hall.category(scope, "signs.v2", 1, Map.of("en", "Signs"), "");
    hall.now = NOW.getEpochSecond();
    site = new Site(hall, settings(Map.of()), NOW);
  }

  @AfterEach
  void close() {
    site.close();
  }

  static Open311Settings settings(Map<String, String> jurisdictions) {
    return new Open311Settings(
        Optional.empty(),
        "Call the town hall",
        "Ask the town hall for a key",
        true,
        jurisdictions,
        Map.of("an app", Bytes.fromHex(KEY_HASH).orThrow()));
  }

  // ---- Service discovery ----

  @Test
  void discoveryNamesTheEndpointItsFormatsAndWhomToAsk() {
    JsonNode json = site.get("/open311/discovery.*").is(200).tree();
    assertEquals("Call the town hall", json.path("contact").asText());
    assertEquals("Ask the town hall for a key", json.path("key_service").asText());
    JsonNode endpoint = json.path("endpoints").get(0);
    assertEquals("http://wiki.open311.org/GeoReport_v2", endpoint.path("specification").asText());
    assertEquals(site.address() + "/open311/v2", endpoint.path("url").asText());
    assertEquals("production", endpoint.path("type").asText());
    assertEquals("[\"text/xml\",\"application/json\"]", endpoint.path("formats").toString());
    String before = json.path("changeset").asText();
    hall.category(scope, "holes", 1, Map.of("en", "Potholes"), "");
    String after = site.get("/open311/discovery.*").tree().path("changeset").asText();
    assertTrue(after.compareTo(before) > 0, after);
  }

  // ---- GET Service List ----

  @Test
  void servicesAreTheOpenCategories() {
    JsonNode json = site.get("/open311/v2/services.*").is(200).tree();
    assertEquals(
        "{\"service_code\":\"lamps\",\"service_name\":\"Street lamps\",\"description\":\"About"
            + " Street lamps\",\"metadata\":true,\"type\":\"realtime\",\"keywords\":\"lamp,"
            + " dark\",\"group\":\"street\"}",
        json.get(0).toString());
    assertFalse(json.get(1).path("metadata").asBoolean());
    assertTrue(json.get(1).path("group").isNull());
    assertEquals(
        "Luzes",
        site.get("/open311/v2/services.*?locale=pt").tree().get(0).path("service_name").asText());
    hall.closed.add(scope);
    assertEquals(0, site.get("/open311/v2/services.*").is(200).tree().size());
  }

  @Test
  void anItemWhoseFormCannotBeReadIsNoService() {
    hall.category(scope, "broken", 1, Map.of("en", "Broken"), "{\"attributes\":7}");
    assertEquals(2, site.get("/open311/v2/services.*").is(200).tree().size());
  }

  // ---- jurisdiction_id ----

  @ParameterizedTest
  @ValueSource(
      strings = {"services.*?", "services/lamps.*?", "requests.*?", "requests/a.*?", "tokens/a.*?"})
  void anUnknownJurisdictionIsNotFound(String path) {
    site.get("/open311/v2/" + path + "jurisdiction_id=elsewhere.gov")
        .isError(404, 404, "jurisdiction_id was not found");
  }

  @Test
  void theOnlyJurisdictionNeedNotBeNamedAndSeveralMust() {
    site.get("/open311/v2/services.*?jurisdiction_id=harbour").is(200);
    site.get("/open311/v2/services.*?jurisdiction_id=").is(200);
    ScopeId hills = hall.process("hills", "parks", "roads");
    ItemRow trees = hall.category(hills, "trees", 1, Map.of("en", "Trees"), "");
    for (String path : List.of("services.*", "services/lamps.*", "requests.*", "tokens/a.*")) {
      site.get("/open311/v2/" + path)
          .isError(400, 400, "jurisdiction_id was not provided, and there are several");
    }
    post("service_code=lamps&lat=1&long=2")
        .isError(400, 400, "jurisdiction_id was not provided, and there are several");
    JsonNode json = site.get("/open311/v2/services.*?jurisdiction_id=hills").tree();
    assertEquals("trees", json.get(0).path("service_code").asText());
    String id =
        post("jurisdiction_id=hills&service_code=trees&address_id=7")
            .is(200)
            .tree()
            .get(0)
            .path("service_request_id")
            .asText();
    site.get("/open311/v2/requests/" + id + ".*?jurisdiction_id=hills").is(200);
    site.get("/open311/v2/requests/" + id + ".*?jurisdiction_id=harbour")
        .isError(404, 404, "service_request_id was not found");
    assertEquals(trees.record(), hall.drafts.getLast().target().orElseThrow());
  }

  @Test
  void settingsGiveAProcessItsJurisdiction() {
    hall.process("hills");
    try (Site named = new Site(hall, settings(Map.of("harbour.gov", "harbour")), NOW)) {
      named.get("/open311/v2/services.*").is(200);
      named.get("/open311/v2/services.*?jurisdiction_id=harbour.gov").is(200);
      named.get("/open311/v2/services.*?jurisdiction_id=harbour").is(404);
    }
  }

  // ---- GET Service Definition ----

  @Test
  void aDefinitionHasItsAttributesInOrder() {
    JsonNode json = site.get("/open311/v2/services/lamps.*").is(200).tree();
    assertEquals("lamps", json.path("service_code").asText());
    assertEquals(
        "{\"variable\":true,\"code\":\"MAKE\",\"datatype\":\"singlevaluelist\","
            + "\"required\":false,\"datatype_description\":\"Choose\",\"order\":1,"
            + "\"description\":\"What is the make?\",\"values\":[{\"key\":\"123\",\"name\":"
            + "\"Ford\"},{\"key\":\"124\",\"name\":\"Chrysler\"}]}",
        json.path("attributes").get(0).toString());
    assertEquals("WHISPAWN", json.path("attributes").get(1).path("code").asText());
    assertTrue(json.path("attributes").get(1).path("required").asBoolean());
    assertFalse(json.path("attributes").get(6).path("variable").asBoolean());
    assertEquals(
        0, site.get("/open311/v2/services/signs.v2.*").is(200).tree().path("attributes").size());
  }

  @Test
  void anUnknownServiceIsNotFound() {
    site.get("/open311/v2/services/nothing.*").isError(404, 404, "service_code was not found");
    site.get("/open311/v2/services/%2e%2e%3cscript%3e.*").is(404);
  }

  // ---- POST Service Request ----

  private Site.Reply post(String form) {
    return site.post("api_key=" + KEY + "&" + form);
  }

  /** The example of the specification. */
  @Test
  void aReportIsFiledWithAllThatTheTextAllows() {
    JsonNode answer =
        post("jurisdiction_id=harbour&service_code=lamps&lat=37.76524078&long=-122.4212043"
                + "&address_string=1234+5th+street&email=smit333%40sfgov.edu&device_id=tt222111"
                + "&account_id=123456&first_name=john&last_name=smith&phone=111111111"
                + "&description=A+large+sinkhole+is+destroying%0D%0Athe+street"
                + "&media_url=http%3A%2F%2Ffarm3.example.com%2F2002%2F2212426634.jpg"
                + "&attribute[WHISPAWN]=123456&attribute[MAKE]=124&attribute[DAYS][]=mo"
                + "&attribute%5BDAYS%5D%5B%5D=tu&attribute[SINCE]=2026-01-02T03:04:05%2B01:00"
                + "&attribute[HOW]=-2.5&attribute[MORE]=one%0Atwo")
            .is(200)
            .tree();
    String id = answer.get(0).path("service_request_id").asText();
    assertEquals(
        "[{\"service_request_id\":\"%s\",\"service_notice\":\"Mended in two days.\",\"account_id\":null}]"
            .formatted(id),
        answer.toString());
    List<Content> contents = hall.drafts.getFirst().contents();
    assertEquals(
        List.of(
            "1 A large sinkhole is destroying\nthe street",
            "4 {\"lat\":37.76524078,\"long\":-122.4212043,\"address\":\"1234 5th street\"}",
            "7 {\"attributes\":{\"MAKE\":\"124\",\"WHISPAWN\":\"123456\",\"DAYS\":[\"mo\",\"tu\"],"
                + "\"SINCE\":\"2026-01-02T03:04:05+01:00\",\"HOW\":\"-2.5\",\"MORE\":\"one\\ntwo\"},"
                + "\"mediaUrl\":\"http://farm3.example.com/2002/2212426634.jpg\"}",
            "2 personal john smith",
            "3 personal mailto:smit333@sfgov.edu",
            "3 personal tel:111111111"),
        contents.stream()
            .map(
                c ->
                    c.kind()
                        + c.withheld().map(" "::concat).orElse("")
                        + " "
                        + new String(c.data().toArray(), StandardCharsets.UTF_8))
            .toList());
    JsonNode request = site.get("/open311/v2/requests/" + id + ".*").is(200).tree().get(0);
    assertEquals(
        "A large sinkhole is destroying\nthe street", request.path("description").asText());
    assertEquals(37.76524078, request.path("lat").asDouble());
    assertEquals(-122.4212043, request.path("long").asDouble());
    assertEquals(
        "http://farm3.example.com/2002/2212426634.jpg", request.path("media_url").asText());
    String all = site.get("/open311/v2/requests/" + id + ".*?extensions=true").json().body();
    assertTrue(all.contains("\"label\":\"What is the make?\",\"name\":\"Chrysler\""), all);
    for (String secret : List.of("smith", "smit333", "tt222111", "111111111", "123456\",\"a")) {
      assertFalse(all.contains(secret), secret);
    }
  }

  @Test
  void aReportThatIsNotRecordedYetGetsAToken() {
    hall.recording = false;
    JsonNode answer = post("service_code=signs.v2&address_string=Quay").is(200).tree().get(0);
    assertFalse(answer.has("service_request_id"));
    String token = answer.path("token").asText();
    site.get("/open311/v2/tokens/" + token + ".*")
        .isError(404, 404, "this token's report is not recorded yet; ask again in some seconds");
    site.get("/open311/v2/requests/" + token + ".*").is(404);
    assertEquals(0, site.get("/open311/v2/requests.*").tree().size());
    ActRow waiting = hall.acts.getFirst();
    hall.replace(waiting, waiting.contents(), List.of(), Standing.COUNTED);
    JsonNode found = site.get("/open311/v2/tokens/" + token + ".*").is(200).tree();
    assertEquals(
        "[{\"service_request_id\":\"%s\",\"token\":\"%s\"}]".formatted(token, token),
        found.toString());
    site.get("/open311/v2/requests/" + token + ".*").is(200);
  }

  @Test
  void batchAndBlackBoxAnswerWithATokenAndWithNeither() {
    hall.category(scope, "slow", 1, Map.of("en", "Slow"), "{\"type\":\"batch\"}");
    hall.category(scope, "box", 1, Map.of("en", "Box"), "{\"type\":\"blackbox\"}");
    JsonNode slow = post("service_code=slow&lat=0&long=0").is(200).tree().get(0);
    assertTrue(slow.has("token") && !slow.has("service_request_id"), slow::toString);
    JsonNode box = post("service_code=box&lat=0&long=0").is(200).tree().get(0);
    assertFalse(box.has("token") || box.has("service_request_id"), box::toString);
    assertEquals("batch", site.get("/open311/v2/services.*").tree().get(2).path("type").asText());
  }

  @Test
  void aTokenThatIsNoneIsNotFound() {
    site.get("/open311/v2/tokens/123456.*").isError(404, 404, "token was not found");
  }

  @Test
  void withoutAKeyNothingIsFiled() {
    site.post("service_code=signs.v2&lat=1&long=2").isError(403, 403, "api_key was not provided");
    site.post("api_key=abc&service_code=signs.v2&lat=1&long=2")
        .isError(403, 403, "Invalid api_key received");
    assertEquals(List.of(), hall.drafts);
  }

  @Test
  void aKeyInTheUrlCountsToo() {
    HttpResponse<String> response =
        site.send(
            site.posting(
                "/open311/v2/requests.xml?api_key=" + KEY,
                "service_code=signs.v2&lat=1&long=2",
                "application/x-www-form-urlencoded"));
    assertEquals(200, response.statusCode(), response::body);
    assertEquals("service_requests", Xml.parse(response.body()).getNodeName());
  }

  /** What is refused, and in which words. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lat=1&long=2 | 400 | service_code was not provided",
        "service_code=none&lat=1&long=2 | 404 | service_code was not found",
        "service_code=signs.v2 | 400 | where is it? Send lat and long, or address_string, or address_id",
        "service_code=signs.v2&lat=1 | 400 | lat and long are sent together",
        "service_code=signs.v2&long=1 | 400 | lat and long are sent together",
        "service_code=signs.v2&lat=91&long=1 | 400 | lat is a decimal number from -90 to 90",
        "service_code=signs.v2&lat=NaN&long=1 | 400 | lat is a decimal number from -90 to 90",
        "service_code=signs.v2&lat=1&long=1e2 | 400 | long is a decimal number from -180 to 180",
        "service_code=signs.v2&lat=1&lat=2&long=1 | 400 | lat is given twice, with different values",
        "service_code=signs.v2&address_string=a%0Ab | 400 | address_string is one line of at most 500 characters",
        "service_code=signs.v2&address_id=1&email=nobody | 400 | email is no address",
        "service_code=signs.v2&address_id=1&email=a@b%0D%0ABcc:c@d | 400 | email is one line of at most 500 characters",
        "service_code=signs.v2&address_id=1&phone=call | 400 | phone is no number",
        "service_code=signs.v2&address_id=1&media_url=javascript:alert(1) | 400 | media_url begins with http:// or https://",
        "service_code=signs.v2&address_id=1&media_url=http://%20 | 400 | media_url is no address",
        "service_code=signs.v2&address_id=1&attribute[X]=1 | 400 | an attribute is none of this service's",
        "service_code=signs.v2&address_id=1&attribute[X=1 | 400 | an attribute is sent as attribute[code] or attribute[code][]",
        "service_code=lamps&address_id=1 | 400 | attribute WHISPAWN is required",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a%0Ab | 400 | attribute WHISPAWN takes a line of text",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[WHISPAWN]=b | 400 | attribute WHISPAWN takes one value",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[MAKE]=125 | 400 | attribute MAKE takes a key of its list",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[DAYS][]=mo&attribute[DAYS][]=mo | 400 | 'attribute DAYS takes keys of its list, each once'",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[SINCE]=yesterday | 400 | attribute SINCE takes a date like 2010-01-01T00:00:00Z",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[HOW]=ten | 400 | attribute HOW takes a number",
        "service_code=lamps&address_id=1&attribute[WHISPAWN]=a&attribute[NOTE]=b | 400 | attribute NOTE takes no answer",
        "service_code=signs.v2&address_id=%00 | 400 | a parameter holds control characters",
        "service_code=signs.v2&address_id=%C3%28 | 400 | a parameter is not UTF-8",
        "service_code=signs.v2&address_id=%4 | 400 | a percent sign that two hexadecimal digits do not follow",
      })
  void whatCannotBeFiledIsRefusedInWords(String form, int status, String words) {
    post(form).isError(status, status, words);
    assertEquals(List.of(), hall.drafts);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    JsonNode errors = post("service_code=lamps&email=x&phone=y").is(400).tree();
    assertEquals(4, errors.size(), errors::toString);
  }

  @Test
  void aDescriptionHasAtMost4000Characters() {
    post("service_code=signs.v2&address_id=1&description=" + "é".repeat(4_000)).is(200);
    post("service_code=signs.v2&address_id=1&description=" + "é".repeat(4_001))
        .isError(400, 400, "description has more than 4000 characters");
  }

  @Test
  void aClosedScopeTakesNoReports() {
    hall.closed.add(scope);
    post("service_code=signs.v2&address_id=1")
        .isError(400, 400, "this service takes no reports now");
  }

  @Test
  void whatTheConsultationRefusesIsSaidInGeoReportsForm() {
    hall.refusal = Optional.of(new Problem(Problem.Type.QUOTA, "more than 10 a minute"));
    Site.Reply quota = post("service_code=signs.v2&address_id=1");
    quota.isError(429, 429, "more than 10 a minute");
    assertEquals("1", quota.json().headers().firstValue("Retry-After").orElse(""));
    hall.refusal = Optional.of(new Problem(Problem.Type.REFUSED, "too many bytes"));
    post("service_code=signs.v2&address_id=1").isError(400, 422, "too many bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded; charset=iso-8859-1"
      })
  void anotherContentTypeIsRefused(String type) {
    HttpResponse<String> response =
        site.send(site.posting("/open311/v2/requests.json", "api_key=" + KEY, type));
    assertEquals(400, response.statusCode());
    assertTrue(response.body().contains("\"code\":415"), response::body);
  }

  // ---- GET Service Requests ----

  private ActRow report(ItemRow item, int daysAgo) {
    long seconds = NOW.minus(Duration.ofDays(daysAgo)).getEpochSecond();
    return hall.report(
        item,
        seconds,
        OptionalLong.of(seconds + 86_400),
        hall.content(1, "text/plain", "since " + daysAgo + " days"),
        hall.content(
            4,
            "application/json",
            "{\"lat\":42.36,\"long\":-71.0671,\"address\":\"45 Garden St\",\"addressId\":\"62511\","
                + "\"zipcode\":\"02114\"}"));
  }

  private List<String> requests(String query) {
    return Site.ids(site.get("/open311/v2/requests.*" + query).is(200).tree());
  }

  private static List<String> hex(ActRow... acts) {
    return java.util.Arrays.stream(acts).map(act -> act.act().hex()).toList();
  }

  @Test
  void aRequestHasAllFieldsOfTheText() {
    ActRow act = report(lamps, 3);
    hall.decide(act, 1, 7, "Duplicate request.", NOW.getEpochSecond());
    JsonNode request = site.get("/open311/v2/requests.*").is(200).tree().get(0);
    assertEquals(
        "{\"service_request_id\":\"%s\",\"status\":\"closed\",\"status_notes\":\"duplicate:"
                .formatted(act.act().hex())
            + " Duplicate request.\",\"service_name\":\"Street lamps\",\"service_code\":\"lamps\","
            + "\"description\":\"since 3 days\",\"agency_responsible\":\"Office of works\","
            + "\"service_notice\":\"Mended in two days.\","
            + "\"requested_datetime\":\"2026-06-27T12:00:00Z\","
            + "\"updated_datetime\":\"2026-06-30T12:00:00Z\","
            + "\"expected_datetime\":\"2026-06-28T12:00:00Z\",\"address\":\"45 Garden St\","
            + "\"address_id\":\"62511\",\"zipcode\":\"02114\",\"lat\":42.36,\"long\":-71.0671,"
            + "\"media_url\":null}",
        request.toString());
  }

  @ParameterizedTest
  @CsvSource({"0,open", "1,open", "2,open", "3,open", "5,open", "4,closed", "6,closed", "7,closed"})
  void repliedIsNotResolved(int status, String shown) {
    ActRow act = report(lamps, 1);
    if (status > 0) {
      hall.decide(act, 1, status, "because", NOW.getEpochSecond());
    }
    assertEquals(shown, site.get("/open311/v2/requests.*").tree().get(0).path("status").asText());
  }

  @Test
  void withoutDatesTheLast90DaysAreShownNewestFirst() {
    ActRow edge = report(lamps, 90);
    ActRow fresh = report(signs, 2);
    report(lamps, 91);
    assertEquals(hex(fresh, edge), requests(""));
    assertEquals(hex(fresh, edge), requests("?start_date=&end_date=&status=&service_code="));
  }

  @Test
  void datesBoundWhenItWasRequested() {
    ActRow old = report(lamps, 200);
    ActRow older = report(lamps, 250);
    ActRow fresh = report(lamps, 2);
    assertEquals(
        hex(old, older),
        requests("?start_date=2025-10-03T00:00:00Z&end_date=2025-12-31T00:00:00Z"));
    // Only one of them: 90 days from or to it.
    assertEquals(hex(old, older), requests("?start_date=2025-10-20T12:00:00Z"));
    assertEquals(hex(older), requests("?end_date=2025-11-01T12:00:00%2B02:00"));
    assertEquals(hex(fresh), requests("?start_date=2026-06-28T12:00:00Z"));
    assertEquals(
        List.of(), requests("?start_date=2026-06-28T12:00:01Z&end_date=2026-06-29T00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:01Z | start_date and end_date may not span more than 90 days",
        "start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z | end_date is before start_date",
        "updated_after=2026-02-01T00:00:00Z&updated_before=2026-01-01T00:00:00Z | updated_before is before updated_after",
        "start_date=2026-01-01 | start_date is not a date like 2010-01-01T00:00:00Z (a + is written %2B)",
        "start_date=2026-01-01T00:00:00 | start_date is not a date like 2010-01-01T00:00:00Z (a + is written %2B)",
        "start_date=2026-01-01T00:00:00+01:00 | start_date is not a date like 2010-01-01T00:00:00Z (a + is written %2B)",
        "end_date=2026-13-01T00:00:00Z | end_date is not a date like 2010-01-01T00:00:00Z (a + is written %2B)",
        "status=solved | 'status is open, closed, or both'",
        "page=0 | page is a whole number from 1 to 1000000",
        "page=x | page is a whole number from 1 to 1000000",
        "page_size=1001 | page_size is a whole number from 1 to 1000",
        "page_size=-1 | page_size is a whole number from 1 to 1000",
        "page=1&page=2 | 'page is given twice, with different values'",
        "status=%ff | a parameter is not UTF-8",
      })
  void whatCannotBeAskedIsRefusedInWords(String query, String words) {
    site.get("/open311/v2/requests.*?" + query).isError(400, 400, words);
  }

  @Test
  void exactly90DaysMayBeSpanned() {
    site.get("/open311/v2/requests.*?start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:00Z")
        .is(200);
  }

  @Test
  void servicesAndStatusesFilterAndMayBeListed() {
    ActRow lamp = report(lamps, 1);
    ActRow sign = report(signs, 2);
    ActRow resolved = report(lamps, 3);
    hall.decide(resolved, 1, 6, "done", NOW.getEpochSecond());
    assertEquals(hex(lamp, resolved), requests("?service_code=lamps"));
    assertEquals(hex(lamp, sign, resolved), requests("?service_code=lamps,signs.v2"));
    assertEquals(hex(lamp, sign, resolved), requests("?service_code=lamps&service_code=signs.v2"));
    assertEquals(List.of(), requests("?service_code=none"));
    assertEquals(hex(lamp, sign), requests("?status=open"));
    assertEquals(hex(resolved), requests("?status=closed"));
    assertEquals(hex(lamp, sign, resolved), requests("?status=open,closed"));
    assertEquals(hex(lamp, sign, resolved), requests("?status=open&status=closed"));
    assertEquals(hex(resolved), requests("?status=closed&service_code=lamps,signs.v2"));
  }

  @Test
  void reportsOnAnEarlierVersionOfACategoryAreOfTheService() {
    ActRow before = report(lamps, 2);
    ItemRow second = hall.category(scope, "lamps", 2, Map.of("en", "Lamps and lights"), "");
    ActRow after = report(second, 1);
    assertEquals(hex(after, before), requests("?service_code=lamps"));
    JsonNode json = site.get("/open311/v2/requests.*").tree();
    assertEquals("Lamps and lights", json.get(1).path("service_name").asText());
  }

  @Test
  void idsOverrideEverythingElse() {
    ActRow old = report(lamps, 300);
    ActRow fresh = report(signs, 1);
    String both = old.act().hex() + "," + fresh.act().hex();
    assertEquals(hex(fresh, old), requests("?service_request_id=" + both));
    assertEquals(
        hex(old),
        requests(
            "?service_request_id="
                + old.act().hex()
                + "&start_date=nonsense&status=closed&service_code=signs.v2&page=9"));
    assertEquals(List.of(), requests("?service_request_id=123"));
    assertEquals(List.of(), requests("?service_request_id=" + "a".repeat(64)));
  }

  @Test
  void pagesFollowOneAnother() {
    ActRow[] acts = new ActRow[7];
    for (int i = 0; i < 7; i++) {
      acts[i] = report(lamps, i + 1);
    }
    assertEquals(hex(acts[0], acts[1], acts[2]), requests("?page_size=3"));
    assertEquals(hex(acts[3], acts[4], acts[5]), requests("?page_size=3&page=2"));
    assertEquals(hex(acts[6]), requests("?page_size=3&page=3"));
    assertEquals(List.of(), requests("?page_size=3&page=1000000"));
  }

  @Test
  void updatesAreFoundWhateverTheirAge() {
    ActRow old = report(lamps, 300);
    report(lamps, 200);
    hall.decide(old, 1, 2, "", NOW.minus(Duration.ofDays(5)).getEpochSecond());
    assertEquals(hex(old), requests("?updated_after=2026-06-01T00:00:00Z"));
    assertEquals(
        hex(old),
        requests("?updated_after=2026-06-25T12:00:00Z&updated_before=2026-06-25T12:00:00Z"));
    assertEquals(List.of(), requests("?updated_after=2026-06-26T00:00:00Z"));
    assertEquals(2, requests("?updated_before=2026-06-26T00:00:00Z").size());
  }

  // ---- GET Service Request ----

  @Test
  void aRequestThatIsNoneIsNotFound() {
    for (String id : List.of("638344", "a".repeat(64), "%00", "x".repeat(300))) {
      site.get("/open311/v2/requests/" + id + ".*")
          .isError(404, 404, "service_request_id was not found");
    }
  }

  @Test
  void whatWasTakenFromThePublicIsNotShownAndTheNoteSaysWhy() {
    ActRow act =
        hall.report(
            lamps,
            NOW.getEpochSecond(),
            OptionalLong.empty(),
            hall.content(1, "text/plain", "x", new ContentRow.State.Redacted("works", "slander")));
    hall.decide(act, 2, 0, "slander", NOW.getEpochSecond());
    JsonNode request =
        site.get("/open311/v2/requests/" + act.act().hex() + ".*").is(200).tree().get(0);
    assertTrue(request.path("description").isNull());
    assertEquals("redacted: slander", request.path("status_notes").asText());
    assertTrue(request.path("lat").isNull());
    assertTrue(request.path("expected_datetime").isNull());
  }

  /**
   * Characters that only one of the formats could write, and contents that are not what they say.
   */
  @Test
  void hostileContentsAreTextAndNothingElse() {
    String nasty = "<script>&amp;]]>\"' \u0000\u000B\uFFFE\r\n\t\uD83D\uDEB2 <!DOCTYPE x>";
    ActRow act =
        hall.report(
            lamps,
            NOW.getEpochSecond(),
            OptionalLong.empty(),
            hall.content(1, "text/plain", nasty),
            hall.content(4, "application/json", "{\"lat\":1e999,\"long\":\"x\",\"address\":[1]}"),
            hall.content(
                7,
                "application/json",
                "{\"mediaUrl\":\"" + "y".repeat(9) + "\",\"import\":{\"<a>\":1,\"case\":\"2\"}}"));
    JsonNode request =
        site.get("/open311/v2/requests/" + act.act().hex() + ".*?extensions=true")
            .is(200)
            .tree()
            .get(0);
    assertEquals(
        "<script>&amp;]]>\"' \uFFFD\uFFFD\uFFFD\r\n\t\uD83D\uDEB2 <!DOCTYPE x>",
        request.path("description").asText());
    assertTrue(request.path("lat").isNull());
    assertEquals("{\"case\":\"2\"}", request.path("extended_attributes").path("import").toString());
  }

  @Test
  void aPhotoIsServedByTheNode() {
    ContentRow photo = hall.content(5, "image/jpeg", "jpeg");
    ActRow act = hall.report(lamps, NOW.getEpochSecond(), OptionalLong.empty(), photo);
    assertEquals(
        site.address() + "/v1/contents/" + photo.commitment().hex(),
        site.get("/open311/v2/requests/" + act.act().hex() + ".*")
            .tree()
            .get(0)
            .path("media_url")
            .asText());
  }

  // ---- Formats, methods, paths ----

  @ParameterizedTest
  @ValueSource(
      strings = {"services", "services.csv", "requests.html", "discovery", "tokens/1.jsonp"})
  void anotherFormatIsNotFoundAndSaidInXml(String path) {
    HttpResponse<String> response = site.send(site.request("/open311/v2/" + path).GET());
    assertEquals(404, response.statusCode());
    assertEquals("text/xml; charset=utf-8", Site.type(response));
    assertEquals("errors", Xml.parse(response.body()).getNodeName());
  }

  @ParameterizedTest
  @CsvSource({
    "PUT,/open311/v2/requests.json,'GET, POST'",
    "DELETE,/open311/v2/requests/1.json,GET",
    "POST,/open311/v2/services.json,GET",
    "POST,/open311/v2/services/lamps.json,GET",
    "PATCH,/open311/v2/tokens/1.json,GET",
    "POST,/open311/discovery.json,GET"
  })
  void anotherMethodIsRefusedAndTheRightOnesNamed(String method, String path, String allowed) {
    HttpResponse<String> response =
        site.send(site.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    assertEquals(405, response.statusCode(), response::body);
    assertEquals(allowed, response.headers().firstValue("Allow").orElse(""));
    assertEquals(
        "[{\"code\":405,\"description\":\"this resource takes " + allowed + "\"}]",
        response.body());
  }

  @Test
  void xmlBeginsWithItsDeclarationInUtf8() {
    String xml = site.get("/open311/v2/services.*").xml().body();
    assertTrue(
        xml.startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?><services><service>"), xml);
  }

  @Test
  void aParameterHasAtMost20000Characters() {
    String encoded = "a".repeat(20_001);
    post("service_code=" + encoded).isError(400, 400, "a parameter has more than 20000 characters");
  }
}
