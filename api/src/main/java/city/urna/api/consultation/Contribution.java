package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.api.consultation.attachment.Attachment;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.consultation.ContentKind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A public act as plain JSON says it, for those who have neither key nor protobuf: the node makes a
 * key for it, salts and commits, signs and forgets the key.
 */
final class Contribution {
  private static final Set<String> MEMBERS =
      Set.of(
          "type",
          "channel",
          "target",
          "value",
          "parents",
          "text",
          "name",
          "contact",
          "place",
          "answers",
          "photos",
          "attachments",
          "withhold");

  /** Why a contact is never public. */
  private static final String PRIVATE = "private";

  private Contribution() {}

  /**
   * Reads it strictly.
   *
   * @throws Problem when a member is unknown or of another form
   */
  static Draft read(ScopeId scope, JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw malformed("a contribution has the members " + String.join(", ", MEMBERS));
              }
            });
    Set<String> withhold = withhold(json.path("withhold"));
    List<Content> contents = new ArrayList<>();
    text(json, "text", ContentKind.TEXT, "text/plain", withhold, contents);
    text(json, "name", ContentKind.NAME, "text/plain", withhold, contents);
    text(json, "contact", ContentKind.CONTACT, "text/uri-list", Set.of("contact"), contents);
    object(json, "place", ContentKind.PLACE, withhold, contents);
    object(json, "answers", ContentKind.ANSWERS, withhold, contents);
    files(json, "photos", ContentKind.PHOTO, withhold, contents);
    files(json, "attachments", ContentKind.ATTACHMENT, withhold, contents);
    return new Draft(
        scope,
        Names.number(Names.TYPES, "type", string(json, "type").orElse("")),
        Names.number(Names.CHANNELS, "channel", string(json, "channel").orElse("web")),
        string(json, "target").map(hex -> hash("target", hex)),
        value(json.path("value")),
        parents(json.path("parents")),
        contents);
  }

  private static List<Digest> parents(JsonNode hashes) {
    if (!hashes.isMissingNode() && !hashes.isArray()) {
      throw malformed("parents is a list of hashes");
    }
    List<Digest> parents = new ArrayList<>();
    hashes.forEach(hash -> parents.add(hash("a parent", hash.asText())));
    return parents;
  }

  private static Digest hash(String what, String hex) {
    return Bytes.fromHex(hex)
        .flatMap(Digest::parse)
        .optional()
        .orElseThrow(() -> malformed(what + " needs 64 hex digits"));
  }

  private static int value(JsonNode value) {
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isInt() || value.asInt() < 0) {
      throw malformed("value is a whole number");
    }
    return value.asInt();
  }

  private static Set<String> withhold(JsonNode names) {
    if (names.isMissingNode()) {
      return Set.of();
    }
    Set<String> withheld = new java.util.TreeSet<>();
    names.forEach(name -> withheld.add(name.asText()));
    if (!names.isArray() || !MEMBERS.containsAll(withheld)) {
      throw malformed("withhold is a list of members");
    }
    return withheld;
  }

  private static Optional<String> string(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw malformed(name + " is a text");
    }
    return Optional.of(value).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static void text(
      JsonNode json,
      String name,
      ContentKind kind,
      String mediaType,
      Set<String> withhold,
      List<Content> contents) {
    string(json, name)
        .ifPresent(
            text -> contents.add(content(kind, mediaType, Bytes.ofUtf8(text), name, withhold)));
  }

  private static void object(
      JsonNode json, String name, ContentKind kind, Set<String> withhold, List<Content> contents) {
    JsonNode value = json.path(name);
    if (value.isMissingNode()) {
      return;
    }
    if (!value.isObject()) {
      throw malformed(name + " is an object");
    }
    contents.add(content(kind, "application/json", Json.bytes(value), name, withhold));
  }

  private static void files(
      JsonNode json, String name, ContentKind kind, Set<String> withhold, List<Content> contents) {
    JsonNode files = json.path(name);
    if (files.isMissingNode()) {
      return;
    }
    if (!files.isArray()) {
      throw malformed(name + " is a list of files in base64");
    }
    for (JsonNode file : files) {
      Bytes bytes =
          Bytes.fromBase64(file.asText())
              .optional()
              .orElseThrow(() -> malformed(name + " is a list of files in base64"));
      switch (Attachment.stripped(bytes)) {
        case Parsed.Ok<Attachment>(Attachment plain) ->
            contents.add(content(kind, plain.type().text(), plain.data(), name, withhold));
        case Parsed.Malformed<Attachment>(String reason) ->
            throw new Problem(Problem.Type.CONTENT, name + ": " + reason);
      }
    }
  }

  private static Content content(
      ContentKind kind, String mediaType, Bytes data, String name, Set<String> withhold) {
    return new Content(
        kind.number(),
        mediaType,
        data,
        withhold.contains(name) ? Optional.of(PRIVATE) : Optional.empty());
  }

  private static Problem malformed(String detail) {
    return new Problem(Problem.Type.MALFORMED, detail);
  }
}
