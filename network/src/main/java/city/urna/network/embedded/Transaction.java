package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.chaincode.Ruling;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.log.Leaf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A submitted command on its way: decided once or more, then committed. */
final class Transaction {
  /**
   * One record of the command.
   *
   * <p>Either it stood on the log already when the command came, or the contract ruled on it.
   */
  sealed interface Fate {
    record Stood(Place place) implements Fate {}

    record Accepted(Ruling.Accepted ruling, Leaf leaf) implements Fate {}

    /** The same tracker as another record of this command, by its index. */
    record Repeated(int first) implements Fate {}

    record Refused(Ruling.Refused ruling) implements Fate {}
  }

  /** A decision with the versions on which it stands. */
  record Decided(Map<String, Long> versions, List<Fate> fates) {}

  private final Command command;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private int attempts;
  private Optional<Decided> decided = Optional.empty();

  Transaction(Command command) {
    this.command = command;
  }

  Command command() {
    return command;
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Counts a decision, made by one thread and handed to the next through a queue. */
  void decide(Decided decision) {
    attempts++;
    decided = Optional.of(decision);
  }

  Decided decided() {
    return decided.orElseThrow(() -> new IllegalArgumentException("not decided yet"));
  }

  int attempts() {
    return attempts;
  }

  /** How many records the commit may add. */
  int size() {
    return command.records().size();
  }

  void fail(LedgerException problem) {
    outcome.completeExceptionally(problem);
  }
}
