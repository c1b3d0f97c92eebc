package city.urna.api.consultation;

import city.urna.api.consultation.attachment.Attachment;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.records.ContentRef;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the node takes as a content (spec consultation §3, §10): the commitment's own, and of the
 * form of its kind. A problem names the place in the list, never what is in it.
 */
final class ContentRules {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int MOST_TEXT = 65_536;
  private static final int MOST_NAME = 200;
  private static final int MOST_CONTACT = 320;
  private static final Set<String> PLACE = Set.of("lat", "long", "address", "addressId", "zipcode");

  /** An address as far as it matters that it is one; a hook; a telephone. */
  private static final Pattern CONTACT =
      Pattern.compile(
          "mailto:[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])|https?://[^\\s\\p{Cntrl}]{1,300}|tel:[+0-9"
              + " ()./-]{3,40}");

  private ContentRules() {}

  /**
   * Reads what was handed in beside references.
   *
   * @throws Problem when it is not what they name, or not of its kind's form
   */
  static List<Content> read(
      String process, String scope, List<ContentRef> references, List<Bytes> files) {
    if (references.size() != files.size()) {
      throw refused("the contents are not those that are named: another number of them");
    }
    List<Content> contents = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String place = "content " + i + ": ";
      Content content =
          switch (Content.decode(files.get(i))) {
            case Parsed.Ok<Content>(Content read) -> read;
            case Parsed.Malformed<Content>(String reason) ->
                throw new Problem(Problem.Type.MALFORMED, place + reason);
          };
      if (!content.fits(references.get(i), process, scope)) {
        throw refused(place + "not what the commitment, kind and length say");
      }
      check(content, place);
      contents.add(content);
    }
    return contents;
  }

  /** Whether a content is of its kind's form. */
  static void check(Content content, String place) {
    switch (content.kind()) {
      case TEXT -> text(content, "text/plain", MOST_TEXT, place);
      case NAME -> line(text(content, "text/plain", MOST_NAME, place), place);
      case CONTACT -> {
        String contact = text(content, "text/uri-list", MOST_CONTACT, place);
        if (!CONTACT.matcher(contact).matches()) {
          throw refused(place + "a contact is mailto:…, https://… or tel:…");
        }
      }
      case PLACE -> place(json(content, place), place);
      case ANSWERS -> json(content, place);
      case PHOTO -> {
        if (!content.mediaType().startsWith("image/")) {
          throw refused(place + "a photo is a picture");
        }
        attachment(content, place);
      }
      case ATTACHMENT -> attachment(content, place);
    }
  }

  private static void attachment(Content content, String place) {
    if (Attachment.check(content.mediaType(), content.bytes())
        instanceof Parsed.Malformed<Attachment>(String reason)) {
      throw refused(place + reason);
    }
  }

  private static String text(Content content, String mediaType, int most, String place) {
    if (!content.mediaType().equals(mediaType)) {
      throw refused(place + "its media type is " + mediaType);
    }
    if (content.bytes().size() > most) {
      throw refused(place + "at most %,d bytes".formatted(most));
    }
    String text =
        content
            .bytes()
            .utf8()
            .optional()
            .orElseThrow(() -> refused(place + "a text is well-formed UTF-8"));
    if (text.isBlank() || text.chars().anyMatch(ContentRules::isUnwanted)) {
      throw refused(place + "a text has no control characters, and is not blank");
    }
    return text;
  }

  /** Controls, and what turns the direction of others' text around. */
  private static boolean isUnwanted(int c) {
    return c != '\n' && Character.isISOControl(c) || c >= 0x202A && c <= 0x202E;
  }

  private static void line(String text, String place) {
    if (text.contains("\n")) {
      throw refused(place + "a name is one line");
    }
  }

  private static JsonNode json(Content content, String place) {
    try {
      JsonNode json = JSON.readTree(text(content, "application/json", MOST_TEXT, place));
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException notJson) {
      throw refused(place + "not JSON");
    }
    throw refused(place + "a JSON object is needed");
  }

  private static void place(JsonNode json, String place) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              JsonNode value = json.path(name);
              boolean point = name.equals("lat") || name.equals("long");
              if (!PLACE.contains(name) || (point ? !value.isNumber() : !value.isTextual())) {
                throw refused(place + "a place has lat, long, address, addressId, zipcode");
              }
            });
    boolean fits =
        json.has("lat") == json.has("long")
            && Math.abs(json.path("lat").asDouble()) <= 90
            && Math.abs(json.path("long").asDouble()) <= 180;
    if (!fits || json.isEmpty()) {
      throw refused(place + "a place has both lat and long, or an address");
    }
  }

  private static Problem refused(String detail) {
    return new Problem(Problem.Type.CONTENT, detail);
  }
}
