package city.urna.verifier.check;

import static city.urna.verifier.Vectors.hex;

import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Rule;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.report.Status;
import city.urna.verifier.signature.BlindSignatureKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Elections as the specification's vectors describe them. */
final class Elections {
  private Elections() {}

  /** Questions with n items each; the styles' questions are ids. */
  static Frozen frozen(JsonNode election, JsonNode trusteeKeys) {
    List<Frozen.Question> questions = new ArrayList<>();
    for (JsonNode question : election.get("questions")) {
      questions.add(question(question));
    }
    List<String> ids = questions.stream().map(Frozen.Question::id).toList();
    List<Frozen.Style> styles = new ArrayList<>();
    JsonNode named = election.get("styles");
    if (named.isArray()) {
      named.forEach(
          style -> styles.add(style(style.get("id").asText(), style.get("questions"), ids)));
    } else {
      named.properties().forEach(style -> styles.add(style(style.getKey(), style.getValue(), ids)));
    }
    List<String> issuers = new ArrayList<>();
    election.path("issuers").forEach(issuer -> issuers.add(issuer.asText()));
    TreeMap<Integer, Point> keys = new TreeMap<>();
    for (JsonNode key : trusteeKeys) {
      keys.put(keys.size() + 1, Point.decode(Bytes.fromHex(key.asText()).orThrow()).orThrow());
    }
    return new Frozen(
        election.get("process").asText(),
        election.get("scope").asText(),
        hex(election, "electionHash"),
        questions,
        styles,
        issuers,
        election.has("jointKey")
            ? Point.decode(hex(election, "jointKey")).orThrow()
            : Point.GENERATOR,
        keys);
  }

  private static Frozen.Style style(String id, JsonNode questions, List<String> ids) {
    List<Integer> places = new ArrayList<>();
    questions.forEach(question -> places.add(ids.indexOf(question.asText())));
    return new Frozen.Style(id, places);
  }

  private static Frozen.Question question(JsonNode question) {
    List<Frozen.Item> items = new ArrayList<>();
    for (int i = 0; i < question.get("n").asInt(); i++) {
      items.add(new Frozen.Item("item-" + i, "", Map.of(), "", List.of()));
    }
    return new Frozen.Question(
        question.get("id").asText(),
        "choose",
        items,
        question.get("min").asInt(),
        question.get("max").asInt(),
        question.get("blank").asBoolean(),
        Rule.getDefaultInstance());
  }

  static Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys(JsonNode election) {
    Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys = new HashMap<>();
    for (JsonNode modulus : election.get("moduli")) {
      if (BlindSignatureKey.of(hex(modulus, "modulus"))
          instanceof Parsed.Ok<BlindSignatureKey>(BlindSignatureKey key)) {
        keys.put(
            new Frozen.IssuerKeyPlace(
                modulus.get("issuer").asText(), modulus.get("style").asText()),
            key);
      }
    }
    return keys;
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** The checks that have noted a failure; those that did not run have not. */
  static Set<String> failed(Checks checks) {
    return checks.findings().stream()
        .filter(f -> f.status() == Status.FAILED && !f.evidence().startsWith("not run: "))
        .map(Finding::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static String evidence(Checks checks, Numbered numbered) {
    return checks.of(numbered).finding().evidence();
  }
}
