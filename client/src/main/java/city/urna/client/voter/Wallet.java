package city.urna.client.voter;

import city.urna.protocol.ballot.Credential;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a device keeps for one scope: its credential, the state of issuance, and what it cast.
 * Secret: whoever has it can vote in the voter's place. Saved by {@link WalletFile}.
 */
final class Wallet {
  final String process;
  final String scope;
  final String style;
  final Ed25519PrivateKey credentialKey;
  final Map<String, Blinded> blinded = new LinkedHashMap<>();
  final Map<String, CredentialSignature> signatures = new LinkedHashMap<>();

  /** The last act of each kind on each thing, by {@code type/target}, for the next to replace. */
  final Map<String, Tracker> acts = new LinkedHashMap<>();

  Draft draft = Draft.NONE;
  Tracker lastCast = Tracker.NONE;

  /**
   * A ballot that is built and not yet decided on, or sent and not yet receipted.
   *
   * @param body base64 of the exact bytes, empty for none
   * @param opening the challenge's JSON
   * @param sent whether it was signed and sent: then the same bytes are sent again, never others
   */
  record Draft(String body, String opening, boolean sent) {
    static final Draft NONE = new Draft("", "", false);

    boolean isNone() {
      return body.isEmpty();
    }

    @Override
    public String toString() {
      return "Draft[redacted]";
    }
  }

  Wallet(String process, String scope, String style, Ed25519PrivateKey credentialKey) {
    this.process = process;
    this.scope = scope;
    this.style = style;
    this.credentialKey = credentialKey;
  }

  Credential credential() {
    return new Credential(credentialKey.publicKey(), signatures);
  }
}
