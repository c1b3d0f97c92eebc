package city.urna.api.organization;

import city.urna.api.http.Problem;
import city.urna.network.LedgerCopy;
import city.urna.network.fabric.FabricFollower;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.records.Cosigning;
import java.time.Duration;
import java.util.Optional;

/** Blocks of the organization's own peer; the city's node brings none (spec fabric §4). */
record OwnPeer(FabricFollower follower) implements Source {
  /** How long a checkpoint waits for this side to get there. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public LedgerCopy copy() {
    return follower;
  }

  @Override
  public void bring(Cosigning request, long size) {
    if (request.getBlocksCount() > 0) {
      throw new Problem(Problem.Type.MALFORMED, "this organization follows its own peer");
    }
    try {
      follower.await(size, PATIENCE);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "ask again");
    }
    follower
        .alarm()
        .ifPresent(
            what -> {
              throw Replica.alarm(what);
            });
  }

  @Override
  public long cosigned() {
    return follower
        .log()
        .checkpoint()
        .map(note -> Checkpoint.parse(note.text()).orThrow().size())
        .orElse(0L);
  }

  @Override
  public void keep(SignedNote checkpoint) {
    follower.log().keep(checkpoint);
  }

  @Override
  public Optional<Digest> network() {
    return Optional.of(follower.genesisBlock());
  }

  @Override
  public Optional<Problem> obstacle() {
    return follower
        .alarm()
        .map(
            what ->
                new Problem(Problem.Type.OUT_OF_ORDER, "the ledger cannot be followed: " + what));
  }

  @Override
  public boolean mayGrow() {
    return follower.alarm().isEmpty();
  }

  @Override
  public void close() {
    follower.close();
  }
}
