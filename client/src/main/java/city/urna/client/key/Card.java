package city.urna.client.key;

import city.urna.client.terminal.ToldException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The public side of a key file: who somebody is and which keys are theirs (docs/commands.md,
 * "cards"). Written as JSON.
 *
 * @param key Ed25519; an organization's cosigner key
 * @param second a trustee's sealing key, an organization's ledger key; empty for others
 * @param rechecks of a thousand ballots, of how many an organization checks the proofs again before
 *     it cosigns; {@link #ALL} unless it says otherwise
 */
public record Card(
    Role role,
    String id,
    String name,
    String operator,
    Bytes key,
    Optional<Bytes> second,
    int rechecks) {
  /** The proofs of every ballot. */
  public static final int ALL = 1_000;

  private static final String FORMAT = "urna-card/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a card is for, and the JSON names of its keys. */
  public enum Role {
    CLERK("key", ""),
    REGISTRAR("key", ""),
    ISSUER("key", ""),
    TRUSTEE("key", "sealingKey"),
    OFFICE("key", ""),
    ORGANIZATION("cosignerKey", "ledgerKey");

    private final String first;
    private final String second;

    Role(String first, String second) {
      this.first = first;
      this.second = second;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean hasSecond() {
      return !second.isEmpty();
    }
  }

  public Card {
    if (role.hasSecond() != second.isPresent()) {
      throw new IllegalArgumentException("a " + role.word() + " card has the wrong keys");
    }
    if (rechecks < 0 || rechecks > ALL || rechecks < ALL && role != Role.ORGANIZATION) {
      throw new IllegalArgumentException("0 to 1000 of a thousand ballots, an organization's");
    }
  }

  /** A card that says nothing of rechecks. */
  public Card(
      Role role, String id, String name, String operator, Bytes key, Optional<Bytes> second) {
    this(role, id, name, operator, key, second, ALL);
  }

  /** The same with another number of rechecks. */
  public Card withRechecks(int number) {
    return new Card(role, id, name, operator, key, second, number);
  }

  public String json() {
    ObjectNode card = JSON.createObjectNode();
    card.put("format", FORMAT).put("role", role.word());
    card.put("id", id).put("name", name).put("operator", operator);
    putKeys(card);
    return card.toPrettyString() + "\n";
  }

  /**
   * Puts the public keys, and a number of rechecks below all, under the names that cards and trust
   * files share.
   */
  public void putKeys(ObjectNode json) {
    second.ifPresent(bytes -> json.put(role.second, bytes.hex()));
    json.put(role.first, key.hex());
    if (rechecks < ALL) {
      json.put("rechecks", rechecks);
    }
  }

  /**
   * Reads a card.
   *
   * @throws CardException saying what is wrong with the file
   */
  public static Card read(Path file) {
    try {
      return parse(JSON.readTree(Files.readString(file)), file);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new CardException(file + " is not a card: " + e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw new CardException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read card " + file, e);
    }
  }

  private static Card parse(JsonNode json, Path file) {
    if (!FORMAT.equals(json.path("format").asText())) {
      throw new CardException(file + " is not a card of format " + FORMAT);
    }
    String word = json.path("role").asText();
    for (Role role : Role.values()) {
      if (role.word().equals(word)) {
        Optional<Bytes> second =
            role.hasSecond() ? Optional.of(hex(json, role.second, 33, file)) : Optional.empty();
        return new Card(
            role,
            text(json, "id", file),
            text(json, "name", file),
            text(json, "operator", file),
            hex(json, role.first, 32, file),
            second,
            rechecks(json, role, file));
      }
    }
    throw new CardException(file + ": unknown role " + word);
  }

  private static int rechecks(JsonNode json, Role role, Path file) {
    JsonNode stated = json.path("rechecks");
    if (stated.isMissingNode()) {
      return ALL;
    }
    if (role != Role.ORGANIZATION
        || !stated.isInt()
        || stated.intValue() < 0
        || stated.intValue() > ALL) {
      throw new CardException(
          file + ": rechecks: an organization's, 0 to 1000 of a thousand ballots");
    }
    return stated.intValue();
  }

  private static String text(JsonNode json, String name, Path file) {
    String value = json.path(name).asText("");
    if (value.isBlank()) {
      throw new CardException(file + ": " + name + " is missing");
    }
    return value;
  }

  private static Bytes hex(JsonNode json, String name, int size, Path file) {
    return switch (Bytes.fromHex(json.path(name).asText(""))) {
      case Parsed.Ok<Bytes>(Bytes key) when key.size() == size -> key;
      case Parsed.Ok<Bytes>(Bytes key) ->
          throw new CardException(file + ": " + name + " needs " + size + " bytes");
      case Parsed.Malformed<Bytes>(String reason) ->
          throw new CardException(file + ": " + name + ": " + reason);
    };
  }

  /** A card file cannot be used; the message says which and why. */
  public static final class CardException extends ToldException {
    private static final long serialVersionUID = 1L;

    CardException(String message) {
      super(message);
    }
  }
}
