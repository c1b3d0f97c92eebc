package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.Decision;
import java.util.List;
import java.util.Optional;

/**
 * A decision on the log (spec consultation §8.7).
 *
 * @param on what an answer is about; nothing for other types and where it dangles
 * @param dangling whether it decides nothing, as what it names is not there
 */
public record Ruled(
    Digest record,
    String scope,
    long position,
    DecisionForm.Type type,
    Optional<Thing> on,
    boolean dangling,
    Decision message) {
  /** Whether it settles what is owed on the thing that it is about. */
  boolean settles() {
    return type == DecisionForm.Type.ANSWER
        && !dangling
        && message.getStatus() >= DecisionForm.SETTLES;
  }

  /** Which contents it erases or withholds. */
  List<Digest> commitments() {
    return message.getCommitmentsList().stream().map(Bytes::of).map(Digest::new).toList();
  }

  /** The record hash of the decision that it corrects. */
  Optional<Digest> supersedes() {
    return Digest.parse(Bytes.of(message.getSupersedes())).optional();
  }

  /** The office, or empty for a clerk. */
  public String office() {
    return message.getOffice();
  }
}
