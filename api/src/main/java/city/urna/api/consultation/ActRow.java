package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An act as it stands.
 *
 * @param identity 1 credential, 2 public, 3 officer, 4 social
 * @param target an item's record hash, or an act's tracker
 * @param standing whether it is on the log, and whether it counts there
 * @param time when it was recorded
 * @param due by when an answer is owed, in seconds since 1970, on cosigned time
 * @param decisions in the order of the log
 */
public record ActRow(
    Tracker act,
    ScopeId scope,
    int type,
    int channel,
    int identity,
    Optional<Digest> target,
    int value,
    Standing standing,
    Time time,
    OptionalLong due,
    List<ContentRow> contents,
    List<DecisionRow> decisions) {
  public ActRow {
    contents = List.copyOf(contents);
    decisions = List.copyOf(decisions);
  }

  /** How far an act has come. */
  public enum Standing {
    /** Stored durably here, not on the log yet. */
    WAITING,
    /** On the log, and counts. */
    COUNTED,
    /** On the log, and another act of its author has replaced it. */
    REPLACED,
    /** On the log, and taken back by its author. */
    WITHDRAWN,
    /** On the log, and counts for nothing: its target is not there. */
    DANGLING,
    /** On the log, and counts for nothing: its author has used up the quota. */
    OVER_QUOTA,
    /** On the log, and counts for nothing: it replaces an act that is not its author's last. */
    STRAY,
    /** On the log, in a scope that became void. */
    VOID
  }

  /**
   * When something was recorded.
   *
   * @param seconds since 1970
   * @param cosigned whether a quorum's recorded checkpoint says so; else it is the node's own clock
   */
  public record Time(long seconds, boolean cosigned) {}

  /** What is known of a content. */
  public record ContentRow(
      Digest commitment,
      int kind,
      String mediaType,
      long length,
      State state,
      Optional<Bytes> data) {
    /** Whether the public gets it. */
    public sealed interface State {
      /** Everybody gets it. */
      record Public() implements State {}

      /** The city has it and the public does not. */
      record Withheld(String by, String reason) implements State {}

      /** Nobody has it any more. */
      record Redacted(String by, String reason) implements State {}

      /** It was never handed in, or was lost. */
      record Missing() implements State {}
    }
  }

  /**
   * What an office has said about the act.
   *
   * @param type 1 answer, 2 redaction, 3 withholding
   * @param status of an answer: 1 received, 2 in progress, 3 accepted, 4 rejected, 5 replied, 6
   *     resolved, 7 duplicate; else 0
   * @param inForce whether it stands, and no later one corrects it
   */
  public record DecisionRow(
      Digest record,
      String office,
      int type,
      int status,
      String reason,
      boolean inForce,
      List<ContentRow> contents,
      Time time) {
    public DecisionRow {
      contents = List.copyOf(contents);
    }
  }
}
