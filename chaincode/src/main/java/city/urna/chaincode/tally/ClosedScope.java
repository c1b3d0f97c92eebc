package city.urna.chaincode.tally;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Definition;
import city.urna.protocol.tally.CheckedShare;
import city.urna.protocol.tally.DecryptionShares;
import city.urna.protocol.tally.FixedSet;
import java.util.Optional;

/** A scope after its close, and what its tally has come to. */
record ClosedScope(
    State state, KnownProcess known, String scope, Definition definition, Election election) {

  /** Refuses (R4) a scope that is not closed, and a consultation: it has no ballots. */
  static Verdict<ClosedScope> read(
      State state, Elections elections, KnownProcess known, String scope) {
    return PhaseState.readClosed(state, known, scope)
        .flatMap(
            phase ->
                phase.isConsultation()
                    ? Verdict.rejected(Refusal.PHASE, "a consultation has no ballots")
                    : Verdict.verified(phase))
        .map(
            phase ->
                new ClosedScope(
                    state,
                    known,
                    scope,
                    phase.parsedDefinition(),
                    phase.election(elections, known.id(), scope)));
  }

  /** The closed set that is fixed; refuses (R11) when there is none, or not that one. */
  Verdict<FixedSet> requireFixed(Bytes named) {
    Optional<Bytes> fixed = state.get(StateKeys.closed(known.id(), scope));
    if (fixed.isEmpty()) {
      return Verdict.rejected(Refusal.CLOSED_SET, "no closed set is fixed yet");
    }
    FixedSet set = FixedSet.read(election, fixed.get()).orThrow();
    return set.hash().value().equals(named)
        ? Verdict.verified(set)
        : Verdict.rejected(Refusal.CLOSED_SET, "names another closed set than the fixed one");
  }

  /** A trustee's share, where it has posted one; it was checked when it was accepted. */
  Optional<CheckedShare> share(FixedSet fixed, int trustee) {
    return state
        .get(StateKeys.share(known.id(), scope, trustee))
        .map(body -> StrictParser.parse(DecryptionShare.parser(), body).orThrow())
        .map(share -> DecryptionShares.check(fixed, share).orThrow());
  }

  /** Refuses (R13 and the like) what is made for another election. */
  boolean isElection(Bytes hash) {
    return Digest.parse(hash).optional().filter(election.hash()::equals).isPresent();
  }
}
