package city.urna.api.consultation;

import city.urna.api.http.Problem;
import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.network.Ledger;
import city.urna.network.Outcome;
import city.urna.network.Place;
import city.urna.network.RecordOutcome;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.DecisionForm;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decisions of offices and clerks: answers, redactions, withholdings, counts. The signature on the
 * record is the only login. A redaction has to say where its contents have gone already.
 */
final class Offices {
  private static final long PATIENCE_SECONDS = 30;

  private final Ledger ledger;
  private final Store store;
  private final Contract contract;

  Offices(Ledger ledger, Store store, Contract contract) {
    this.ledger = ledger;
    this.store = store;
    this.contract = contract;
  }

  /**
   * Puts a decision on the log, its contents beside it.
   *
   * @throws Problem when it is refused; then nothing is kept
   */
  Place decide(SignedRecord record, List<Bytes> files) {
    if (record.kind() != Kind.DECISION) {
      throw new Problem(Problem.Type.MALFORMED, "not a decision; others go to /v1/records");
    }
    Decision decision = record.body(Decision.parser()).orThrow();
    if (contract.decide(ledger.state(), Command.of(record.bytes())).rulings().getFirst()
        instanceof Ruling.Refused(Refusal code, String reason)) {
      throw Problem.refused(code, reason);
    }
    List<Content> contents =
        ContentRules.read(record.process(), record.scope(), decision.getContentsList(), files);
    if (decision.getType() == DecisionForm.Type.REDACTION.number()) {
      requireSent(decision);
    }
    store.write(
        session -> {
          for (Content content : contents) {
            ContentStore.put(session, record.process(), record.scope(), content);
          }
          return contents;
        });
    return order(record, contents);
  }

  private void requireSent(Decision decision) {
    List<String> sent = decision.getSentList();
    List<String> missing =
        store
            .read(
                session -> {
                  List<String> places = new java.util.ArrayList<>();
                  for (var commitment : decision.getCommitmentsList()) {
                    places.addAll(Sent.places(session, new Digest(Bytes.of(commitment))));
                  }
                  return places;
                })
            .stream()
            .filter(place -> !sent.contains(place))
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      throw new Problem(
          Problem.Type.CONFLICT,
          "the redaction does not say where this has gone already: " + String.join(", ", missing));
    }
  }

  private void forget(SignedRecord record, List<Content> contents) {
    store.write(
        session -> {
          for (Content content : contents) {
            ContentStore.destroyUnlessNamed(
                session, content.commitment(record.process(), record.scope()));
          }
          return contents;
        });
  }

  /** An unknown outcome leaves the contents where they are: the decision may stand on the log. */
  private Place order(SignedRecord record, List<Content> contents) {
    while (true) {
      if (outcome(record) instanceof Outcome.Decided(List<RecordOutcome> records)) {
        switch (records.getFirst()) {
          case RecordOutcome.Recorded recorded -> {
            return recorded.place();
          }
          case RecordOutcome.Standing(Place place) -> {
            return place;
          }
          case RecordOutcome.Refused(Refusal code, String reason) -> {
            forget(record, contents);
            throw Problem.refused(code, reason);
          }
        }
      }
    }
  }

  private Outcome outcome(SignedRecord record) {
    try {
      return ledger.submit(Command.of(record.bytes())).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new Problem(Problem.Type.BUSY, "the ledger did not answer; send the same record again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "send the same record again");
    }
  }
}
