package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.elgamal.Ciphertext;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/** Checked ballots for the tests of what comes after the check. */
public final class BallotSamples {
  private BallotSamples() {}

  public static CheckedBallot checked(
      Tracker tracker, String style, SequencedMap<String, List<Ciphertext>> answers) {
    return new CheckedBallot(
        new Nullifier(Digest.ZERO), tracker, Tracker.NONE, style, Set.of(), answers);
  }
}
