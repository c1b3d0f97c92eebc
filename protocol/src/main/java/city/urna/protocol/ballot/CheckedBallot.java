package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.elgamal.Ciphertext;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A ballot of which everything has been checked that can be checked without other ballots. Only
 * {@link BallotCheck} makes one; what counts goes on with nothing less.
 */
public final class CheckedBallot {
  private final Nullifier nullifier;
  private final Tracker tracker;
  private final Tracker replaces;
  private final String style;
  private final Set<String> issuers;
  private final SequencedMap<String, List<Ciphertext>> answers;

  CheckedBallot(
      Nullifier nullifier,
      Tracker tracker,
      Tracker replaces,
      String style,
      Set<String> issuers,
      SequencedMap<String, List<Ciphertext>> answers) {
    this.nullifier = nullifier;
    this.tracker = tracker;
    this.replaces = replaces;
    this.style = style;
    this.issuers = Set.copyOf(issuers);
    this.answers = answers;
  }

  public Nullifier nullifier() {
    return nullifier;
  }

  public Tracker tracker() {
    return tracker;
  }

  /** The tracker of the ballot that this one replaces, zero at first. */
  public Tracker replaces() {
    return replaces;
  }

  public Chains.Link link() {
    return new Chains.Link(tracker, replaces);
  }

  public String style() {
    return style;
  }

  /** The issuers whose signatures the credential bears. */
  public Set<String> issuers() {
    return issuers;
  }

  /** By question, in the style's order: one ciphertext for each item, then the blank's. */
  public SequencedMap<String, List<Ciphertext>> answers() {
    return answers;
  }
}
