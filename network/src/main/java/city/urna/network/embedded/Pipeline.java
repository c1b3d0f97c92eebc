package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * The way of a command: decided by one of a few threads, committed by one thread together with its
 * neighbours, announced by another.
 */
final class Pipeline {
  /** How many records are gathered for one block, as long as more are waiting. */
  private static final int BLOCK_RECORDS = 1_000;

  /** How often a command is decided before its outcome is a conflict. */
  private static final int ATTEMPTS = 8;

  private final Decider decider;
  private final Committer committer;
  private final ExecutorService deciders;
  private final ExecutorService committing;
  private final ExecutorService announcing;
  private final BlockingQueue<Transaction> ordered = new LinkedBlockingQueue<>();
  private final List<Consumer<Tip>> listeners = new CopyOnWriteArrayList<>();

  private final Gate gate = new Gate();

  Pipeline(Decider decider, Committer committer, int deciders) {
    this.decider = decider;
    this.committer = committer;
    this.deciders = Executors.newFixedThreadPool(deciders, named("urna-decide"));
    this.committing = Executors.newSingleThreadExecutor(named("urna-commit"));
    this.announcing = Executors.newSingleThreadExecutor(named("urna-announce"));
  }

  CompletableFuture<Outcome> submit(Command command) {
    if (!gate.enter()) {
      return CompletableFuture.failedFuture(new LedgerException("the ledger is closed"));
    }
    Transaction transaction = new Transaction(command);
    decide(transaction);
    return transaction.outcome();
  }

  boolean isOpen() {
    return !gate.isShut();
  }

  Runnable listen(Consumer<Tip> listener) {
    Consumer<Tip> own = listener::accept;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  private void decide(Transaction transaction) {
    CompletableFuture.supplyAsync(() -> decider.decide(transaction.command()), deciders)
        .whenComplete(
            (decided, problem) -> {
              if (problem == null) {
                transaction.decide(decided);
                ordered.add(transaction);
                CompletableFuture.runAsync(this::commit, committing)
                    .whenComplete((nothing, broken) -> stopIf(broken));
              } else {
                finish(transaction, () -> transaction.fail(because(problem)));
              }
            });
  }

  /** Commits what has gathered; an earlier call may have taken everything. */
  private void commit() {
    List<Transaction> group = new ArrayList<>();
    int records = 0;
    while (records < BLOCK_RECORDS) {
      Transaction next = ordered.poll();
      if (next == null) {
        break;
      }
      group.add(next);
      records += next.size();
    }
    if (group.isEmpty()) {
      return;
    }
    CompletableFuture.supplyAsync(() -> committer.commit(group), Runnable::run)
        .whenComplete(
            (committed, problem) -> {
              if (problem == null) {
                settle(committed);
              } else {
                stopIf(problem);
                group.forEach(t -> finish(t, () -> t.fail(because(problem))));
              }
            });
  }

  private void settle(Committer.Committed committed) {
    committed
        .tip()
        .ifPresent(
            tip -> listeners.forEach(listener -> announcing.execute(() -> listener.accept(tip))));
    committed.outcomes().forEach((t, outcome) -> finish(t, () -> t.outcome().complete(outcome)));
    for (Transaction stale : committed.stale()) {
      if (stale.attempts() < ATTEMPTS) {
        decide(stale);
      } else {
        Outcome conflict = new Outcome.Conflict(stale.attempts());
        finish(stale, () -> stale.outcome().complete(conflict));
      }
    }
  }

  /** Tells an outcome after the blocks before it have been announced. */
  private void finish(Transaction transaction, Runnable tell) {
    announcing.execute(tell);
    gate.leave();
  }

  /** After a failed commit nothing more is accepted: what is durable shows on reopening. */
  private void stopIf(Throwable problem) {
    if (problem != null) {
      gate.shut();
    }
  }

  /** Finishes what is on its way, then stops. */
  void close() {
    gate.shut();
    gate.awaitEmpty();
    deciders.close();
    committing.close();
    announcing.close();
  }

  private static LedgerException because(Throwable problem) {
    return new LedgerException("the ledger could not finish a command", problem);
  }

  private static ThreadFactory named(String name) {
    return Thread.ofPlatform().name(name + "-", 0).daemon(true).factory();
  }
}
