package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.ClosedSetFacts;
import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.Organization;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import city.urna.client.publication.CertifiedResult.Round;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** {@code certificate.json} (spec exports §3; docs/spec/schemas/publication.schema.json). */
final class ResultJson {
  private ResultJson() {}

  static String of(CertifiedResult result, DocumentKey key) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", "urna-publication/v1");
    json.put("process", result.process()).put("scope", result.scope());
    result.languages().forEach(json.putArray("languages")::add);
    texts(json.putObject("title"), result.languages(), result.title());
    texts(json.putObject("description"), result.languages(), result.description());
    json.put("licence", result.licence());
    json.put("electionHash", result.election().hex());
    closedSet(json.putObject("closedSet"), result.closedSet());
    ObjectNode certificate = json.putObject("certificate");
    certificate.put("record", result.certificate().hex()).put("clerk", result.clerk().id());
    result.endorsers().stream()
        .map(Organization::id)
        .forEach(certificate.putArray("endorsers")::add);
    json.putObject("ballots").put("recorded", result.recorded()).put("counted", result.counted());
    ArrayNode questions = json.putArray("questions");
    result.questions().forEach(q -> question(questions.addObject(), result.languages(), q));
    json.putObject("publisher")
        .put("clerk", result.clerk().id())
        .put("key", key.publicKey().hex())
        .put("attestation", key.attestation().hex());
    return json.toPrettyString() + "\n";
  }

  private static void texts(ObjectNode json, List<String> languages, Map<String, String> texts) {
    languages.forEach(language -> json.put(language, texts.get(language)));
  }

  private static void closedSet(ObjectNode json, ClosedSetFacts set) {
    json.put("hash", set.hash().hex()).put("treeSize", set.treeSize());
    json.put("treeRoot", set.treeRoot().hex()).put("trackersRoot", set.trackersRoot().hex());
    set.dissents().forEach(dissent -> json.withArray("dissents").add(dissent.hex()));
    if (set.dissents().isEmpty()) {
      json.putArray("dissents");
    }
  }

  private static void question(ObjectNode json, List<String> languages, QuestionResult question) {
    json.put("id", question.id());
    texts(json.putObject("text"), languages, question.text());
    json.put("min", question.min()).put("max", question.max());
    ObjectNode rule = json.putObject("rule").put("name", question.rule());
    question
        .budget()
        .ifPresentOrElse(
            budget -> rule.put("budget", budget).put("threshold", question.threshold()),
            () -> rule.put("seats", question.seats()));
    json.put("ballots", question.ballots());
    question.blank().ifPresent(blank -> json.put("blank", blank));
    ArrayNode options = json.putArray("options");
    for (int place = 0; place < question.options().size(); place++) {
      Option option = question.options().get(place);
      ObjectNode node = options.addObject().put("id", option.id());
      texts(node.putObject("title"), languages, option.title());
      option.cost().ifPresent(cost -> node.put("cost", cost));
      node.put("votes", option.votes()).put("selected", question.selected().contains(place));
    }
    ids(json.putArray("selected"), question, question.selected());
    ArrayNode rounds = json.putArray("rounds");
    for (Round round : question.rounds()) {
      ObjectNode node = rounds.addObject();
      ObjectNode tallies = node.putObject("tallies");
      for (int place : round.considered()) {
        Option option = question.options().get(place);
        tallies.put(option.id(), String.valueOf(option.votes()));
      }
      ids(node.putArray("elected"), question, round.elected());
      ids(node.putArray("eliminated"), question, round.eliminated());
      round.left().ifPresent(left -> node.put("left", left));
    }
  }

  private static void ids(ArrayNode array, QuestionResult question, List<Integer> places) {
    places.forEach(place -> array.add(question.options().get(place).id()));
  }
}
