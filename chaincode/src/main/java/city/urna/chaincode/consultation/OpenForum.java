package city.urna.chaincode.consultation;

import city.urna.chaincode.State;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.PhaseState.Step;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import com.google.protobuf.ByteString;
import java.util.List;

/** The phase of a consultation, and whether a record names its election hash. */
final class OpenForum {
  private OpenForum() {}

  /** Refuses (R4) a scope that is no frozen consultation, or in none of these steps. */
  static Verdict<PhaseState> read(State state, SignedRecord record, List<Step> allowed) {
    return PhaseState.read(state, record.process(), record.scope())
        .filter(phase -> phase.isConsultation() && allowed.contains(phase.step()))
        .map(Verdict::verified)
        .orElseGet(
            () -> Verdict.rejected(Refusal.PHASE, "the scope's phase does not allow this record"));
  }

  /** Refuses (R7) what names another election hash. */
  static Verdict<PhaseState> named(PhaseState phase, ByteString election) {
    return Bytes.of(election).equals(phase.election().value())
        ? Verdict.verified(phase)
        : Verdict.rejected(Refusal.ELECTION, "another election");
  }
}
