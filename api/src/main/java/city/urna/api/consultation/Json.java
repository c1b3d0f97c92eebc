package city.urna.api.consultation;

import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.consultation.ActRow.DecisionRow;
import city.urna.api.consultation.ActRow.Time;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.consultation.ContentKind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Rows as JSON (spec api §1.1). */
final class Json {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode act(ActRow act) {
    ObjectNode json = object();
    json.put("act", act.act().hex());
    json.put("process", act.scope().process()).put("scope", act.scope().scope());
    json.put("type", Names.of(Names.TYPES, act.type()));
    json.put("channel", Names.of(Names.CHANNELS, act.channel()));
    json.put("identity", Names.of(Names.IDENTITIES, act.identity()));
    act.target().ifPresent(target -> json.put("target", target.hex()));
    json.put("value", act.value());
    json.put("standing", Names.name(act.standing()));
    json.set("recorded", time(act.time()));
    act.due().ifPresent(due -> json.put("due", due));
    json.set("contents", contents(act.contents()));
    ArrayNode decisions = json.putArray("decisions");
    act.decisions().forEach(decision -> decisions.add(decision(decision)));
    return json;
  }

  static ObjectNode decision(DecisionRow decision) {
    ObjectNode json = object();
    json.put("decision", decision.record().hex()).put("office", decision.office());
    json.put("type", Names.of(Names.DECISIONS, decision.type()));
    if (decision.status() > 0) {
      json.put("status", Names.of(Names.STATUSES, decision.status()));
    }
    json.put("reason", decision.reason()).put("inForce", decision.inForce());
    json.set("recorded", time(decision.time()));
    json.set("contents", contents(decision.contents()));
    return json;
  }

  private static ObjectNode time(Time time) {
    return object().put("seconds", time.seconds()).put("cosigned", time.cosigned());
  }

  private static ArrayNode contents(List<ContentRow> contents) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    contents.forEach(content -> list.add(content(content)));
    return list;
  }

  private static ObjectNode content(ContentRow content) {
    ObjectNode json = object();
    json.put("commitment", content.commitment().hex());
    json.put("kind", Names.of(Names.KINDS, content.kind()));
    json.put("length", content.length());
    switch (content.state()) {
      case ContentRow.State.Public published -> {
        json.put("state", "public").put("mediaType", content.mediaType());
        inline(json, content);
      }
      case ContentRow.State.Withheld(String by, String reason) ->
          json.put("state", "withheld").put("by", by).put("reason", reason);
      case ContentRow.State.Redacted(String by, String reason) ->
          json.put("state", "redacted").put("by", by).put("reason", reason);
      case ContentRow.State.Missing missing -> json.put("state", "missing");
    }
    return json;
  }

  /** Texts and JSON inside the answer; pictures and files only by their own path. */
  private static void inline(ObjectNode json, ContentRow content) {
    ContentKind kind = ContentKind.of(content.kind()).orElseThrow();
    String text = content.data().flatMap(data -> data.utf8().optional()).orElse("");
    switch (kind) {
      case TEXT, NAME -> json.put("text", text);
      case PLACE, ANSWERS -> json.set("json", parsed(text));
      case CONTACT, PHOTO, ATTACHMENT -> {}
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException notJson) {
      return object();
    }
  }

  static ObjectNode item(ItemRow item) {
    ObjectNode json = object();
    json.put("item", item.record().hex());
    json.put("process", item.scope().process()).put("scope", item.scope().scope());
    json.put("id", item.id()).put("version", item.version()).put("role", item.role());
    json.set("title", texts(item.title()));
    json.set("description", texts(item.description()));
    if (!item.form().isEmpty()) {
      json.set("form", parsed(item.form().utf8().optional().orElse("")));
    }
    json.put("position", item.position());
    return json;
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode json = object();
    texts.keySet().stream().sorted().forEach(language -> json.put(language, texts.get(language)));
    return json;
  }

  /** Bytes of JSON. */
  static Bytes bytes(JsonNode json) {
    return Bytes.ofUtf8(json.toString());
  }
}
