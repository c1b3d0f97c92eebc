package city.urna.client.caselist;

import city.urna.client.caselist.CaseList.Refused;
import city.urna.client.http.RefusedException;
import city.urna.client.terminal.ToldException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.DecisionCall;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Brings another system's cases into a consultation: each as a report that the office signs, on the
 * category of its type, with what the list asserts as answers ({@code import}); a closed one gets
 * the office's answer <i>resolved</i> with the list's reason. The ledger's own times are those of
 * the import; no date of the list is ever taken for one.
 */
public final class CaseImport {
  private static final int RESOLVED = 6;
  private static final int MOST_REASON = 1_000;
  private static final int MANY_PAGES = 10_000;
  private static final int AT_ONCE = 16;

  private final Forum forum;
  private final String office;
  private final Ed25519PrivateKey key;
  private final Desk desk;
  private final String source;
  private final SecureRandom random;

  /** The city's node, as far as an import needs it; some cases are brought at once. */
  public interface Desk {
    /** The answer to a GET of this path below {@code /v1/processes/{process}/}. */
    JsonNode list(String path);

    /** Hands in an {@code ActCall}; its answer. */
    JsonNode act(Bytes call);

    /** Hands in a {@code DecisionCall}. */
    void decide(Bytes call);
  }

  /**
   * A case that now stands as a report.
   *
   * @param decision whether it was answered too
   */
  public record Imported(Case from, Digest act, boolean decision) {}

  /** What came of an import: refused are those that the file or the consultation refuses. */
  public record Outcome(List<Imported> imported, List<Refused> refused) {
    public Outcome {
      imported = List.copyOf(imported);
      refused = List.copyOf(refused);
    }
  }

  /**
   * @param source which list it is, such as {@code boston311}
   */
  public CaseImport(
      Forum forum,
      String office,
      Ed25519PrivateKey key,
      Desk desk,
      String source,
      SecureRandom random) {
    this.forum = forum;
    this.office = office;
    this.key = key;
    this.desk = desk;
    this.source = source;
    this.random = random;
  }

  /** Imports what it can, some cases at a time; one that stands already is refused. */
  public Outcome run(CaseList list) {
    Map<String, Digest> categories = categories();
    Map<String, String> standing = standing();
    List<Refused> refused = new ArrayList<>(list.refused());
    List<Callable<Result>> tasks = new ArrayList<>();
    for (Case each : list.cases()) {
      Optional<Digest> category = Optional.ofNullable(categories.get(plain(each.type())));
      String before = standing.get(each.id());
      if (category.isEmpty()) {
        refused.add(
            new Refused(each.row(), "TYPE", "no category of the consultation has this name"));
      } else if (before != null) {
        refused.add(new Refused(each.row(), "CASE_ENQUIRY_ID", "stands already as act " + before));
      } else {
        tasks.add(() -> bring(each, category.get()));
      }
    }
    List<Imported> imported = new ArrayList<>();
    for (Result result : atOnce(tasks)) {
      result.imported().ifPresent(imported::add);
      result.refused().ifPresent(refused::add);
    }
    refused.sort(java.util.Comparator.comparingInt(Refused::row));
    return new Outcome(imported, refused);
  }

  /** What came of one case; both where its report stands and its answer was refused. */
  private record Result(Optional<Imported> imported, Optional<Refused> refused) {}

  private Result bring(Case each, Digest category) {
    Digest act;
    try {
      act = report(each, category);
    } catch (RefusedException e) {
      return new Result(Optional.empty(), Optional.of(new Refused(each.row(), "", e.getMessage())));
    }
    try {
      each.closed().ifPresent(closed -> resolve(act, each));
      return new Result(
          Optional.of(new Imported(each, act, each.closed().isPresent())), Optional.empty());
    } catch (RefusedException e) {
      String what = "stands as act " + act.hex() + ", without its answer: " + e.getMessage();
      return new Result(
          Optional.of(new Imported(each, act, false)),
          Optional.of(new Refused(each.row(), "CLOSED_DT", what)));
    }
  }

