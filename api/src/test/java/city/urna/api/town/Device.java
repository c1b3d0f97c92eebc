package city.urna.api.town;

import city.urna.chaincode.example.Parties;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.ballot.Credential;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.BlindSignature;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialMessage;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.credential.IssuanceRequests;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.credential.RollKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.IssuanceCall;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A voter's device: codes of two registrars, one credential, and what it saw of everything. */
public final class Device {
  private final SecureRandom random;
  private final String style;
  private final List<VoterCode> codes;
  private final List<Ed25519PrivateKey> rollKeys;
  private final Ed25519PrivateKey credentialKey;
  private final Map<String, Bytes> secrets = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, CredentialSignature> signatures = new LinkedHashMap<>();
  private final Map<String, Bytes> requests = new LinkedHashMap<>();
  private final List<Bytes> blinded = new ArrayList<>();

  Device(SecureRandom random, String style) {
    this.random = random;
    this.style = style;
    this.codes = Stream.generate(() -> VoterCode.generate(random)).limit(2).toList();
    this.rollKeys =
        IntStream.range(0, codes.size())
            .mapToObj(
                i ->
                    RollKey.derive(
                        codes.get(i), Parties.PROCESS, Parties.SCOPE, Parties.REGISTRARS.get(i)))
            .toList();
    this.credentialKey = Ed25519PrivateKey.generate(random);
    // Access here and below: what the tests look for everywhere.
    rollKeys.forEach(
        key -> secrets.put("roll key " + secrets.size(), key.seed(SecretAccess.granted())));
    secrets.put("credential key", credentialKey.seed(SecretAccess.granted()));
  }

  /** The codes on the voter's two letters, as printed. */
  public List<String> codes() {
    return codes.stream().map(code -> code.print(SecretAccess.granted())).toList();
  }

  /** What nobody but the device may ever have: keys, blinds, and what shows its choices. */
  public Map<String, Bytes> secrets() {
    return Map.copyOf(secrets);
  }

  RollEntry entry() {
    RollEntry.Builder entry =
        RollEntry.newBuilder().setStyle(style).setCommitment(Bytes.zero(32).toByteString());
    rollKeys.forEach(key -> entry.addKeys(key.publicKey().toByteString()));
    return entry.build();
  }

  /** Public halves of the roll keys. */
  public List<Bytes> rollKeys() {
    return rollKeys.stream().map(Ed25519PrivateKey::publicKey).toList();
  }

  public String style() {
    return style;
  }

  public Bytes credential() {
    return credentialKey.publicKey();
  }

  public Nullifier nullifier(Election election) {
    return election.nullifier(credential());
  }

  /** What the issuers saw. */
  public List<Bytes> blinded() {
    return List.copyOf(blinded);
  }

  /** The unblinded signatures, which nobody but the device has before it casts. */
  public List<Bytes> signatures() {
    return signatures.values().stream().map(CredentialSignature::value).toList();
  }

  /** The call that was made to an issuer, byte for byte. */
  public Bytes request(String issuer) {
    return requests.get(issuer);
  }

  /** A fresh call to an issuer, for whatever style. */
  Blinded blind(Election election, String issuer) {
    return BlindSignature.blind(key(election, issuer), message(election, issuer), random);
  }

  private IssuerPublicKey key(Election election, String issuer) {
    return election.issuerKey(issuer, style).orElseThrow();
  }

  private Digest message(Election election, String issuer) {
    return CredentialMessage.of(election.context(), style, issuer, credential());
  }

  /** A call with another blinded value than the one before. */
  public Bytes call(Election election, String issuer) {
    return call(election, issuer, blind(election, issuer));
  }

  private Bytes call(Election election, String issuer, Blinded state) {
    IssuanceRequest request =
        IssuanceRequests.sign(election.context(), issuer, style, state.request(), rollKeys);
    return Bytes.of(
        IssuanceCall.newBuilder()
            .setProcess(Parties.PROCESS)
            .setScope(Parties.SCOPE)
            .setRequest(request)
            .build()
            .toByteString());
  }

  /** Asks one issuer, and unblinds. */
  void obtain(Election election, String issuer, Client service) {
    Blinded state = blind(election, issuer);
    Bytes call = call(election, issuer, state);
    Bytes answer = service.post("/v1/issuances", call).is(200).body();
    Bytes saved = state.encode(SecretAccess.granted());
    secrets.put("blind for " + issuer, saved.slice(saved.size() - 384, saved.size()));
    requests.put(issuer, call);
    blinded.add(state.request());
    blinded.add(answer);
    signatures.put(
        issuer,
        BlindSignature.finish(key(election, issuer), message(election, issuer), state, answer)
            .orThrow());
  }

  /** A ballot for the first item of everything. */
  public SignedRecord ballot(Election election, Tracker replaces) {
    return ballot(election, replaces, credentialSignatures());
  }

  public Map<String, CredentialSignature> credentialSignatures() {
    return Map.copyOf(signatures);
  }

  /** A ballot whose credential bears these signatures. */
  public SignedRecord ballot(
      Election election, Tracker replaces, Map<String, CredentialSignature> bearing) {
    List<Answer> answers =
        election.style(style).orElseThrow().stream()
            .map(shape -> Answer.choose(shape, Set.of(0)))
            .toList();
    Map<String, CredentialSignature> ordered = new LinkedHashMap<>();
    Parties.ISSUERS.stream()
        .filter(bearing::containsKey)
        .forEach(issuer -> ordered.put(issuer, bearing.get(issuer)));
    BallotDraft draft =
        BallotDraft.make(
            election,
            style,
            new Credential(credential(), ordered),
            replaces,
            "123456",
            answers,
            random);
    draft
        .opening()
        .randomness()
        .forEach(
            (question, scalars) ->
                scalars.forEach(
                    scalar -> secrets.put("choice " + secrets.size(), scalar.encode())));
    return sign(draft.body());
  }

  /** Any body as a ballot record of this credential. */
  public SignedRecord sign(Bytes body) {
    return SignedRecord.sign(
        Kind.BALLOT, Parties.PROCESS, Parties.SCOPE, body, List.of(credentialKey));
  }
}
