package city.urna.protocol.consultation;

import city.urna.protocol.records.Act;
import java.util.Optional;

/** As whom somebody acts (spec consultation §1.3). */
public enum Identity {
  /** One person on the roll, nobody knows which. */
  CREDENTIAL(1),
  /** Anybody, with a key of the act's own. */
  PUBLIC(2),
  /** An office of the process, for somebody who came in person. */
  OFFICER(3),
  /** Anybody, from a shared link: counted apart, in no count decision. */
  SOCIAL(4);

  /** The channel whose public acts are social. */
  static final int SOCIAL_CHANNEL = 5;

  private final int number;

  Identity(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The identity of an act's author; none where the act names no author. */
  public static Optional<Identity> of(Act act) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL -> Optional.of(CREDENTIAL);
      case OFFICER -> Optional.of(OFFICER);
      case KEY -> Optional.of(act.getChannel() == SOCIAL_CHANNEL ? SOCIAL : PUBLIC);
      case AUTHOR_NOT_SET -> Optional.empty();
    };
  }
}
