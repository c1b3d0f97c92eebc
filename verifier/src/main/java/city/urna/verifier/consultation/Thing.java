package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;

/**
 * What can be acted on or answered (spec consultation §8.1).
 *
 * @param name record hash of an item's first version, act hash that begins a chain, record hash of
 *     a decision
 * @param scope where it stands
 */
public record Thing(Bytes name, String scope, Kind kind) {
  /** What it is. */
  public sealed interface Kind {}

  /** An item, all its versions. */
  public record AnItem() implements Kind {}

  /** A chain of acts of one type. */
  public record Acts(ActType type) implements Kind {}

  /** An answer, which an appeal is against. */
  public record AnAnswer() implements Kind {}

  /** Whether an act of this type may be on it (spec consultation §8.2.2). */
  boolean takes(ActType act) {
    return switch (kind) {
      case AnItem _ -> act != ActType.CO_SIGN;
      case AnAnswer _ -> act == ActType.COMMENT || act == ActType.COMPLAINT;
      case Acts(ActType type) ->
          switch (act) {
            case CO_SIGN, SUPPORT -> type == ActType.PROPOSE;
            case COMMENT ->
                switch (type) {
                  case PROPOSE, COMMENT, REPORT, COMPLAINT -> true;
                  case CO_SIGN, SUPPORT, OPINION, ANSWER, ATTENDANCE -> false;
                };
            case OPINION -> type == ActType.PROPOSE || type == ActType.COMMENT;
            case COMPLAINT -> true;
            case PROPOSE, ANSWER, REPORT, ATTENDANCE -> false;
          };
    };
  }
}
