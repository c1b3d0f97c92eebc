package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.PhaseStep;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Phase;
import java.util.List;
import java.util.stream.IntStream;

/** A phase record that excludes trustees and begins the ceremony anew (spec ceremony §6). */
final class Restart {
  private Restart() {}

  /**
   * Refuses R4 after a freeze or behind another restart than the last; R5 fields of other steps; R6
   * another round than the next, trustees out of order or unknown, one who was excluded left out,
   * nobody new, too few left.
   */
  static Verdict<List<Write>> decide(
      State state, KnownProcess known, SignedRecord record, Phase phase) {
    String last = StateKeys.restart(known.id());
    return known
        .requireNoFreeze(state)
        .flatMap(
            setup ->
                state.get(last).orElse(Bytes.EMPTY).equals(Bytes.of(phase.getPrevious()))
                    ? PhaseRule.plain(phase, PhaseStep.CEREMONY_RESTART)
                    : Verdict.rejected(
                        Refusal.PHASE, "names another restart before it than the last one"))
        .flatMap(plain -> next(known, CeremonyRound.read(state, known), plain))
        .map(
            next ->
                List.of(
                    new Write(StateKeys.ceremony(known.id()), next.encode()),
                    new Write(last, record.hash().value())));
  }

  private static Verdict<CeremonyRound> next(KnownProcess known, CeremonyRound now, Phase phase) {
    if (phase.getRound() != now.round() + 1) {
      return rejected("not the next round");
    }
    int trustees = known.process().getTrusteesCount();
    List<Integer> excluded = phase.getExcludedList();
    int last = 0;
    for (int trustee : excluded) {
      if (trustee <= last || trustee > trustees) {
        return rejected("excluded trustees are named once each, ascending");
      }
      last = trustee;
    }
    List<Integer> left =
        IntStream.rangeClosed(1, trustees)
            .boxed()
            .filter(trustee -> !excluded.contains(trustee))
            .toList();
    if (!now.active().containsAll(left)) {
      return rejected("whoever was excluded stays so");
    }
    if (left.size() == now.active().size()) {
      return rejected("a restart excludes somebody");
    }
    if (left.size() < known.process().getThreshold()) {
      return rejected("fewer trustees would stay than the threshold");
    }
    return Verdict.verified(new CeremonyRound(known.id(), phase.getRound(), left));
  }

  private static Verdict<CeremonyRound> rejected(String reason) {
    return Verdict.rejected(Refusal.CEREMONY, reason);
  }
}
