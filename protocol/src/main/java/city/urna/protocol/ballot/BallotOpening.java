package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.group.Scalar;
import java.util.List;
import java.util.Map;

/**
 * All that a challenged ballot was made of (spec ballots §3.2). Secret while the ballot may still
 * be cast: it shows the vote.
 *
 * @param randomness by question id: for each item, then the blank's
 */
public record BallotOpening(
    String process,
    String scope,
    Bytes body,
    Map<String, List<Scalar>> randomness,
    List<Answer> answers) {
  public BallotOpening {
    randomness = Map.copyOf(randomness);
    answers = List.copyOf(answers);
  }

  @Override
  public String toString() {
    return "BallotOpening[redacted]";
  }
}
