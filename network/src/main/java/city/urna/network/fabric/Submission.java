package city.urna.network.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.Rulings;
import city.urna.chaincode.Rulings.Told;
import city.urna.network.LedgerException;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.derived.DerivedLedger;
import city.urna.network.derived.OrderedTransaction.Validity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.SignedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.hyperledger.fabric.client.GatewayRuntimeException;
import org.hyperledger.fabric.client.SubmitException;
import org.hyperledger.fabric.client.Transaction;
import org.hyperledger.fabric.protos.gateway.ErrorDetail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on its way: endorsed, ordered, committed, each told apart.
 *
 * <p>An endorsement that fails left nothing behind and is tried again. Once a transaction was sent
 * its outcome is what the blocks say of its id. While they say nothing the same transaction is sent
 * again, never another one for the same records: a channel takes an id once, so whichever arrives
 * first is the only one.
 */
final class Submission {
  private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

  /** How long a command is tried before its outcome is left open. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How long the blocks are waited for before the transaction is sent again; then twice that. */
  private static final Duration SILENCE = Duration.ofSeconds(8);

  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(32);

  /** What an orderer answers who has the transaction in a block already. */
  private static final String ORDERED = "already processed";

  private static final Duration PAUSE = Duration.ofMillis(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** How often a command is decided before its outcome is a conflict. */
  private static final int ATTEMPTS = 8;

  /** How often a refusal that this node does not understand is asked for again. */
  private static final int DOUBTS = 10;

  private final Peers peers;
  private final Endorsing endorsing;
  private final Commits commits;
  private final DerivedLedger ledger;
  private final Contract contract;
  private final Figures figures;
  private final BooleanSupplier stopped;
  private final Command command;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();
  private Duration pause = PAUSE;

  Submission(FabricLedger.Way way, Command command) {
    this.peers = way.peers();
    this.endorsing = way.endorsing();
    this.commits = way.commits();
    this.ledger = way.ledger();
    this.contract = way.contract();
    this.figures = way.figures();
    this.stopped = way.stopped();
    this.command = command;
  }

  /** A record of the command that is not on the log yet, and its place in the command. */
  private record Fresh(int place, Bytes record) {}

  /**
   * Goes all the way.
   *
   * @throws LedgerException when the outcome stays open
   */
  Outcome run() throws InterruptedException {
    int stale = 0;
    int doubts = 0;
    while (true) {
      List<Optional<Place>> standing = command.records().stream().map(this::standing).toList();
      List<Fresh> fresh = fresh(standing);
      if (fresh.isEmpty()) {
        return decided(standing, fresh, List.of());
      }
      Command rest = new Command(fresh.stream().map(Fresh::record).toList());
      Transaction transaction = endorsed(rest);
      Rulings rulings = rulings(transaction, rest);
      boolean accepts = rulings.told().stream().anyMatch(Told.Accepted.class::isInstance);
      if (!accepts) {
        if (doubts < DOUBTS && isDoubtful(rest, rulings)) {
          doubts++;
          rest("a peer seems to be behind");
          continue;
        }
        return decided(standing, fresh, refused(rulings));
      }
      Commits.Committed committed = ordered(transaction);
      if (committed.validity() == Validity.VALID) {
        return decided(standing, fresh, committed.records());
      }
      (committed.validity() == Validity.STALE ? figures.stale() : figures.invalid()).increment();
      stale++;
      if (stale == ATTEMPTS) {
        return new Outcome.Conflict(stale);
      }
    }
  }

  private Optional<Place> standing(Bytes record) {
    return SignedRecord.parse(record)
        .optional()
        .flatMap(parsed -> ledger.log().find(parsed.hash()));
  }

  private List<Fresh> fresh(List<Optional<Place>> standing) {
    List<Fresh> fresh = new ArrayList<>();
    for (int i = 0; i < standing.size(); i++) {
      if (standing.get(i).isEmpty()) {
        fresh.add(new Fresh(i, command.records().get(i)));
      }
    }
    return fresh;
  }

  private Outcome decided(
      List<Optional<Place>> standing, List<Fresh> fresh, List<RecordOutcome> records) {
    List<RecordOutcome> outcomes = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < standing.size(); i++) {
      boolean isFresh = next < fresh.size() && fresh.get(next).place() == i;
      outcomes.add(
          isFresh
              ? records.get(next++)
              : new RecordOutcome.Standing(standing.get(i).orElseThrow()));
    }
    return new Outcome.Decided(outcomes);
  }

