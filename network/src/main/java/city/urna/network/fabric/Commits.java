package city.urna.network.fabric;

import city.urna.network.RecordOutcome;
import city.urna.network.derived.OrderedTransaction;
import city.urna.network.derived.OrderedTransaction.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Transactions that somebody waits for, told as soon as their block is stored here. */
final class Commits {
  private final Map<String, CompletableFuture<Committed>> waiting = new ConcurrentHashMap<>();

  /** What became of a transaction; one outcome for each of its records where it is valid. */
  record Committed(Validity validity, List<RecordOutcome> records) {}

  /** Completes when a block holds the transaction; asked for before it is sent. */
  CompletableFuture<Committed> await(String transaction) {
    return waiting.computeIfAbsent(transaction, id -> new CompletableFuture<>());
  }

  /** Nobody waits any longer. */
  void forget(String transaction) {
    waiting.remove(transaction);
  }

  /** Tells of a block's transactions. Of one sent twice only the first counts. */
  void tell(List<OrderedTransaction> transactions, Map<String, List<RecordOutcome>> records) {
    for (OrderedTransaction transaction : transactions) {
      if (transaction.validity() != Validity.DUPLICATE) {
        Optional.ofNullable(waiting.remove(transaction.id()))
            .ifPresent(
                future ->
                    future.complete(
                        new Committed(
                            transaction.validity(),
                            records.getOrDefault(transaction.id(), List.of()))));
      }
    }
  }
}
