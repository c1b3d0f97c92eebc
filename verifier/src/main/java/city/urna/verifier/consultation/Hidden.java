package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.Event.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which contents decisions in force redact or withhold (spec consultation §8.8). */
public final class Hidden {
  private final Map<Bytes, Decision> redacted = new HashMap<>();
  private final Map<Bytes, Decision> withheld = new HashMap<>();

  public static Hidden by(Replay replay) {
    Hidden hidden = new Hidden();
    for (Replay.Ruling ruling : replay.rulings()) {
      if (ruling.inForce()) {
        Decision decision = ruling.decision();
        switch (decision.type()) {
          case REDACTION ->
              decision.commitments().forEach(c -> hidden.redacted.putIfAbsent(c, decision));
          case WITHHOLDING ->
              decision.commitments().forEach(c -> hidden.withheld.putIfAbsent(c, decision));
          case ANSWER, COUNT -> {}
        }
      }
    }
    return hidden;
  }

  /** The first redaction of this content. */
  public Optional<Decision> redaction(Bytes commitment) {
    return Optional.ofNullable(redacted.get(commitment));
  }

  /** The first withholding of this content. */
  public Optional<Decision> withholding(Bytes commitment) {
    return Optional.ofNullable(withheld.get(commitment));
  }
}
