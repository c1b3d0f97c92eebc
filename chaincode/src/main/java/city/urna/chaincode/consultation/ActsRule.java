package city.urna.chaincode.consultation;

import city.urna.chaincode.Elections;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.CheckedAct;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.SignedAct;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Acts of one consultation, decided together and each by itself (spec consultation §4.4). */
public final class ActsRule {
  private final Elections elections;

  public ActsRule(Elections elections) {
    this.elections = elections;
  }

  /**
   * Reads the phase, and the process where an officer acts. Refuses, in this order: R1 form; R2
   * unknown process; R3 not signed by its credential or office; R4 the consultation is not open; R7
   * election, style; R8 issuers' signatures; R14 what the scope does not allow.
   *
   * @param records acts of one process and scope
   */
  public List<Ruling> decide(State state, List<SignedRecord> records) {
    SignedRecord first = records.getFirst();
    Optional<PhaseState> phase =
        PhaseState.read(state, first.process(), first.scope())
            .filter(found -> found.step() == Step.CASTING && found.isConsultation());
    Map<Tracker, Integer> places = new TreeMap<>();
    List<Ruling> rulings = new ArrayList<>();
    for (SignedRecord record : records) {
      rulings.add(
          switch (decide(state, phase, record)) {
            case Verdict.Verified<CheckedAct>(CheckedAct act)
                when places.containsKey(act.tracker()) ->
                new Ruling.Repeated(places.get(act.tracker()));
            case Verdict.Verified<CheckedAct>(CheckedAct act) -> {
              places.put(act.tracker(), rulings.size());
              yield accepted(record, act);
            }
            case Verdict.Rejected<CheckedAct>(Refusal code, String reason) ->
                new Ruling.Refused(code, reason);
          });
    }
    return rulings;
  }

  private Verdict<CheckedAct> decide(State state, Optional<PhaseState> phase, SignedRecord record) {
    return signed(state, record)
        .flatMap(
            act ->
                phase
                    .map(open -> check(open, act))
                    .orElseGet(
                        () -> Verdict.rejected(Refusal.PHASE, "the consultation is not open")));
  }

  private static Verdict<SignedAct> signed(State state, SignedRecord record) {
    return SignedAct.isOfficers(record)
        ? KnownProcess.read(state, record.process())
            .flatMap(known -> SignedAct.of(record, known.process().getOfficesList()))
        : SignedAct.of(record, List.of());
  }

  private Verdict<CheckedAct> check(PhaseState phase, SignedAct act) {
    Forum forum = phase.forum(elections, act.record().process(), act.record().scope());
    return act.check(forum, new TreeSet<>(phase.activeIssuers()));
  }

  /** Writes one key, blind: nothing that another author does can be in its way. */
  private static Ruling accepted(SignedRecord record, CheckedAct act) {
    String key =
        act.nullifier()
            .map(
                nullifier ->
                    StateKeys.act(record.process(), record.scope(), nullifier, act.tracker()))
            .orElseGet(
                () ->
                    StateKeys.act(
                        record.process(),
                        record.scope(),
                        act.message().getOfficer(),
                        act.tracker()));
    return new Ruling.Accepted(
        record.hash(), Kind.ACT, act.tracker(), List.of(new Write(key, record.hash().value())));
  }
}
