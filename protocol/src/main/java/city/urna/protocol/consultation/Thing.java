package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Digest;

/**
 * Something that can be acted on (spec consultation §8.1).
 *
 * @param name record hash of an item's first version, act hash that begins a chain, record hash of
 *     an answer
 * @param scope where it stands
 */
public record Thing(Digest name, Kind kind, String scope) {
  /** What it is; of a chain the type of its acts matters too. */
  public enum Kind {
    ITEM,
    PROPOSAL,
    COMMENT,
    REPORT,
    COMPLAINT,
    /** A chain of acts of another type. */
    OTHER_ACT,
    DECISION
  }

  static Kind of(ActType type) {
    return switch (type) {
      case PROPOSE -> Kind.PROPOSAL;
      case COMMENT -> Kind.COMMENT;
      case REPORT -> Kind.REPORT;
      case COMPLAINT -> Kind.COMPLAINT;
      case CO_SIGN, SUPPORT, OPINION, ANSWER, ATTENDANCE -> Kind.OTHER_ACT;
    };
  }

  /** Whether an act of that type can act on it (§8.2.2). */
  boolean takes(ActType type) {
    return switch (type) {
      case PROPOSE, ANSWER, REPORT, ATTENDANCE -> kind == Kind.ITEM;
      case CO_SIGN -> kind == Kind.PROPOSAL;
      case SUPPORT -> kind == Kind.ITEM || kind == Kind.PROPOSAL;
      case COMMENT -> kind != Kind.OTHER_ACT;
      case OPINION -> kind == Kind.ITEM || kind == Kind.PROPOSAL || kind == Kind.COMMENT;
      case COMPLAINT -> true;
    };
  }
}