  /** Each waits for its receipt: one after the other a large list would take hours. */
  private static List<Result> atOnce(List<Callable<Result>> tasks) {
    try (ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Result> results = new ArrayList<>();
      for (Future<Result> future : hands.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ToldException told
          ? told
          : new IllegalStateException("the import broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while importing", e);
    }
  }

  /** Categories by id and by title in each language. */
  private Map<String, Digest> categories() {
    Map<String, Digest> categories = new HashMap<>();
    String path = "items?role=category&limit=200&scope=" + forum.context().scope();
    for (JsonNode item : pages(path, "items")) {
      Digest hash = new Digest(Bytes.fromHex(item.path("item").asText()).orThrow());
      categories.put(plain(item.path("id").asText()), hash);
      item.path("title").forEach(title -> categories.put(plain(title.asText()), hash));
    }
    return categories;
  }

  /** Acts by the case that they were imported from. */
  private Map<String, String> standing() {
    Map<String, String> standing = new HashMap<>();
    String path = "acts?type=report&identity=officer&limit=200&scope=" + forum.context().scope();
    for (JsonNode act : pages(path, "acts")) {
      for (JsonNode content : act.path("contents")) {
        JsonNode from = content.path("json").path("import");
        if (from.path("source").asText().equals(source)) {
          standing.put(from.path("case").asText(), act.path("act").asText());
        }
      }
    }
    return standing;
  }

  private List<JsonNode> pages(String path, String member) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < MANY_PAGES; page++) {
      JsonNode json = desk.list(cursor.isEmpty() ? path : path + "&cursor=" + cursor);
      json.path(member).forEach(all::add);
      cursor = json.path("cursor").asText("");
      if (cursor.isEmpty()) {
        return all;
      }
    }
    throw new IllegalStateException("the list does not end");
  }

  /** Letters and digits alone, in lower case: "Carbon Monoxide" is the item carbon-monoxide. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
  }

  private Digest report(Case each, Digest category) {
    List<Content> contents =
        List.of(
            Content.text(each.title(), random),
            json(ContentKind.PLACE, place(each.place())),
            json(ContentKind.ANSWERS, asserted(each)));
    SignedRecord record =
        ActDraft.on(ActType.REPORT, Optional.of(category), 0)
            .with(contents.stream().map(this::reference).toList())
            .sign(forum, office, key, random);
    ActCall.Builder call = ActCall.newBuilder().setRecord(record.bytes().toByteString());
    contents.forEach(content -> call.addContents(content.encode().toByteString()));
    JsonNode answer = desk.act(Bytes.of(call.build().toByteString()));
    return new Digest(Bytes.fromHex(answer.path("act").asText()).orThrow());
  }

  private ContentRef reference(Content content) {
    return content.reference(forum.context().process(), forum.context().scope(), "");
  }

  private Content json(ContentKind kind, ObjectNode json) {
    return Content.of(kind, "application/json", Bytes.ofUtf8(json.toString()), random);
  }

  private static ObjectNode place(Case.Place place) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    place
        .point()
        .ifPresent(point -> json.put("lat", point.latitude()).put("long", point.longitude()));
    put(json, "address", place.address());
    put(json, "zipcode", place.zipcode());
    return json;
  }

  private ObjectNode asserted(Case each) {
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    ObjectNode json = answers.putObject("import");
    json.put("source", source).put("case", each.id()).put("row", each.row());
    json.put("opened", each.opened().toString());
    each.target().map(Instant::toString).ifPresent(target -> json.put("target", target));
    each.closed().map(Instant::toString).ifPresent(closed -> json.put("closed", closed));
    json.put("onTime", each.onTime().name());
    put(json, "outcome", each.outcome());
    put(json, "department", each.department());
    put(json, "channel", each.source());
    put(json, "neighbourhood", each.place().neighbourhood());
    return answers;
  }

  private static void put(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  private void resolve(Digest act, Case each) {
    Decision decision =
        Decision.newBuilder()
            .setElection(forum.election().toByteString())
            .setOffice(office)
            .setType(1)
            .setTarget(act.value().toByteString())
            .setStatus(RESOLVED)
            .setReason(reason(each.outcome()))
            .build();
    SignedRecord record =
        SignedRecord.sign(
            Kind.DECISION,
            forum.context().process(),
            forum.context().scope(),
            Bytes.of(decision.toByteString()),
            List.of(key));
    desk.decide(
        Bytes.of(
            DecisionCall.newBuilder()
                .setRecord(record.bytes().toByteString())
                .build()
                .toByteString()));
  }

  /** The list's reason, as far as a decision has room for it. */
  private static String reason(String outcome) {
    StringBuilder reason = new StringBuilder();
    int bytes = 0;
    for (int c : (outcome.isEmpty() ? "Case closed" : outcome).codePoints().toArray()) {
      bytes += Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_REASON) {
        break;
      }
      reason.appendCodePoint(c);
    }
    return reason.toString();
  }
}
