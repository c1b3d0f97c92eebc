package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code manifest.json} (spec archive §1): each file's name, length and SHA-256.
 *
 * @param ledger which ledger the archive's blocks are of
 * @param files as listed; empty where the manifest is not canonical
 * @param refusal why it is not canonical, if it is not: V1.1 fails
 */
public record Manifest(Ledger ledger, List<Entry> files, Optional<String> refusal) {

  /** One listed file. */
  public record Entry(String name, long length, Bytes sha256) {}

  public static final String NAME = "manifest.json";
  static final String FORMAT = "urna-archive/v1";
  static final int MOST_BYTES = 64 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a manifest. Malformed is what cannot be read as a manifest at all (the archive is
   * unreadable then); one that is only not canonical carries its refusal.
   */
  static Parsed<Manifest> parse(Bytes raw) {
    JsonNode root;
    try {
      root =
          JSON.readTree(
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(ByteBuffer.wrap(raw.toArray()))
                  .toString());
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Parsed.malformed(NAME + " is not JSON");
    }
    if (!root.path("format").asText("").equals(FORMAT)) {
      return Parsed.malformed(NAME + " is not of format " + FORMAT);
    }
    Optional<Ledger> named = Ledger.of(root.path("ledger").asText(""));
    if (named.isEmpty()) {
      return Parsed.malformed(NAME + " names an unknown ledger");
    }
    Ledger ledger = named.get();
    List<Entry> files = new ArrayList<>();
    for (JsonNode file : root.path("files")) {
      String name = file.path("name").asText("");
      JsonNode length = file.path("length");
      if (!Directory.isName(name) || !length.canConvertToLong() || length.longValue() < 0) {
        return refused(ledger, "an entry's name or length is out of range");
      }
      if (!(Bytes.fromHex(file.path("sha256").asText("")) instanceof Parsed.Ok<Bytes>(Bytes sha256))
          || sha256.size() != 32) {
        return refused(ledger, "an entry's hash is not 64 lower-case hexadecimal digits");
      }
      if (!files.isEmpty()
          && Bytes.ofUtf8(files.getLast().name()).compareTo(Bytes.ofUtf8(name)) >= 0) {
        return refused(ledger, "files do not ascend by name");
      }
      files.add(new Entry(name, length.longValue(), sha256));
    }
    if (!canonical(ledger, files).equals(raw)) {
      return refused(ledger, "the manifest is not canonical");
    }
    return Parsed.ok(new Manifest(ledger, List.copyOf(files), Optional.empty()));
  }

  private static Parsed<Manifest> refused(Ledger ledger, String reason) {
    return Parsed.ok(new Manifest(ledger, List.of(), Optional.of(reason)));
  }

  /** The only bytes that a manifest of these files may have. */
  static Bytes canonical(Ledger ledger, List<Entry> files) {
    StringBuilder text = new StringBuilder("{\"files\":[");
    for (int i = 0; i < files.size(); i++) {
      Entry file = files.get(i);
      text.append(i == 0 ? "" : ",")
          .append("{\"length\":")
          .append(file.length())
          .append(",\"name\":\"")
          .append(file.name())
          .append("\",\"sha256\":\"")
          .append(file.sha256().hex())
          .append("\"}");
    }
    text.append("],\"format\":\"")
        .append(FORMAT)
        .append("\",\"ledger\":\"")
        .append(ledger.text())
        .append("\"}\n");
    return Bytes.ofUtf8(text.toString());
  }
}
