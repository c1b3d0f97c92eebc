package city.urna.chaincode.ballot;

import city.urna.chaincode.Elections;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.ballot.BallotCheck;
import city.urna.protocol.ballot.CheckedBallot;
import city.urna.protocol.ballot.SignedBallot;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Ballots of one scope, decided together and each by itself (spec ballots §4). */
public final class BallotRule {
  private final Elections elections;

  public BallotRule(Elections elections) {
    this.elections = elections;
  }

  /**
   * Reads the phase and nothing else. Refuses, in this order: R1 form; R3 not signed by its
   * credential; R4 casting is not open; R7 election, style, shape; R8 issuers' signatures; R9
   * proofs.
   *
   * @param records ballots of one process and scope
   */
  public List<Ruling> decide(State state, List<SignedRecord> records) {
    return decide(state, records, record -> true);
  }

  /**
   * The same, but that the equations of proofs are checked of some ballots only: what somebody does
   * who replays what others have decided, never the contract itself.
   *
   * @param isProved whether a ballot's equations are checked
   */
  public List<Ruling> decide(
      State state, List<SignedRecord> records, Predicate<SignedRecord> isProved) {
    SignedRecord first = records.getFirst();
    Optional<PhaseState> phase =
        PhaseState.read(state, first.process(), first.scope())
            .filter(found -> found.step() == Step.CASTING && !found.isConsultation());
    List<Verdict<SignedBallot>> signed =
        records.stream()
            .map(SignedBallot::of)
            .map(verdict -> verdict.flatMap(ballot -> requireCasting(phase, ballot)))
            .toList();
    List<SignedBallot> open = new ArrayList<>();
    for (Verdict<SignedBallot> verdict : signed) {
      if (verdict instanceof Verdict.Verified<SignedBallot>(SignedBallot ballot)) {
        open.add(ballot);
      }
    }
    Iterator<Verdict<CheckedBallot>> checked =
        phase.map(found -> check(found, first, open, isProved)).orElse(List.of()).iterator();
    return rulings(
        records,
        signed.stream().map(verdict -> verdict.flatMap(ballot -> checked.next())).toList());
  }

  private static Verdict<SignedBallot> requireCasting(
      Optional<PhaseState> phase, SignedBallot ballot) {
    return phase.isPresent()
        ? Verdict.verified(ballot)
        : Verdict.rejected(Refusal.PHASE, "casting is not open");
  }

  private List<Verdict<CheckedBallot>> check(
      PhaseState phase,
      SignedRecord first,
      List<SignedBallot> ballots,
      Predicate<SignedRecord> isProved) {
    Election election = phase.election(elections, first.process(), first.scope());
    return new BallotCheck(election, phase.activeIssuers())
        .check(ballots, ballot -> isProved.test(ballot.record()));
  }

  private static List<Ruling> rulings(
      List<SignedRecord> records, List<Verdict<CheckedBallot>> verdicts) {
    Map<Tracker, Integer> places = new TreeMap<>();
    List<Ruling> rulings = new ArrayList<>();
    for (Verdict<CheckedBallot> verdict : verdicts) {
      rulings.add(
          switch (verdict) {
            case Verdict.Verified<CheckedBallot>(CheckedBallot ballot)
                when places.containsKey(ballot.tracker()) ->
                new Ruling.Repeated(places.get(ballot.tracker()));
            case Verdict.Verified<CheckedBallot>(CheckedBallot ballot) -> {
              places.put(ballot.tracker(), rulings.size());
              yield accepted(records.get(rulings.size()), ballot);
            }
            case Verdict.Rejected<CheckedBallot>(Refusal code, String reason) ->
                new Ruling.Refused(code, reason);
          });
    }
    return rulings;
  }

  /** Writes one key, blind: nothing that another voter does can be in its way. */
  private static Ruling accepted(SignedRecord record, CheckedBallot ballot) {
    String key =
        StateKeys.ballot(record.process(), record.scope(), ballot.nullifier(), ballot.tracker());
    return new Ruling.Accepted(
        record.hash(),
        Kind.BALLOT,
        ballot.tracker(),
        List.of(new Write(key, record.hash().value())));
  }
}
