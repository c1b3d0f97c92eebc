package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which contents a record names, and what of them search and maps have: what is public now, and
 * nothing else.
 */
final class Publication {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Session session;
  private final long now;

  /**
   * @param now the node's clock, for when an act was changed last
   */
  Publication(Session session, long now) {
    this.session = session;
    this.now = now;
  }

  /** How a record names its contents, in their order. */
  void references(long owner, List<ContentRef> references) throws SQLException {
    int place = 0;
    for (ContentRef reference : references) {
      session.change(
          "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)",
          owner,
          place++,
          Bytes.of(reference.getCommitment()),
          reference.getKind(),
          reference.getLength(),
          reference.getWithheld());
    }
  }

  /** What search and maps have of an act: its public texts and place, and nothing else. */
  void publish(long act, long scope) throws SQLException {
    record Reference(Digest commitment, int kind) {}
    List<String> words = new ArrayList<>();
    Optional<JsonNode> place = Optional.empty();
    for (Reference reference :
        session.all(
            "SELECT commitment, kind FROM refs WHERE owner = ? ORDER BY place",
            row -> new Reference(Session.digest(row, 1), row.getInt(2)),
            act)) {
      if (reference.kind() == ContentKind.TEXT.number()) {
        words.add(ContentStore.text(session, reference.commitment()));
      } else if (reference.kind() == ContentKind.PLACE.number()) {
        place = json(ContentStore.text(session, reference.commitment()));
        place.ifPresent(found -> words.add(found.path("address").asText()));
      }
    }
    Words.put(session, Words.Of.ACT, act, scope, String.join("\n", words));
    Optional<JsonNode> point = place.filter(found -> found.path("lat").isNumber());
    session.change(
        "UPDATE acts SET latitude = ?, longitude = ? WHERE ord = ?",
        point.<Object>map(found -> found.path("lat").asDouble()).orElse(Optional.empty()),
        point.<Object>map(found -> found.path("long").asDouble()).orElse(Optional.empty()),
        act);
  }

  /** Writes anew what the index holds of all whose contents a decision changed. */
  void publishAll(Decision decision, Optional<Long> superseded) throws SQLException {
    List<Bytes> commitments = new ArrayList<>();
    decision.getCommitmentsList().forEach(commitment -> commitments.add(Bytes.of(commitment)));
    if (superseded.isPresent()) {
      commitments.addAll(
          session.all(
              "SELECT commitment FROM named WHERE decision = ?",
              row -> Session.bytes(row, 1),
              superseded.get()));
    }
    record Owner(long ord, long scope) {}
    for (Bytes commitment : commitments) {
      for (Owner owner :
          session.all(
              "SELECT a.ord, a.scope FROM refs JOIN acts a ON a.ord = owner WHERE commitment = ?",
              row -> new Owner(row.getLong(1), row.getLong(2)),
              commitment)) {
        publish(owner.ord(), owner.scope());
        session.change("UPDATE acts SET updated = max(updated, ?) WHERE ord = ?", now, owner.ord());
      }
    }
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }
}
