package city.urna.chaincode.consultation;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.consultation.AnchorForm;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Anchor;
import java.util.List;
import java.util.Optional;

/** An organization's anchor for a list of public acts (spec consultation §5.2). */
public final class AnchorRule {
  private AnchorRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by the organization that it
   * names; R4 the consultation is not open; R7 another election; R15 not the organization's next
   * one, numbers out of bounds, more acts than the scope allows.
   */
  public static Verdict<List<Write>> decide(State state, Elections elections, SignedRecord record) {
    return record
        .body(Anchor.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            anchor ->
                KnownProcess.read(state, record.process())
                    .flatMap(known -> known.signedByOrganization(anchor.getOrganization(), record))
                    .flatMap(signed -> OpenForum.read(state, record, List.of(Step.CASTING)))
                    .flatMap(phase -> OpenForum.named(phase, anchor.getElection()))
                    .flatMap(phase -> next(state, elections, phase, record, anchor)));
  }

  private static Verdict<List<Write>> next(
      State state, Elections elections, PhaseState phase, SignedRecord record, Anchor anchor) {
    String key = StateKeys.anchor(record.process(), record.scope(), anchor.getOrganization());
    Optional<AnchorForm.Last> last =
        state.get(key).map(bytes -> AnchorForm.Last.decode(bytes).orThrow());
    Optional<String> wrong =
        AnchorForm.wrong(phase.forum(elections, record.process(), record.scope()), anchor, last);
    if (wrong.isPresent()) {
      return Verdict.rejected(Refusal.ANCHOR, wrong.get());
    }
    AnchorForm.Last now =
        new AnchorForm.Last(
            anchor.getNumber(),
            last.map(AnchorForm.Last::acts).orElse(0L) + anchor.getActs(),
            record.hash());
    return Verdict.verified(List.of(new Write(key, now.encode())));
  }
}
