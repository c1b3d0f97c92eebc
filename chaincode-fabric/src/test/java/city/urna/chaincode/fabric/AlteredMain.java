package city.urna.chaincode.fabric;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Elections;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.PhaseState;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What an organization would run that cheats, for drills: {@code accept} takes every signed ballot
 * whatever else is wrong with it, {@code alter} writes another ballot's hash for each that it
 * takes.
 */
public final class AlteredMain {
  private AlteredMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ServiceSettings settings = ServiceSettings.of(System.getenv());
    Service.run(
        settings, new UrnaChaincode(rules(arguments[0]), settings.endorsers(), settings.threads()));
  }

  static BiFunction<State, Command, Decision> rules(String how) {
    Contract contract = new Contract(new Elections());
    return (state, command) -> {
      List<Ruling> rulings = contract.decide(state, command).rulings();
      List<Ruling> altered = new ArrayList<>();
      for (int i = 0; i < rulings.size(); i++) {
        altered.add(
            switch (how) {
              case "accept" -> accept(state, rulings.get(i), command.records().get(i));
              case "alter" -> alter(rulings.get(i));
              default -> throw new IllegalArgumentException("neither accept nor alter: " + how);
            });
      }
      return new Decision(altered);
    };
  }

  private static Ruling accept(State state, Ruling ruling, Bytes bytes) {
    if (ruling instanceof Ruling.Refused
        && SignedRecord.parse(bytes) instanceof Parsed.Ok<SignedRecord>(SignedRecord record)
        && record.kind() == Kind.BALLOT
        && SignedBallot.of(record) instanceof Verdict.Verified<SignedBallot>(SignedBallot ballot)) {
      Optional<PhaseState> phase = PhaseState.read(state, record.process(), record.scope());
      if (phase.isPresent()) {
        Election election = phase.get().election(new Elections(), record.process(), record.scope());
        Tracker tracker = election.tracker(record.body());
        String key =
            StateKeys.ballot(
                record.process(), record.scope(), election.nullifier(ballot.credential()), tracker);
        return new Ruling.Accepted(
            record.hash(), Kind.BALLOT, tracker, List.of(new Write(key, record.hash().value())));
      }
    }
    return ruling;
  }

  private static Ruling alter(Ruling ruling) {
    return ruling instanceof Ruling.Accepted accepted && accepted.kind() == Kind.BALLOT
        ? new Ruling.Accepted(
            accepted.record(),
            accepted.kind(),
            accepted.tracker(),
            accepted.writes().stream()
                .map(write -> new Write(write.key(), Bytes.zero(write.value().size())))
                .toList())
        : ruling;
  }
}
