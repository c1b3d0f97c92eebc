package city.urna.client.voter;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.PublicActReceipt;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActCall;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A device that acts in a consultation, and believes no receipt that it has not checked (spec
 * consultation §4, §11).
 */
public final class Resident {
  private final CityNode node;
  private final ForumView view;
  private final SecureRandom random;

  public Resident(CityNode node, ForumView view, SecureRandom random) {
    this.node = node;
    this.view = view;
    this.random = random;
  }

  /**
   * An act that the node has taken.
   *
   * @param receipt as it is kept in a file; empty while the log has no cosigned checkpoint of it
   */
  public record Sent(Tracker act, Optional<String> receipt) {}

  /** Acts with a key of the act's own, which is forgotten. */
  public Sent publicly(ActDraft draft, List<Content> contents) {
    try (Ed25519PrivateKey key = Ed25519PrivateKey.generate(random)) {
      Bytes act = draft.sign(view.forum(), key, random);
      Tracker hash = hash(act);
      ActCall.Builder call =
          ActCall.newBuilder()
              .setProcess(view.forum().context().process())
              .setScope(view.forum().context().scope())
              .setPublicAct(act.toByteString());
      return send(hash, call, contents);
    }
  }

  private Tracker hash(Bytes publicAct) {
    PublicAct message =
        city.urna.protocol.record.StrictParser.parse(PublicAct.parser(), publicAct).orThrow();
    return view.forum().actHash(Bytes.of(message.getAct()));
  }

  /** Acts with a wallet's credential. */
  Sent with(Wallet wallet, ActDraft draft, List<Content> contents) {
    return record(
        draft.sign(view.forum(), wallet.style, wallet.credential(), wallet.credentialKey, random),
        contents);
  }

  /** Acts as an office, for somebody who came in person. */
  public Sent as(String office, Ed25519PrivateKey key, ActDraft draft, List<Content> contents) {
    return record(draft.sign(view.forum(), office, key, random), contents);
  }

  private Sent record(SignedRecord record, List<Content> contents) {
    Tracker hash = view.forum().actHash(record.body());
    return send(hash, ActCall.newBuilder().setRecord(record.bytes().toByteString()), contents);
  }

  private Sent send(Tracker act, ActCall.Builder call, List<Content> contents) {
    contents.forEach(content -> call.addContents(content.encode().toByteString()));
    JsonNode answer = node.act(Bytes.of(call.build().toByteString()));
    return new Sent(act, receipt(act, answer));
  }

  /** The receipt in a node's answer, checked; empty where there is none yet. */
  public Optional<String> receipt(Tracker act, JsonNode answer) {
    JsonNode receipt = answer.path("receipt");
    if (receipt.isMissingNode() || receipt.isNull()) {
      return Optional.empty();
    }
    boolean holds = receipt.isObject() ? ofPublic(act, receipt) : ofRecord(act, receipt.asText());
    if (!holds) {
      throw new VoterException(
          "the node's receipt does not hold; ask again with `urna voter act`, and tell the"
              + " observers if it stays so");
    }
    return Optional.of(receipt.isObject() ? receipt.toPrettyString() + "\n" : receipt.asText());
  }

  private boolean ofRecord(Tracker act, String text) {
    return Receipt.parse(Bytes.ofUtf8(text)) instanceof Parsed.Ok<Receipt>(Receipt receipt)
        && receipt.check(view.trust()) instanceof Receipt.Outcome.Recorded recorded
        && recorded.entry().tracker().equals(act);
  }

  private boolean ofPublic(Tracker act, JsonNode json) {
    List<Digest> path = new ArrayList<>();
    for (JsonNode hash : json.path("path")) {
      Optional<Digest> step = Digest.fromHex(hash.asText()).optional();
      if (step.isEmpty()) {
        return false;
      }
      path.add(step.get());
    }
    Optional<Bytes> own = Bytes.fromBase64(json.path("act").asText()).optional();
    Optional<Bytes> anchor = Bytes.fromBase64(json.path("anchor").asText()).optional();
    Optional<Receipt> proof = Receipt.parse(Bytes.ofUtf8(json.path("proof").asText())).optional();
    if (own.isEmpty() || anchor.isEmpty() || proof.isEmpty() || !json.path("index").isInt()) {
      return false;
    }
    PublicActReceipt receipt =
        new PublicActReceipt(
            view.forum().context(),
            own.get(),
            json.path("index").asInt(),
            path,
            anchor.get(),
            proof.get());
    return receipt.check(view.trust()) instanceof PublicActReceipt.Outcome.Recorded recorded
        && recorded.act().equals(act);
  }
}
