package city.urna.protocol.bytes;

/**
 * The rules of acceptance by which a record is refused (spec records §6), in the order in which
 * they are checked.
 */
public enum Refusal {
  ENVELOPE("R1 envelope"),
  ORDER("R2 order"),
  SIGNATURE("R3 signature"),
  PHASE("R4 phase"),
  DEFINITION("R5 definition"),
  CEREMONY("R6 ceremony"),
  ELECTION("R7 election"),
  CREDENTIAL("R8 credential"),
  PROOF("R9 proof"),
  ISSUANCE("R10 issuance"),
  CLOSED_SET("R11 closed set"),
  SHARE("R12 share"),
  CERTIFICATE("R13 certificate"),
  ACT("R14 act"),
  ANCHOR("R15 anchor"),
  DECISION("R16 decision"),
  CHECKPOINT("R17 checkpoint");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** The code as the specification and every answer write it, such as {@code R4 phase}. */
  public String text() {
    return text;
  }
}
