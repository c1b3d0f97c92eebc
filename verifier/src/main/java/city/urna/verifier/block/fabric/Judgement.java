package city.urna.verifier.block.fabric;

import org.hyperledger.fabric.protos.peer.TxValidationCode;

/** What Fabric's rules, recomputed, say of one transaction. */
sealed interface Judgement {
  /** It counts. */
  record Valid(Action action) implements Judgement {}

  /** A configuration alone in its block; what it may change is another check's. */
  record Configuration() implements Judgement {}

  /**
   * It does not count.
   *
   * @param code what a peer should say
   * @param reason for people
   */
  record Invalid(TxValidationCode code, String reason) implements Judgement {}

  /** This program's rules do not cover it: the block is refused by name. */
  record Beyond(Stage stage, String reason) implements Judgement {}

  /** One of an id that stands already. */
  Invalid TWICE =
      new Invalid(TxValidationCode.DUPLICATE_TXID, "a transaction of its id stands already");

  /** What of a transaction decides. */
  enum Stage {
    /** Its form, creator and id. */
    TRANSACTION,
    /** Who endorsed it. */
    ENDORSEMENT,
    /** What it read. */
    READS;

    static Stage of(TxValidationCode code) {
      return switch (code) {
        case ENDORSEMENT_POLICY_FAILURE, INVALID_CHAINCODE -> ENDORSEMENT;
        case MVCC_READ_CONFLICT -> READS;
        default -> TRANSACTION;
      };
    }
  }
}
