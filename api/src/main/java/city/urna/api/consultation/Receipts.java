package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.log.InclusionProof;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What whoever acted keeps (spec consultation §11). */
final class Receipts {
  private final StoredConsultations consultations;

  /** The anchor asked for last: all acts of one anchor get their receipts at the same time. */
  private volatile Optional<Opened> last = Optional.empty();

  private record Opened(Digest anchor, AnchorList list, MerkleTree tree) {}

  Receipts(StoredConsultations consultations) {
    this.consultations = consultations;
  }

  /** The receipt of an act that stands at that order, once a quorum's checkpoint covers it. */
  CompletableFuture<JsonNode> of(Tracker act, long order) {
    long position = order / Register.PLACES;
    return consultations
        .cosigners()
        .cosigned(position)
        .thenApply(note -> of(act, position, (int) (order % Register.PLACES), note));
  }

  private JsonNode of(Tracker act, long position, int index, SignedNote note) {
    String proof = consultations.log().receipt(position, note).orElseThrow().text();
    Bytes bytes = consultations.log().record(position).orElseThrow();
    SignedRecord record = SignedRecord.parse(bytes).orThrow();
    if (record.kind() != Kind.ANCHOR) {
      return TextNode.valueOf(proof);
    }
    Opened opened = opened(record.hash());
    AnchorList list = opened.list();
    InclusionProof path = opened.tree().inclusion(index, list.acts().size());
    ObjectNode json = Json.object();
    json.put("format", "urna-act-receipt/v1");
    json.put("process", record.process()).put("scope", record.scope());
    json.put(
        "election",
        consultations
            .registration()
            .forum(record.process(), record.scope())
            .orElseThrow()
            .election()
            .hex());
    json.put("act", list.acts().get(index).base64()).put("index", index);
    ArrayNode hashes = json.putArray("path");
    path.path().forEach(hash -> hashes.add(hash.hex()));
    json.put("anchor", bytes.base64()).put("proof", proof);
    return json;
  }

  private Opened opened(Digest anchor) {
    Optional<Opened> known = last.filter(one -> one.anchor().equals(anchor));
    if (known.isPresent()) {
      return known.get();
    }
    AnchorList list = AnchorList.decode(list(anchor).orElseThrow()).orThrow();
    Opened opened = new Opened(anchor, list, list.tree());
    last = Optional.of(opened);
    return opened;
  }

  /** The exact bytes of the act at that order: its record, or of a public one the PublicAct. */
  Bytes exact(long order) {
    Bytes record = consultations.log().record(order / Register.PLACES).orElseThrow();
    SignedRecord parsed = SignedRecord.parse(record).orThrow();
    if (parsed.kind() != Kind.ANCHOR) {
      return record;
    }
    return opened(parsed.hash()).list().acts().get((int) (order % Register.PLACES));
  }

  /** The list of an anchor. */
  Optional<Bytes> list(Digest anchor) {
    return consultations.read(
        session ->
            session.one(
                "SELECT list FROM lists WHERE record = ?", row -> Session.bytes(row, 1), anchor));
  }
}
