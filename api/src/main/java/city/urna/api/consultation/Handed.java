package city.urna.api.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.transcript.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * An act on its way: stored, then on the log.
 *
 * @param election process, scope and election hash
 * @param anchored whether it is a public act, which an anchor will stand for
 * @param bytes the record's, or the PublicAct's
 * @param stored completes once all of it is durable here: then it is acknowledged
 * @param recorded completes with its place in the order of the log
 */
record Handed(
    Context election,
    Tracker act,
    boolean anchored,
    Bytes bytes,
    List<Content> contents,
    CompletableFuture<Tracker> stored,
    CompletableFuture<Long> recorded) {
  Handed {
    contents = List.copyOf(contents);
  }

  static Handed of(
      Context election, Tracker act, boolean anchored, Bytes bytes, List<Content> contents) {
    return new Handed(
        election,
        act,
        anchored,
        bytes,
        contents,
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }

  Digest hash() {
    return new Digest(act.bytes());
  }

  /** Tells everybody who still waits for it. */
  void fail(Throwable failure) {
    stored.completeExceptionally(failure);
    recorded.completeExceptionally(failure);
  }
}
