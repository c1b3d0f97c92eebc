package city.urna.client.voter;

import city.urna.client.http.CityNode;
import city.urna.client.http.RefusedException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.SignedAct;
import city.urna.protocol.record.SignedRecord;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a credential's next act replaces (spec consultation §8.2). The node says where the chain
 * ends, because an answer may have been lost and a wallet restored from a copy; the device believes
 * no end that its own credential has not signed.
 */
record OwnChain(CityNode node, Forum forum, Wallet own) {
  private static final int NOT_FOUND = 404;

  /**
   * The end of the credential's chain of that type on that thing; none where it begins one.
   *
   * @param known what the wallet remembers of that kind
   * @throws VoterException when the node shows neither what the wallet remembers nor an act of this
   *     credential that came after it
   */
  Tracker end(ActType type, Digest on, Tracker known) {
    if (!known.equals(Tracker.NONE) && isWaiting(known)) {
      return known;
    }
    Digest nullifier = new Digest(forum.nullifier(own.credentialKey.publicKey()).bytes());
    JsonNode chains = node.chains(own.process, own.scope, nullifier, type, on);
    if (chains.isEmpty()) {
      if (!known.equals(Tracker.NONE)) {
        throw new VoterException(
            "the node took your act "
                + known.hex()
                + " and shows it no more: your receipt proves"
                + " that it was recorded; show it to the observers");
      }
      return Tracker.NONE;
    }
    Tracker end = new Tracker(ActCommands.hash(chains.get(0).path("end").asText()));
    if (!end.equals(known) && !isOwn(end)) {
      throw new VoterException(
          "the node names an act as your last one that your credential did not sign; nothing was"
              + " sent; tell the observers");
    }
    return end;
  }

  /** Whether the node has taken it and the log has it not yet. */
  private boolean isWaiting(Tracker act) {
    try {
      return node.act(act.value()).path("standing").asText().equals("waiting");
    } catch (RefusedException e) {
      if (e.status() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private boolean isOwn(Tracker act) {
    Bytes bytes = node.actBytes(act.value());
    Optional<SignedRecord> record = SignedRecord.parse(bytes).optional();
    return record.isPresent()
        && forum.actHash(record.get().body()).equals(act)
        && SignedAct.of(record.get(), List.of())
            instanceof Verdict.Verified<SignedAct>(SignedAct signed)
        && Bytes.of(signed.message().getCredential().getKey())
            .equals(own.credentialKey.publicKey());
  }
}
