package city.urna.client.observer;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The auditor's trust file (spec archive §2): every key and hash that the verifier takes as given.
 *
 * @param ledger the ledger's card: origin, keys of its operator, quorum, genesis hash, and the
 *     network where it is kept by one (spec fabric §6)
 * @param cards of organizations, clerks, registrars, issuers, trustees and offices, each list in
 *     the order of the records
 */
public record TrustFile(
    String process,
    String scope,
    String electionHash,
    JsonNode ledger,
    List<Card> cards,
    int threshold,
    int minimumIssuers,
    MadeBy madeBy) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Who made the file: one made by the demo is circular, and the verifier says so. */
  public enum MadeBy {
    DEMO,
    OBSERVER
  }

  public TrustFile {
    cards = List.copyOf(cards);
  }

  public String json() {
    ObjectNode trust = JSON.createObjectNode();
    trust.put("format", "urna-trust/v1").put("suite", "URNA-P256-SHA256-v1");
    trust.put("process", process).put("scope", scope).put("electionHash", electionHash);
    for (String name : List.of("genesis", "origin", "logKey", "ordererKey", "operator")) {
      trust.put(name, ledger.path(name).asText());
    }
    trust.put("quorum", ledger.path("quorum").asInt());
    list(trust, "organizations", Card.Role.ORGANIZATION);
    list(trust, "clerks", Card.Role.CLERK);
    list(trust, "registrars", Card.Role.REGISTRAR);
    list(trust, "issuers", Card.Role.ISSUER);
    list(trust, "trustees", Card.Role.TRUSTEE);
    trust.put("threshold", threshold).put("minimumIssuers", minimumIssuers);
    if (cards.stream().anyMatch(card -> card.role() == Card.Role.OFFICE)) {
      list(trust, "offices", Card.Role.OFFICE);
    }
    trust.put("madeBy", madeBy == MadeBy.DEMO ? "demo" : "observer");
    if (ledger.has("fabric")) {
      trust.set("fabric", ledger.path("fabric").deepCopy());
    }
    return trust.toPrettyString() + "\n";
  }

  private void list(ObjectNode trust, String name, Card.Role role) {
    ArrayNode parties = trust.putArray(name);
    for (Card card : cards) {
      if (card.role() == role) {
        ObjectNode party = parties.addObject();
        party.put("id", card.id()).put("operator", card.operator());
        card.putKeys(party);
      }
    }
  }
}
