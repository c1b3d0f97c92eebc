package city.urna.verifier.export;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code certificate.json} against the record (spec exports §3). */
final class CertificateJson {
  private static final String PUBLISHER = "publisher";

  private CertificateJson() {}

  /** Notes what differs; the publisher's key if it is attested. */
  static Optional<DocumentKey> check(String text, Certified certified, Faults faults) {
    Optional<JsonNode> read = Json.read(text);
    if (read.isEmpty() || !(read.get() instanceof ObjectNode export)) {
      faults.add("it is no JSON object, or has a key twice");
      return Optional.empty();
    }
    JsonNode publisher = export.path(PUBLISHER);
    ObjectNode expected = expected(certified);
    if (export.has(PUBLISHER)) {
      expected.set(PUBLISHER, publisher);
    } else {
      expected.putObject(PUBLISHER);
    }
    Json.compare("", expected, export, faults);
    faults.same("publisher.clerk", certified.clerk().id(), publisher.path("clerk").asText());
    faults.same("the number of publisher's fields", 3, publisher.size());
    if (Bytes.fromHex(publisher.path("key").asText()) instanceof Parsed.Ok<Bytes>(Bytes key)
        && Bytes.fromHex(publisher.path("attestation").asText())
            instanceof Parsed.Ok<Bytes>(Bytes attestation)) {
      return DocumentKey.attested(key, attestation, certified, faults);
    }
    faults.add("publisher.key and publisher.attestation are no hexadecimal");
    return Optional.empty();
  }

  private static ObjectNode expected(Certified certified) {
    ObjectNode json = Json.object().put("format", "urna-publication/v1");
    json.put("process", certified.process()).put("scope", certified.scope());
    certified.languages().forEach(json.putArray("languages")::add);
    texts(json.putObject("title"), certified.title());
    texts(json.putObject("description"), certified.description());
    json.put("licence", certified.licence()).put("electionHash", certified.election().hex());
    ObjectNode set = json.putObject("closedSet").put("hash", certified.closedSet().hex());
    set.put("treeSize", certified.treeSize()).put("treeRoot", certified.treeRoot().hex());
    set.put("trackersRoot", certified.trackersRoot().hex());
    ArrayNode dissents = set.putArray("dissents");
    certified.dissents().forEach(dissent -> dissents.add(dissent.hex()));
    ObjectNode certificate = json.putObject("certificate");
    certificate.put("record", certified.certificate().hex());
    certificate.put("clerk", certified.clerk().id());
    ArrayNode endorsers = certificate.putArray("endorsers");
    certified.endorsers().forEach(endorser -> endorsers.add(endorser.id()));
    json.putObject("ballots")
        .put("recorded", certified.recorded())
        .put("counted", certified.counted());
    ArrayNode questions = json.putArray("questions");
    certified.questions().forEach(question -> question(questions.addObject(), question));
    return json;
  }

  private static void question(ObjectNode json, Certified.Question question) {
    texts(json.put("id", question.id()).putObject("text"), question.text());
    json.put("min", question.min()).put("max", question.max());
    ObjectNode rule = json.putObject("rule").put("name", question.rule());
    if (question.spends()) {
      rule.put("budget", question.budget()).put("threshold", question.threshold());
    } else {
      rule.put("seats", question.seats());
    }
    json.put("ballots", question.ballots());
    question.blank().ifPresent(blank -> json.put("blank", blank));
    ArrayNode options = json.putArray("options");
    for (Certified.Option option : question.options()) {
      ObjectNode node = options.addObject().put("id", option.id());
      texts(node.putObject("title"), option.title());
      if (!option.cost().isEmpty()) {
        node.put("cost", option.cost());
      }
      node.put("votes", option.votes()).put("selected", question.selects(option));
    }
    ids(json.putArray("selected"), question.selected());
    ArrayNode rounds = json.putArray("rounds");
    for (Certified.Round round : question.rounds()) {
      ObjectNode node = rounds.addObject();
      ObjectNode tallies = node.putObject("tallies");
      round.tallies().forEach(tallies::put);
      ids(node.putArray("elected"), round.elected());
      ids(node.putArray("eliminated"), round.eliminated());
      round.left().ifPresent(left -> node.put("left", left));
    }
  }

  private static void texts(ObjectNode json, Map<String, String> texts) {
    texts.forEach(json::put);
  }

  private static void ids(ArrayNode array, List<String> ids) {
    ids.forEach(array::add);
  }
}
