package city.urna.client.observer;

import city.urna.client.definition.DefinitionException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ledger's card: origin, log key, orderer key, operator, quorum, genesis hash. */
public final class LedgerCard {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LedgerCard() {}

  /**
   * Reads a card; what its values are worth the verifier says, which reads the trust file strictly.
   *
   * @throws DefinitionException saying what is wrong with the file
   */
  public static JsonNode read(Path file) {
    JsonNode card;
    try {
      card = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new DefinitionException(file + " is not a card: " + e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw new DefinitionException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read card " + file, e);
    }
    if (!"ledger".equals(card.path("role").asText())) {
      throw new DefinitionException(file + " is not a ledger's card");
    }
    for (String name : List.of("genesis", "origin", "logKey", "ordererKey", "operator")) {
      if (!card.path(name).isTextual()) {
        throw new DefinitionException(file + ": " + name + " is missing");
      }
    }
    if (!card.path("quorum").isInt()) {
      throw new DefinitionException(file + ": quorum needs a whole number");
    }
    return card;
  }
}
