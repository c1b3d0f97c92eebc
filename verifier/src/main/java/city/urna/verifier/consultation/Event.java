package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import java.util.List;

/**
 * Something on the log that the replay takes account of, once its form and signatures hold (spec
 * consultation §8). Ordered by position, acts of one anchor by their place in its list.
 */
public sealed interface Event {
  /** Of the record, or of the anchor that stands for it. */
  long position();

  String scope();

  /**
   * A version of an item.
   *
   * @param hash record hash
   * @param supersedes record hash of the version before it, or empty
   */
  record ItemVersion(long position, String scope, Bytes hash, Bytes supersedes) implements Event {}

  /**
   * An act.
   *
   * @param place in its anchor's list; 0 for a record
   * @param hash act hash
   * @param author nullifier, public key, or the office's id
   * @param style of its credential, or empty
   * @param target 32 bytes, or empty
   * @param replaces 32 bytes
   */
  record Act(
      long position,
      int place,
      String scope,
      Bytes hash,
      ActType type,
      Identity identity,
      Bytes author,
      String style,
      Bytes target,
      Bytes replaces,
      long value,
      List<Bytes> parents,
      List<Ref> contents)
      implements Event {
    public Act {
      parents = List.copyOf(parents);
      contents = List.copyOf(contents);
    }
  }

  /**
   * A decision.
   *
   * @param hash record hash
   * @param by the office or clerk, as printed
   * @param target 32 bytes, or empty
   * @param supersedes record hash, or empty
   * @param rows of a count: how many
   * @param counts of a count: the root over them
   */
  record Decision(
      long position,
      String scope,
      Bytes hash,
      String by,
      DecisionType type,
      Bytes target,
      int status,
      String reason,
      Bytes supersedes,
      List<Bytes> commitments,
      List<Ref> contents,
      long rows,
      Bytes counts)
      implements Event {
    /** The least status that settles what is owed. */
    static final int SETTLES = 3;

    public Decision {
      commitments = List.copyOf(commitments);
      contents = List.copyOf(contents);
    }
  }

  /** The close of a scope. */
  record Close(long position, String scope) implements Event {}
}
