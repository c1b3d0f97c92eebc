package city.urna.verifier.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.Vectors;
import city.urna.verifier.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays on the specification's vectors: what stands, what counts, what is owed. */
class ReplayVectorsTest {
  static Stream<JsonNode> stories() {
    JsonNode file = Vectors.ofSpecification("consultation-replay.json");
    return Stream.of("valid", "invalid")
        .flatMap(list -> StreamSupport.stream(file.get(list).spliterator(), false));
  }

  private static Bytes bytes(JsonNode text) {
    return Bytes.fromHex(text.textValue()).orThrow();
  }

  private static List<Bytes> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(ReplayVectorsTest::bytes).toList();
  }

  private static List<Ref> refs(JsonNode event) {
    return all(event.get("contents")).stream()
        .map(c -> new Ref(event.get("scope").textValue(), bytes(event.get("hash")), 1, c, 1, ""))
        .toList();
  }

  private static Event event(JsonNode event, int index) {
    return switch (event.get("event").textValue()) {
      case "item" ->
          new Event.ItemVersion(
              index, "", bytes(event.get("hash")), bytes(event.get("supersedes")));
      case "close" ->
          new Event.Close(event.get("position").longValue(), event.get("scope").textValue());
      case "act" -> act(event);
      default ->
          new Event.Decision(
              event.get("position").longValue(),
              event.get("scope").textValue(),
              bytes(event.get("hash")),
              "office works",
              DecisionType.of(event.get("type").intValue()).orElseThrow(),
              bytes(event.get("target")),
              event.get("status").intValue(),
              "",
              bytes(event.get("supersedes")),
              all(event.get("commitments")),
              refs(event),
              0,
              Bytes.EMPTY);
    };
  }

  private static Event act(JsonNode event) {
    String author = event.get("author").textValue();
    String word = author.substring(0, author.indexOf(' '));
    Identity identity =
        Stream.of(Identity.values()).filter(i -> i.word().equals(word)).findFirst().orElseThrow();
    String apart = identity == Identity.SOCIAL ? "public" : word;
    return new Event.Act(
        event.get("position").longValue(),
        0,
        event.get("scope").textValue(),
        bytes(event.get("hash")),
        ActType.of(event.get("type").intValue()).orElseThrow(),
        identity,
        Bytes.ofUtf8(apart + author.substring(word.length())),
        "all",
        bytes(event.get("target")),
        bytes(event.get("replaces")),
        event.get("value").longValue(),
        all(event.get("parents")),
        refs(event));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void comesOut(JsonNode story) {
    Map<String, Map<ActType, Integer>> quotas = new HashMap<>();
    story
        .get("scopes")
        .properties()
        .forEach(
            scope -> {
              Map<ActType, Integer> byType = new EnumMap<>(ActType.class);
              scope
                  .getValue()
                  .get("rules")
                  .forEach(
                      rule -> {
                        if (rule.get("identity").intValue() == 1) {
                          byType.put(
                              ActType.of(rule.get("type").intValue()).orElseThrow(),
                              rule.get("quota").intValue());
                        }
                      });
              quotas.put(scope.getKey(), byType);
            });
    Set<String> voided = new HashSet<>();
    story.get("void").forEach(scope -> voided.add(scope.textValue()));
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < story.get("events").size(); i++) {
      events.add(event(story.get("events").get(i), i));
    }
    Replay replay = new Replay(voided, quotas).play(events);
    JsonNode result = story.get("result");
    String what = story.get("what").textValue();

    assertEquals(all(result.get("repeated")), hashes(replay.repeated(), Event.Act::hash), what);
    assertEquals(all(result.get("dangling")), hashes(replay.dangling(), Event.Act::hash), what);
    assertEquals(all(result.get("unchained")), hashes(replay.unchained(), Event.Act::hash), what);
    assertEquals(
        all(result.get("overQuota")),
        hashes(replay.chains().stream().filter(Chain::overQuota).toList(), Chain::name),
        what);
    assertEquals(chains(result), chains(replay), what);
    assertEquals(
        all(result.get("danglingDecisions")),
        hashes(
            replay.rulings().stream().filter(Replay.Ruling::dangling).toList(),
            ruling -> ruling.decision().hash()),
        what);
    assertEquals(
        all(result.get("inForce")),
        hashes(
            replay.rulings().stream().filter(Replay.Ruling::inForce).toList(),
            ruling -> ruling.decision().hash()),
        what);
    hidden(events, Hidden.by(replay), result, what);
    story.get("scopes").properties().forEach(scope -> scope(story, scope.getKey(), replay, what));
  }

  private static <T> List<Bytes> hashes(List<T> things, Function<T, Bytes> hash) {
    return things.stream().map(hash).toList();
  }

  private static List<String> chains(JsonNode result) {
    return StreamSupport.stream(result.get("chains").spliterator(), false)
        .map(c -> c.get("first").textValue() + c.get("last").textValue() + c.get("counts"))
        .toList();
  }

  private static List<String> chains(Replay replay) {
    return replay.chains().stream()
        .map(chain -> chain.name().hex() + chain.last().hash().hex() + chain.counts())
        .toList();
  }

  private static void hidden(List<Event> events, Hidden hidden, JsonNode result, String what) {
    Set<Bytes> redacted = new TreeSet<>();
    Set<Bytes> withheld = new TreeSet<>();
    for (Event event : events) {
      List<Ref> refs =
          switch (event) {
            case Event.Act act -> act.contents();
            case Event.Decision decision -> decision.contents();
            case Event.ItemVersion _, Event.Close _ -> List.of();
          };
      for (Ref ref : refs) {
        hidden.redaction(ref.commitment()).ifPresent(d -> redacted.add(ref.commitment()));
        hidden.withholding(ref.commitment()).ifPresent(d -> withheld.add(ref.commitment()));
      }
    }
    assertEquals(all(result.get("redacted")), List.copyOf(redacted), what);
    assertEquals(all(result.get("withheld")), List.copyOf(withheld), what);
  }

  private static void scope(JsonNode story, String scope, Replay replay, String what) {
    List<Chain> chains =
        replay.chains().stream().filter(c -> c.first().scope().equals(scope)).toList();
    JsonNode result = story.get("result");
    assertEquals(all(result.get("rows").get(scope)), Counts.of(chains).binding(), what);
    Times times = new Times();
    story
        .get("recorded")
        .forEach(each -> times.take(each.get("size").longValue(), lowerMedian(each.get("times"))));
    times.end(lowerMedian(story.get("own")));
    List<Answers.Rule> rules = new ArrayList<>();
    for (JsonNode rule : story.get("scopes").get(scope).get("rules")) {
      rules.add(
          new Answers.Rule(
              ActType.of(rule.get("type").intValue()).orElseThrow(),
              Identity.of(rule.get("identity").intValue()).orElseThrow(),
              Answers.Owed.values()[rule.get("answered").intValue()]));
    }
    long seconds = story.get("scopes").get(scope).get("answerSeconds").longValue();
    List<String> owed =
        Answers.of(scope, rules, seconds, replay, times).stream()
            .map(
                debt ->
                    debt.to().hex()
                        + " "
                        + debt.due()
                        + " "
                        + debt.answered().orElse(0L)
                        + " "
                        + debt.state().name().toLowerCase(java.util.Locale.ROOT))
            .toList();
    List<String> expected =
        StreamSupport.stream(result.get("owed").get(scope).spliterator(), false)
            .map(
                debt ->
                    debt.get("name").textValue()
                        + " "
                        + debt.get("due")
                        + " "
                        + debt.get("answered")
                        + " "
                        + debt.get("state").textValue())
            .toList();
    assertEquals(expected, owed, what);
  }

  private static long lowerMedian(JsonNode times) {
    List<Long> all = new ArrayList<>();
    times.forEach(time -> all.add(time.longValue()));
    all.sort(Long::compare);
    return all.get((all.size() - 1) / 2);
  }
}
