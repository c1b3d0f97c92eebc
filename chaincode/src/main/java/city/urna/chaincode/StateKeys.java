package city.urna.chaincode;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;

/**
 * The names under which the contract keeps its state (spec records §4).
 *
 * <p>Ids hold no slash, so no two different things share a key.
 */
public final class StateKeys {
  public static final String GENESIS = "genesis";

  /** Which definition was accepted last; whoever writes it needs every organization on Fabric. */
  public static final String DEFINITIONS = "definitions";

  /** The last checkpoint that was recorded. */
  public static final String CHECKPOINT = "checkpoint";

  private StateKeys() {}

  public static String process(String process) {
    return "process/" + process;
  }

  /** The newest version of an item. */
  public static String item(String process, String scope, String item) {
    return "item/" + process + "/" + scope + "/" + item;
  }

  public static String item(String process, String scope, String item, int version) {
    return item(process, scope, item) + "/" + version;
  }

  /** Leads from an item's record hash, by which a definition names it, to its id. */
  public static String itemHash(String process, String scope, Digest record) {
    return "item-hash/" + process + "/" + scope + "/" + record.hex();
  }

  public static String roll(String process, String scope, int version, int chunk) {
    return "roll/" + process + "/" + scope + "/" + version + "/" + chunk;
  }

  /** The state of the ceremony's last round. */
  public static String ceremony(String process) {
    return "ceremony/" + process;
  }

  public static String commit(String process, int round, int trustee) {
    return contribution(process, round, trustee) + "/commit";
  }

  public static String opening(String process, int round, int trustee) {
    return contribution(process, round, trustee) + "/opening";
  }

  public static String complaint(String process, int round, int dealer, int trustee) {
    return contribution(process, round, dealer) + "/complaint/" + trustee;
  }

  public static String answer(String process, int round, int dealer, int recipient) {
    return contribution(process, round, dealer) + "/answer/" + recipient;
  }

  public static String signOff(String process, int round, int trustee) {
    return contribution(process, round, trustee) + "/sign-off";
  }

  private static String contribution(String process, int round, int trustee) {
    return ceremony(process) + "/" + round + "/" + trustee;
  }

  /** The phase of a scope; the only key that a ballot reads. */
  public static String phase(String process, String scope) {
    return "phase/" + process + "/" + scope;
  }

  /** The last restart of the ceremony: a phase record of no scope. */
  public static String restart(String process) {
    return phase(process, "");
  }

  public static String issuance(String process, String scope, String issuer) {
    return "issuance/" + process + "/" + scope + "/" + issuer;
  }

  public static String issuance(String process, String scope, String issuer, int chunk) {
    return issuance(process, scope, issuer) + "/" + chunk;
  }

  public static String ballot(String process, String scope, Nullifier nullifier, Tracker tracker) {
    return "ballot/" + process + "/" + scope + "/" + nullifier.hex() + "/" + tracker.hex();
  }

  /** The closed set that a majority fixed. */
  public static String closed(String process, String scope) {
    return "closed/" + process + "/" + scope;
  }

  public static String closed(String process, String scope, String organization) {
    return closed(process, scope) + "/" + organization;
  }

  public static String share(String process, String scope, int trustee) {
    return "share/" + process + "/" + scope + "/" + trustee;
  }

  /** The act of a credential, by its nullifier. */
  public static String act(String process, String scope, Nullifier nullifier, Tracker tracker) {
    return "act/" + process + "/" + scope + "/" + nullifier.hex() + "/" + tracker.hex();
  }

  /** The act of an office. */
  public static String act(String process, String scope, String office, Tracker tracker) {
    return "act/" + process + "/" + scope + "/office." + office + "/" + tracker.hex();
  }

  /** The last anchor of an organization in a scope. */
  public static String anchor(String process, String scope, String organization) {
    return "anchor/" + process + "/" + scope + "/" + organization;
  }

  public static String decision(String process, String scope, Digest record) {
    return "decision/" + process + "/" + scope + "/" + record.hex();
  }

  public static String certificate(String process, String scope) {
    return "certificate/" + process + "/" + scope;
  }
}
