package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.Event.Act;
import java.util.Optional;

/**
 * An author's acts that replace one another on one thing; the last holds (spec consultation §8).
 */
public final class Chain {
  private final Act first;
  private final Optional<Thing> on;
  private Act last;
  private boolean overQuota;

  Chain(Act first, Optional<Thing> on) {
    this.first = first;
    this.on = on;
    this.last = first;
  }

  void prolong(Act act) {
    last = act;
  }

  void setOverQuota() {
    overQuota = true;
  }

  /** The act hash that begins it: its name. */
  public Bytes name() {
    return first.hash();
  }

  public Act first() {
    return first;
  }

  public Act last() {
    return last;
  }

  /** What it acts on. */
  public Optional<Thing> on() {
    return on;
  }

  public boolean withdrawn() {
    return last.value() == 0
        && switch (last.type()) {
          case CO_SIGN, SUPPORT, OPINION, ATTENDANCE -> true;
          case PROPOSE, COMMENT, ANSWER, REPORT, COMPLAINT -> false;
        };
  }

  public boolean overQuota() {
    return overQuota;
  }

  public boolean counts() {
    return !overQuota && !withdrawn();
  }

  /** How many it counts for, and as which value. */
  long number() {
    return isSheet() ? last.value() : 1;
  }

  long value() {
    return isSheet() ? 1 : last.value();
  }

  /** An officer's sheet names a number of people. */
  private boolean isSheet() {
    return last.identity() == Identity.OFFICER
        && switch (last.type()) {
          case CO_SIGN, SUPPORT, ATTENDANCE -> true;
          case PROPOSE, COMMENT, OPINION, ANSWER, REPORT, COMPLAINT -> false;
        };
  }
}
