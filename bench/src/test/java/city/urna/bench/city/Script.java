package city.urna.bench.city;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/**
 * How the script of a process acts: over HTTP, many people at once, each act noted with what must
 * come of it.
 */
final class Script {
  private static final int PEOPLE_AT_ONCE = 12;

  final Municipality city;
  final String process;
  final Desk desk;
  final Random random;
  final AtomicLong acts = new AtomicLong();
  private final Map<String, Noted> scopes = new LinkedHashMap<>();

  /** What must be found of one scope in the end. */
  static final class Noted {
    final Debts debts = new Debts();
    final Set<String> redacted = new TreeSet<>();
    final Set<String> withheld = new TreeSet<>();
    final Set<String> dangling = new TreeSet<>();
    final Set<String> overQuota = new TreeSet<>();
    final AtomicLong acts = new AtomicLong();
  }

  Script(Municipality city, String process, long seed) {
    this.city = city;
    this.process = process;
    this.desk = new Desk(city, process);
    this.random = new Random(seed);
  }

  synchronized Noted noted(String scope) {
    return scopes.computeIfAbsent(scope, name -> new Noted());
  }

  Map<String, Noted> all() {
    return scopes;
  }

  static ObjectNode act(String type) {
    return Site.JSON.createObjectNode().put("type", type);
  }

  static ObjectNode on(String type, String target, String text) {
    ObjectNode json = act(type).put("target", target);
    return text.isEmpty() ? json : json.put("text", text);
  }

  /** A public act; its hash. */
  String publicly(String scope, JsonNode contribution) {
    String act = city.site.contribute(process, scope, contribution);
    counted(scope);
    return act;
  }

  /** An act that went another way. */
  void counted(String scope) {
    acts.incrementAndGet();
    noted(scope).acts.incrementAndGet();
  }

  /** So many public acts, by many people at once; their hashes in the order of the numbers. */
  List<String> crowd(String scope, int number, IntFunction<JsonNode> contribution) {
    return atOnce(number, i -> publicly(scope, contribution.apply(i)));
  }

  /** The same of acts that are owed an answer each. */
  List<String> asking(
      String scope, int number, int day, int allowed, IntFunction<JsonNode> contribution) {
    List<String> all = crowd(scope, number, contribution);
    all.forEach(act -> noted(scope).debts.owe(act, day, allowed));
    return all;
  }

  /** The desk answers each; in time or not is seen in the end. */
  void answer(String scope, List<String> things, int day, int status, String reason) {
    atOnce(things.size(), i -> desk.answer(scope, things.get(i), status, reason));
    things.forEach(thing -> noted(scope).debts.answered(thing, day));
  }

  <T> List<T> atOnce(int number, IntFunction<T> action) {
    try (ExecutorService people = Executors.newFixedThreadPool(PEOPLE_AT_ONCE)) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        int place = i;
        tasks.add(() -> action.apply(place));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : people.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The commitment of an act's content of that kind. */
  String commitment(String act, String kind) {
    for (JsonNode content : city.site.json("/v1/acts/" + act).path("contents")) {
      if (content.path("kind").asText().equals(kind)) {
        return content.path("commitment").asText();
      }
    }
    throw new AssertionError(act + " has no " + kind);
  }

  /** An act whose author keeps something from the public. */
  void keptBack(String scope, String act, String... kinds) {
    for (String kind : kinds) {
      noted(scope).withheld.add(commitment(act, kind));
    }
  }

  void redact(String scope, String act, String kind, String reason) {
    String commitment = commitment(act, kind);
    desk.redact(scope, act, List.of(commitment), reason);
    noted(scope).withheld.remove(commitment);
    noted(scope).redacted.add(commitment);
  }

  void withhold(String scope, String act, String kind, String reason) {
    String commitment = commitment(act, kind);
    desk.withhold(scope, act, List.of(commitment), reason);
    noted(scope).withheld.add(commitment);
  }

  /** The record hash of the item of that id. */
  String item(String scope, String id) {
    String path = "/v1/processes/%s/items?limit=200&scope=%s".formatted(process, scope);
    for (JsonNode item : city.site.json(path).path("items")) {
      if (item.path("id").asText().equals(id)) {
        return item.path("item").asText();
      }
    }
    throw new AssertionError("no item " + id);
  }
}
