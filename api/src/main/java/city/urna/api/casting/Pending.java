package city.urna.api.casting;

import city.urna.network.RecordOutcome;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import java.util.concurrent.CompletableFuture;

/**
 * A ballot on its way: stored, then decided.
 *
 * @param election the election hash that it was taken under
 * @param stored completes once it is durable here: then it is acknowledged
 * @param outcome completes with what the ledger made of it
 */
record Pending(
    SignedBallot ballot,
    Digest election,
    Tracker tracker,
    Nullifier nullifier,
    CompletableFuture<Bytes> stored,
    CompletableFuture<RecordOutcome> outcome) {

  static Pending of(SignedBallot ballot, Digest election, Tracker tracker, Nullifier nullifier) {
    return new Pending(
        ballot, election, tracker, nullifier, new CompletableFuture<>(), new CompletableFuture<>());
  }

  String scope() {
    return ballot.record().process() + "/" + ballot.record().scope();
  }
}
