package city.urna.api.casting;

import city.urna.network.RecordOutcome;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.transcript.Context;
import java.util.concurrent.CompletableFuture;

/**
 * A ballot on its way: stored, then decided.
 *
 * @param context the election that it was taken under
 * @param stored completes once it is durable here: then it is acknowledged
 * @param outcome completes with what the ledger made of it
 */
record Pending(
    SignedBallot ballot,
    Context context,
    Tracker tracker,
    Nullifier nullifier,
    CompletableFuture<Bytes> stored,
    CompletableFuture<RecordOutcome> outcome) {

  /** A ballot under an election hash: spec ballots §3. */
  static Pending of(SignedBallot ballot, Digest election) {
    Context context = new Context(ballot.record().process(), ballot.record().scope(), election);
    return new Pending(
        ballot,
        context,
        Election.tracker(context, ballot.record().body()),
        Election.nullifier(context, ballot.credential()),
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }

  String scope() {
    return context.process() + "/" + context.scope();
  }

  /** Tells everybody who still waits for it. */
  void fail(Throwable failure) {
    stored.completeExceptionally(failure);
    outcome.completeExceptionally(failure);
  }
}
