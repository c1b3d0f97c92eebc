package city.urna.api.consultation;

import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.log.InclusionProof;
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
    AnchorList list = AnchorList.decode(list(record.hash()).orElseThrow()).orThrow();
    InclusionProof path = list.path(index);
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

  /** The exact bytes of the act at that order: its record, or of a public one the PublicAct. */
  Bytes exact(long order) {
    Bytes record = consultations.log().record(order / Register.PLACES).orElseThrow();
    SignedRecord parsed = SignedRecord.parse(record).orThrow();
    if (parsed.kind() != Kind.ANCHOR) {
      return record;
    }
    AnchorList list = AnchorList.decode(list(parsed.hash()).orElseThrow()).orThrow();
    return list.acts().get((int) (order % Register.PLACES));
  }

  /** The list of an anchor. */
  Optional<Bytes> list(Digest anchor) {
    return consultations.read(
        session ->
            session.one(
                "SELECT list FROM lists WHERE record = ?", row -> Session.bytes(row, 1), anchor));
  }
}