  private static List<RecordOutcome> refused(Rulings rulings) {
    List<RecordOutcome> outcomes = new ArrayList<>();
    for (Told told : rulings.told()) {
      if (told instanceof Told.Refused(Refusal code, String reason)) {
        outcomes.add(new RecordOutcome.Refused(code, reason));
      }
    }
    return outcomes;
  }

  /**
   * Whether this node's own contract would accept, on what it has of the ledger, what the network
   * refuses: then the peers asked are behind, or this node is. Ballots are refused for the phase
   * alone where it makes a difference.
   */
  private boolean isDoubtful(Command rest, Rulings rulings) {
    boolean ofState =
        rulings.told().stream()
            .anyMatch(
                told ->
                    told instanceof Told.Refused(Refusal code, String reason)
                        && (code == Refusal.PHASE || rest.records().size() == 1 && isAlone(rest)));
    return ofState
        && contract.decide(ledger.state(), rest).rulings().stream()
            .anyMatch(Ruling.Accepted.class::isInstance);
  }

  private static boolean isAlone(Command rest) {
    return SignedRecord.parse(rest.records().getFirst())
        .optional()
        .filter(record -> !record.kind().hasTracker())
        .isPresent();
  }

  private Transaction endorsed(Command rest) throws InterruptedException {
    while (true) {
      Optional<Transaction> transaction = endorsing.attempt(rest);
      if (transaction.isPresent()) {
        pause = PAUSE;
        return transaction.get();
      }
      rest("no endorsement");
    }
  }

  private static Rulings rulings(Transaction transaction, Command rest) {
    return switch (Rulings.parse(Bytes.of(transaction.getResult()), rest.records().size())) {
      case Parsed.Ok<Rulings>(Rulings rulings) -> rulings;
      case Parsed.Malformed<Rulings>(String reason) ->
          throw new LedgerException(
              "the contract of the network answers otherwise than specified, in transaction "
                  + transaction.getTransactionId()
                  + ": "
                  + reason);
    };
  }

  /** Sends a transaction until a block holds it. */
  private Commits.Committed ordered(Transaction transaction) throws InterruptedException {
    String id = transaction.getTransactionId();
    CompletableFuture<Commits.Committed> committed = commits.await(id);
    try {
      Transaction sending = transaction;
      Duration silence = SILENCE;
      while (true) {
        PeerConnection peer = peers.current();
        boolean taken = send(peer, sending);
        try {
          Duration wait = taken ? silence : pause;
          return committed.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException silent) {
          figures.unknown().increment();
          rest("no block holds transaction " + id);
          if (taken && silence.compareTo(LONGEST_SILENCE) < 0) {
            // Whoever is slow is not made faster by more of the same.
            silence = silence.multipliedBy(2);
          }
          // Through another peer's gateway perhaps: the same transaction, with the same id.
          sending = peers.current().gateway().newTransaction(transaction.getBytes());
        } catch (ExecutionException impossible) {
          throw new LedgerException("nobody could tell of transaction " + id, impossible);
        }
      }
    } finally {
      commits.forget(id);
    }
  }

  private boolean send(PeerConnection peer, Transaction transaction) {
    try {
      transaction.submitAsync();
      figures.submitted().increment();
      return true;
    } catch (SubmitException open) {
      List<String> told = open.getDetails().stream().map(ErrorDetail::getMessage).toList();
      if (told.stream().anyMatch(message -> message.contains(ORDERED))) {
        // The block is on its way to the peers: nothing is to be done but to wait for it.
        return true;
      }
      LOG.warn(
          "the orderers may not have transaction {}: {} {}",
          transaction.getTransactionId(),
          open.getStatus(),
          told);
      if (told.isEmpty() && Endorsing.isOfThePeer(open.getStatus())) {
        peers.failed(peer);
      }
    } catch (GatewayRuntimeException broken) {
      LOG.warn("transaction {}: {}", transaction.getTransactionId(), broken.getStatus());
      peers.failed(peer);
    }
    return false;
  }

  /** Waits a little, longer each time; gives up when the time is over or the ledger closes. */
  private void rest(String why) throws InterruptedException {
    if (stopped.getAsBoolean() || System.nanoTime() > deadline) {
      throw new LedgerException(why + (stopped.getAsBoolean() ? "; closing" : " in time"));
    }
    Thread.sleep(pause);
    pause =
        pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
  }
}
