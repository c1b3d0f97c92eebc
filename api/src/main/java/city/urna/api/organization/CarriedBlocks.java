package city.urna.api.organization;

import static city.urna.api.http.Exchange.ok;

import city.urna.api.http.Problem;
import city.urna.network.Block;
import city.urna.network.LedgerCopy;
import city.urna.network.embedded.Follower;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Cosigning;
import city.urna.protocol.records.Genesis;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Blocks that the city's node brings with the checkpoint to be cosigned (spec api §3).
 *
 * @param isMine whether a genesis record names this organization
 */
record CarriedBlocks(Follower follower, Predicate<Genesis> isMine) implements Source {
  @Override
  public LedgerCopy copy() {
    return follower;
  }

  @Override
  public void bring(Cosigning request, long size) {
    for (var message : request.getBlocksList()) {
      Block block = ok(Block.of(message));
      if (block.number() >= follower.log().height()) {
        apply(block);
      }
    }
  }

  private void apply(Block block) {
    if (block.number() == 0 && !namesMe(block)) {
      throw Replica.alarm("a genesis record without this organization");
    }
    switch (follower.apply(block)) {
      case Follower.Outcome.Appended appended -> {}
      case Follower.Outcome.OutOfTurn(long expected) ->
          throw new Problem(Problem.Type.BEHIND, expected + " is the next block");
      case Follower.Outcome.Diverged(String reason) ->
          throw Replica.alarm("block " + block.number() + ": " + reason);
    }
  }

  private boolean namesMe(Block block) {
    return SignedRecord.parse(block.records().getFirst())
        .flatMap(record -> record.body(Genesis.parser()))
        .optional()
        .filter(isMine)
        .isPresent();
  }

  /** Each block came with a checkpoint over it. */
  @Override
  public long cosigned() {
    return follower.log().size();
  }

  @Override
  public void keep(SignedNote checkpoint) {
    // The copy's own size says it.
  }

  @Override
  public Optional<Digest> network() {
    return Optional.empty();
  }

  @Override
  public Optional<Problem> obstacle() {
    return Optional.empty();
  }

  @Override
  public boolean mayGrow() {
    return false;
  }

  @Override
  public void close() {
    follower.close();
  }
}
