package city.urna.verifier.check;

import city.urna.verifier.check.PhaseRules.Reached;
import city.urna.verifier.record.Kind;

/** The words by which people know kinds of records and phases. */
final class Words {
  private Words() {}

  static String of(Kind kind) {
    return switch (kind) {
      case GENESIS -> "a genesis record";
      case PROCESS -> "a process record";
      case ITEM -> "an item";
      case ROLL -> "a part of the roll";
      case CEREMONY -> "a step of the trustees' ceremony";
      case PHASE -> "a phase record";
      case ISSUANCE_LIST -> "an issuer's list";
      case BALLOT -> "a ballot";
      case CLOSED_SET -> "a closed set";
      case DECRYPTION_SHARE -> "a decryption share";
      case CERTIFICATE -> "a certificate";
      case ACT -> "an act";
      case ANCHOR -> "an anchor";
      case DECISION -> "a decision";
      case CHECKPOINT -> "a recorded checkpoint";
    };
  }

  static String of(Reached reached) {
    return switch (reached) {
      case SETUP -> "before the freeze";
      case ISSUANCE -> "before the opening of casting";
      case CASTING -> "while casting was open";
      case CLOSED -> "after the close";
      case VOID -> "after the scope was declared void";
    };
  }
}
