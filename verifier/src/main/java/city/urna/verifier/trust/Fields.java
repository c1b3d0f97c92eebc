package city.urna.verifier.trust;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Identifier;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The members of one JSON object, taken one by one; the first refusal is kept, and what is read
 * after it is an empty value that nobody uses.
 */
final class Fields {
  private final JsonNode object;
  private final String place;
  private final Fields root;
  private final Set<String> taken = new HashSet<>();
  private final Set<Bytes> keys = new HashSet<>();
  private String refusal = "";

  Fields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
    this.root = this;
    if (!object.isObject()) {
      refuse("", "is not an object");
    }
  }

  private Fields(JsonNode object, String place, Fields root) {
    this.object = object;
    this.place = place;
    this.root = root;
    if (!object.isObject()) {
      refuse("", "is not an object");
    }
  }

  /** What was refused first, if anything was. */
  Optional<String> refusal() {
    return root.refusal.isEmpty() ? Optional.empty() : Optional.of(root.refusal);
  }

  void constant(String name, String wanted) {
    if (!string(name).equals(wanted)) {
      refuse(name, "is not \"" + wanted + "\"");
    }
  }

  String id(String name) {
    String value = string(name);
    if (!Identifier.isId(value)) {
      refuse(name, "is not an id");
    }
    return value;
  }

  /** Text of 1 to 255 characters, no control characters. */
  String text(String name) {
    String value = string(name);
    if (value.isEmpty()
        || value.codePointCount(0, value.length()) > 255
        || value.codePoints().anyMatch(Character::isISOControl)) {
      refuse(name, "is not a text of 1 to 255 characters");
    }
    return value;
  }

  /** A log's origin: 1 to 255 printable ASCII characters without plus. */
  String origin(String name) {
    String value = text(name);
    if (!value.chars().allMatch(c -> c >= 0x21 && c <= 0x7e && c != '+')) {
      refuse(name, "is not of printable ASCII characters without space and plus");
    }
    return value;
  }

  String choice(String name, List<String> choices) {
    String value = string(name);
    if (!choices.contains(value)) {
      refuse(name, "is none of " + String.join(", ", choices));
    }
    return value;
  }

  Bytes bytes(String name, int size) {
    Bytes value = bytesOrNone(name, size);
    if (value.isEmpty()) {
      refuse(name, "is empty");
    }
    return value;
  }

  /** Lower-case hexadecimal of exactly {@code size} bytes, or the empty text. */
  Bytes bytesOrNone(String name, int size) {
    String text = string(name);
    if (text.isEmpty()) {
      return Bytes.EMPTY;
    }
    return switch (Bytes.fromHex(text)) {
      case Parsed.Ok<Bytes>(Bytes value) when value.size() == size -> value;
      case Parsed.Ok<Bytes> other -> {
        refuse(name, "is not " + size + " bytes");
        yield Bytes.EMPTY;
      }
      case Parsed.Malformed<Bytes>(String reason) -> {
        refuse(name, "is " + reason);
        yield Bytes.EMPTY;
      }
    };
  }

  /** A public key that occurs nowhere else in the file. */
  Bytes key(String name, int size) {
    Bytes value = bytes(name, size);
    if (!root.keys.add(value)) {
      refuse(name, "is a key that the file names twice");
    }
    return value;
  }

  int number(String name, int least, int most) {
    JsonNode node = member(name);
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      refuse(name, "is not a whole number from " + least + " to " + most);
      return least;
    }
    return node.intValue();
  }

  /** The same as {@link #number}; {@code missing} where the member is missing. */
  int numberOr(String name, int least, int most, int missing) {
    return object.has(name) ? number(name, least, most) : missing;
  }

  /** The same as {@link #list}, empty where the member is missing. */
  <T> List<T> listIfThere(String name, int least, int most, Function<Fields, T> read) {
    return object.has(name) ? list(name, least, most, read) : List.of();
  }

  /** A member that may be missing: an object of its own. */
  <T> Optional<T> member(String name, Function<Fields, T> read) {
    if (!object.has(name)) {
      return Optional.empty();
    }
    Fields item = new Fields(member(name), place + name + ".", root);
    T value = read.apply(item);
    item.end();
    return Optional.of(value);
  }

  /** A channel's id, as Fabric allows it. */
  String channel(String name) {
    return matching(name, "[a-z][a-z0-9.-]{0,248}", "is no channel id");
  }

  /** The name of an organization or a chaincode, as Fabric allows it. */
  String mspId(String name) {
    return matching(name, "[a-zA-Z0-9][a-zA-Z0-9._-]{0,248}", "is no name");
  }

  private String matching(String name, String pattern, String why) {
    String value = string(name);
    if (!value.matches(pattern)) {
      refuse(name, why);
    }
    return value;
  }

  /** At least one hash of 32 bytes, none twice. */
  List<Bytes> hashes(String name, int most) {
    JsonNode node = member(name);
    List<Bytes> hashes = new ArrayList<>();
    if (node.isArray()) {
      for (JsonNode item : node) {
        if (item.isTextual()
            && Bytes.fromHex(item.textValue()) instanceof Parsed.Ok<Bytes>(Bytes value)
            && value.size() == 32
            && !hashes.contains(value)) {
          hashes.add(value);
        } else {
          refuse(name, "holds something else than hashes of 32 bytes, each once");
        }
      }
    }
    if (hashes.isEmpty() || hashes.size() > most) {
      refuse(name, "is not a list of 1 to " + most + " hashes");
    }
    return hashes;
  }

  /** A list of objects, each with an {@code id} that no other of the list has. */
  <T> List<T> list(String name, int least, int most, Function<Fields, T> read) {
    return list(name, "id", least, most, read);
  }

  /** A list of objects, each with a member that no other of the list has. */
  <T> List<T> list(String name, String key, int least, int most, Function<Fields, T> read) {
    JsonNode node = member(name);
    if (!node.isArray() || node.size() < least || node.size() > most) {
      refuse(name, "is not a list of " + least + " to " + most);
      return List.of();
    }
    List<T> items = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < node.size(); i++) {
      Fields item = new Fields(node.get(i), place + name + "[" + i + "].", root);
      items.add(read.apply(item));
      if (!ids.add(node.get(i).path(key).asText(""))) {
        item.refuse(key, "occurs twice in the list");
      }
      item.end();
    }
    return items;
  }

  /** Refuses members that nobody asked for. */
  void end() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!taken.contains(name)) {
                refuse(name, "is not a member of this format");
              }
            });
  }

  private String string(String name) {
    JsonNode node = member(name);
    if (!node.isTextual()) {
      refuse(name, node.isMissingNode() ? "is missing" : "is not a text");
      return "";
    }
    return node.textValue();
  }

  private JsonNode member(String name) {
    taken.add(name);
    return object.path(name);
  }

  private void refuse(String name, String why) {
    if (root.refusal.isEmpty()) {
      String where = place + name;
      root.refusal = (where.isEmpty() ? "the content" : where) + " " + why;
    }
  }
}
