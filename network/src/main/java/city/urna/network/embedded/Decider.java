package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Ruling;
import city.urna.network.Place;
import city.urna.network.embedded.Transaction.Decided;
import city.urna.network.embedded.Transaction.Fate;
import city.urna.network.log.Leaf;
import city.urna.network.log.LogStore;
import city.urna.network.log.StateTable;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts commands to the contract, less what stands on the log already. Any number of threads. */
final class Decider {
  private final StateTable state;
  private final LogStore log;
  private final Contract contract;

  private final Bytes orderer;

  /** Decides for the ledger that this key orders. */
  Decider(StateTable state, LogStore log, Contract contract, Bytes orderer) {
    this.orderer = orderer;
    this.state = state;
    this.log = log;
    this.contract = contract;
  }

  Decided decide(Command command) {
    List<Optional<Place>> standing = command.records().stream().map(this::standing).toList();
    List<Bytes> fresh = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < standing.size(); i++) {
      if (standing.get(i).isEmpty()) {
        fresh.add(command.records().get(i));
        places.add(i);
      }
    }
    if (fresh.isEmpty()) {
      return new Decided(Map.of(), standing.stream().map(Decider::stood).toList());
    }
    StateTable.Reading reading = state.new Reading();
    List<Ruling> rulings = contract.decide(reading, new Command(fresh)).rulings();
    List<Fate> fates = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < standing.size(); i++) {
      if (standing.get(i).isPresent()) {
        fates.add(stood(standing.get(i)));
      } else {
        fates.add(fate(rulings.get(next), fresh.get(next), places));
        next++;
      }
    }
    return new Decided(reading.versions(), List.copyOf(fates));
  }

  /** The same bytes again get the same place again, without being decided. */
  private Optional<Place> standing(Bytes record) {
    return switch (SignedRecord.parse(record)) {
      case Parsed.Ok<SignedRecord>(SignedRecord parsed) -> log.find(parsed.hash());
      case Parsed.Malformed<SignedRecord> malformed -> Optional.empty();
    };
  }

  private static Fate stood(Optional<Place> place) {
    return new Fate.Stood(place.orElseThrow());
  }

  private Fate fate(Ruling ruling, Bytes bytes, List<Integer> places) {
    return switch (ruling) {
      case Ruling.Accepted accepted -> accepted(accepted, SignedRecord.parse(bytes).orThrow());
      case Ruling.Repeated(int first) -> new Fate.Repeated(places.get(first));
      case Ruling.Refused refused -> new Fate.Refused(refused);
    };
  }

  /** A ledger whose blocks nobody could verify must not begin. */
  private Fate accepted(Ruling.Accepted ruling, SignedRecord record) {
    boolean another =
        record.kind() == Kind.GENESIS
            && !Bytes.of(record.body(Genesis.parser()).orThrow().getOrdererKey()).equals(orderer);
    return another
        ? new Fate.Refused(
            new Ruling.Refused(Refusal.DEFINITION, "names another orderer key than this ledger's"))
        : new Fate.Accepted(ruling, Leaf.of(record));
  }
}
