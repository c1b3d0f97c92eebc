package city.urna.api.open311;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Identifiers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a city says of its Open311 endpoint (docs/commands.md, "open311.yaml"). Without such a file
 * every process that takes reports is a jurisdiction of its own id, and nobody has a key.
 *
 * @param url where the world finds the node; empty: as the request addressed it
 * @param jurisdictions process ids by jurisdiction id; empty: every process, under its own id
 * @param keys SHA-256 of each key that may file reports, by the name of who holds it
 */
public record Open311Settings(
    Optional<String> url,
    String contact,
    String keyService,
    boolean production,
    Map<String, String> jurisdictions,
    Map<String, Bytes> keys) {
  private static final Set<String> FIELDS =
      Set.of("url", "contact", "keyService", "type", "jurisdictions", "keys");

  /** No file. */
  public static final Open311Settings NONE =
      new Open311Settings(
          Optional.empty(),
          "Ask the city that runs this node.",
          "Keys are given by the city that runs this node.",
          false,
          Map.of(),
          Map.of());

  public Open311Settings {
    jurisdictions = Map.copyOf(jurisdictions);
    keys = Map.copyOf(keys);
  }

  /** A settings file that cannot be used, with the place and what is wrong there. */
  public static final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /**
   * Reads the file.
   *
   * @throws UnusableException naming the place and what is wrong there
   */
  public static Open311Settings read(Path file) {
    try {
      JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
      root.fieldNames()
          .forEachRemaining(
              name -> {
                if (!FIELDS.contains(name)) {
                  throw new UnusableException(file + ": unknown field " + name);
                }
              });
      String type = root.path("type").asText("production");
      if (!type.equals("production") && !type.equals("test")) {
        throw new UnusableException(file + ": type is production or test");
      }
      Optional<String> url = Optional.ofNullable(root.get("url")).map(JsonNode::asText);
      if (url.isPresent() && !url.get().matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
        throw new UnusableException(file + ": url begins with http:// or https://");
      }
      return new Open311Settings(
          url.map(text -> text.replaceAll("/+$", "")),
          text(file, root, "contact"),
          text(file, root, "keyService"),
          type.equals("production"),
          jurisdictions(file, root.path("jurisdictions")),
          keys(file, root.path("keys")));
    } catch (CharacterCodingException e) {
      throw new UnusableException(file + " is not UTF-8 text");
    } catch (JsonProcessingException e) {
      throw new UnusableException(
          file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UnusableException("cannot read " + file);
    }
  }

  private static Map<String, String> jurisdictions(Path file, JsonNode nodes) {
    Map<String, String> jurisdictions = new LinkedHashMap<>();
    Set<String> processes = new HashSet<>();
    for (JsonNode node : nodes) {
      String id = text(file, node, "id");
      String process = text(file, node, "process");
      if (!Identifiers.isId(process) || !processes.add(process)) {
        throw new UnusableException(file + ": a process is no id, or stands twice");
      }
      if (jurisdictions.put(id, process) != null) {
        throw new UnusableException(file + ": jurisdiction " + id + " stands twice");
      }
    }
    return jurisdictions;
  }

  private static Map<String, Bytes> keys(Path file, JsonNode nodes) {
    Map<String, Bytes> keys = new LinkedHashMap<>();
    for (JsonNode node : nodes) {
      String name = text(file, node, "name");
      Bytes hash =
          Bytes.fromHex(text(file, node, "sha256"))
              .optional()
              .filter(bytes -> bytes.size() == 32)
              .orElseThrow(
                  () -> new UnusableException(file + ": sha256 of " + name + ": 64 hex digits"));
      if (keys.put(name, hash) != null) {
        throw new UnusableException(file + ": two keys of " + name);
      }
    }
    return keys;
  }

  private static String text(Path file, JsonNode node, String name) {
    String text = node.path(name).asText("");
    if (text.isBlank()) {
      throw new UnusableException(file + ": " + name + " is missing");
    }
    return text;
  }

  /** Who holds a key; empty where nobody does. Every key is compared, each in constant time. */
  Optional<String> holder(String key) {
    byte[] hash = sha256(key);
    List<String> holders = new ArrayList<>();
    keys.forEach(
        (name, known) -> {
          if (MessageDigest.isEqual(known.toArray(), hash)) {
            holders.add(name);
          }
        });
    return holders.stream().findFirst();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
