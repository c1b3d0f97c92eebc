package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.records.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One author's acts of one type on one thing, each in the place of the one before (§8.2, §8.3). */
public final class Chain {
  private final Author author;
  private final ActType type;
  private final Optional<Thing> on;
  private final Thing self;
  private final long position;
  private final List<Member> members = new ArrayList<>();

  /**
   * Whose it is: a nullifier, a public key or an office, in one scope. A key is one author whatever
   * the channels of its acts.
   */
  public record Author(String scope, Kind kind, String name) {
    /** What the name is. */
    public enum Kind {
      NULLIFIER,
      KEY,
      OFFICE
    }
  }

  /** An act of the chain, and the log's position of its record or of the anchor that has it. */
  public record Member(Tracker act, long position, Act message) {}

  Chain(Author author, ActType type, Optional<Thing> on, Thing self, Member first) {
    this.author = author;
    this.type = type;
    this.on = on;
    this.self = self;
    this.position = first.position();
    members.add(first);
  }

  void prolong(Member next) {
    members.add(next);
  }

  public Author author() {
    return author;
  }

  public ActType type() {
    return type;
  }

  /** What it acts on; nothing where its acts have no target. */
  public Optional<Thing> on() {
    return on;
  }

  /** The chain as something that others act on. */
  public Thing self() {
    return self;
  }

  /** Where its first act stands on the log. */
  public long position() {
    return position;
  }

  /** All acts, the one that holds last. */
  public List<Member> members() {
    return List.copyOf(members);
  }

  /** The act that holds. */
  public Member last() {
    return members.getLast();
  }

  /** As whom its author acts: that of the act that holds (§8.5). */
  public Identity identity() {
    return Identity.of(last().message()).orElseThrow();
  }

  /** Whether its author has taken it back (§8.3). */
  public boolean isWithdrawn() {
    return type.isWithdrawable() && last().message().getValue() == 0;
  }
}
