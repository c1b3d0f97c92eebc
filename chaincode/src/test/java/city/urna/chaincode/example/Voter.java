package city.urna.chaincode.example;

import city.urna.protocol.ballot.Answer;
import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.ballot.Credential;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.BlindSignature;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialMessage;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.credential.IssuanceRequests;
import city.urna.protocol.credential.IssuerPrivateKey;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.transcript.Context;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody on the roll: gets a credential, casts ballots. */
public final class Voter {
  private final SecureRandom random;
  private final String style;
  private final List<Ed25519PrivateKey> rollKeys;
  private final RollEntry entry;
  private final Ed25519PrivateKey credentialKey;
  private final Map<String, CredentialSignature> signatures = new LinkedHashMap<>();
  private final Map<String, Issuance> issuances = new LinkedHashMap<>();

  Voter(SecureRandom random, String style, int registrars) {
    this.random = random;
    this.style = style;
    this.credentialKey = Ed25519PrivateKey.generate(random);
    List<Ed25519PrivateKey> keys = new ArrayList<>();
    for (int i = 0; i < registrars; i++) {
      keys.add(Ed25519PrivateKey.generate(random));
    }
    this.rollKeys = List.copyOf(keys);
    RollEntry.Builder made =
        RollEntry.newBuilder().setStyle(style).setCommitment(Bytes.zero(32).toByteString());
    rollKeys.forEach(key -> made.addKeys(key.publicKey().toByteString()));
    this.entry = made.build();
  }

  public RollEntry entry() {
    return entry;
  }

  public String style() {
    return style;
  }

  public Ed25519PrivateKey credentialKey() {
    return credentialKey;
  }

  Bytes firstKey() {
    return rollKeys.getFirst().publicKey();
  }

  /** Asks every issuer for its blind signature, and unblinds. */
  void issue(Election election, int index) {
    issue(election.context(), index);
  }

  void issue(Context election, int index) {
    for (String issuer : Parties.ISSUERS) {
      IssuerPrivateKey rsa = Parties.rsa(issuer, style);
      Digest message = CredentialMessage.of(election, style, issuer, credentialKey.publicKey());
      Blinded blinded = BlindSignature.blind(rsa.publicKey(), message, random);
      IssuanceRequest request =
          IssuanceRequests.sign(election, issuer, style, blinded.request(), rollKeys);
      Bytes signed = rsa.blindSign(blinded.request(), random).orThrow();
      issuances.put(
          issuer,
          Issuance.newBuilder()
              .setRequest(request)
              .setEntry(index)
              .setBlindSignature(signed.toByteString())
              .build());
      CredentialSignature signature =
          BlindSignature.finish(rsa.publicKey(), message, blinded, signed).orThrow();
      signatures.put(issuer, signature);
    }
  }

  /** What that issuer publishes of this voter. */
  public Issuance issuance(String issuer) {
    return issuances.get(issuer);
  }

  /** A credential with all issuers' signatures. */
  public Credential credential() {
    return new Credential(credentialKey.publicKey(), signatures);
  }

  /** A ballot, built and proved, not cast. */
  public BallotDraft draft(Election election, Tracker replaces, List<Answer> answers) {
    return BallotDraft.make(election, style, credential(), replaces, "123456", answers, random);
  }

  /** Casts: the credential signs. */
  public SignedRecord cast(Bytes body) {
    return SignedRecord.sign(
        Kind.BALLOT, Parties.PROCESS, Parties.SCOPE, body, List.of(credentialKey));
  }
}
