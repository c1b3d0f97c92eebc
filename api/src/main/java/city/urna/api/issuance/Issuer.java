package city.urna.api.issuance;

import city.urna.api.http.Problem;
import city.urna.api.issuance.IssuerStore.Key;
import city.urna.api.issuance.IssuerStore.Signed;
import city.urna.api.issuance.IssuerView.Frozen;
import city.urna.api.issuance.IssuerView.KnownProcess;
import city.urna.api.issuance.IssuerView.Voter;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.credential.IssuanceRequests;
import city.urna.protocol.credential.IssuerKeys;
import city.urna.protocol.credential.IssuerPrivateKey;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.transcript.Context;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** An issuer's decisions: keys once for each scope, one blind signature for each roll entry. */
final class Issuer {
  /** How many signatures may be under way or wait; more is answered with busy. */
  private static final int MOST_WAITING = 256;

  private final String id;
  private final PartyKeys keys;
  private final IssuerStore store;
  private final IssuerView view;
  private final KeyVault vault;
  private final SecureRandom random;
  private final Map<String, IssuerPrivateKey> opened = new ConcurrentHashMap<>();
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private final Semaphore signing = new Semaphore(Runtime.getRuntime().availableProcessors());

  Issuer(String id, PartyKeys keys, IssuerStore store, IssuerView view, SecureRandom random) {
    this.id = id;
    this.keys = keys;
    this.store = store;
    this.view = view;
    this.vault = new KeyVault(keys, random);
    this.random = random;
  }

  String id() {
    return id;
  }

  Bytes publicKey() {
    return keys.signing().publicKey();
  }

  List<Key> keys(String process, String scope) {
    return store.keys(process, scope);
  }

  List<List<String>> scopes() {
    return store.scopes();
  }

  /** Makes a key for each style of a scope, unless they are made. */
  synchronized List<Key> makeKeys(String process, String scope) {
    List<Key> made = store.keys(process, scope);
    if (!made.isEmpty()) {
      return made;
    }
    follow();
    KnownProcess known =
        view.process(process)
            .orElseThrow(
                () -> new Problem(Problem.Type.NOT_FOUND, "no process " + process + " yet"));
    if (known.process().getIssuersList().stream()
        .noneMatch(i -> i.getId().equals(id) && Bytes.of(i.getKey()).equals(publicKey()))) {
      throw new Problem(
          Problem.Type.FORBIDDEN, "process " + process + " does not name this issuer's key");
    }
    Scope found =
        known.process().getScopesList().stream()
            .filter(s -> s.getId().equals(scope))
            .findFirst()
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no scope " + scope));
    Context context = new Context(process, scope, known.hash());
    List<Key> fresh = new ArrayList<>();
    for (Style style : found.getStylesList()) {
      IssuerPrivateKey secret = IssuerPrivateKey.generate(random);
      Bytes modulus = secret.publicKey().modulus();
      Bytes attestation =
          keys.signing()
              .sign(IssuerKeys.attestationDigest(context, id, style.getId(), modulus).value());
      fresh.add(new Key(style.getId(), modulus, attestation, Optional.of(vault.seal(secret))));
    }
    store.putKeys(process, scope, fresh);
    return store.keys(process, scope);
  }

  /** The blind signature for a request; the same request gets the same answer again. */
  Bytes issue(String process, String scope, IssuanceRequest request) {
    Frozen frozen = frozen(process, scope);
    int registrars = view.process(process).map(p -> p.process().getRegistrarsCount()).orElseThrow();
    if (!request.getIssuer().equals(id) || !IssuanceRequests.hasSizes(request, registrars)) {
      throw Problem.refused(Refusal.ISSUANCE, "the request is not of this issuer's form");
    }
    if (!frozen.open()) {
      throw Problem.refused(Refusal.PHASE, "issuance is not open");
    }
    Voter voter = frozen.roll().get(Bytes.of(request.getRollKey()));
    if (voter == null || !voter.keys().getStyle().equals(request.getStyle())) {
      throw new Problem(
          Problem.Type.FORBIDDEN,
          "not on the roll with this ballot style; check the code and the style in the letter");
    }
    Bytes bytes = Bytes.of(request.toByteString());
    Optional<Signed> before = store.find(process, scope, voter.entry());
    if (before.isPresent()) {
      return answer(before.get(), bytes);
    }
    if (!IssuanceRequests.isSigned(frozen.election(), request, voter.keys().getKeysList())) {
      throw Problem.refused(Refusal.SIGNATURE, "a roll key's signature is not valid");
    }
    return sign(process, scope, voter, request, bytes);
  }

  private Bytes sign(
      String process, String scope, Voter voter, IssuanceRequest request, Bytes bytes) {
    if (store.isStopped(process, scope)) {
      throw new Problem(
          Problem.Type.FORBIDDEN,
          "this issuer was restored from a backup and signs no more in this scope");
    }
    if (!waiting.tryAcquire()) {
      throw new Problem(Problem.Type.BUSY, "too many ask at once");
    }
    try {
      signing.acquireUninterruptibly();
      try {
        return signNow(process, scope, voter, request, bytes);
      } finally {
        signing.release();
      }
    } finally {
      waiting.release();
    }
  }

  private Bytes signNow(
      String process, String scope, Voter voter, IssuanceRequest request, Bytes bytes) {
    Parsed<Bytes> signature =
        key(process, scope, request.getStyle()).blindSign(Bytes.of(request.getBlinded()), random);
    if (!(signature instanceof Parsed.Ok<Bytes>(Bytes blindSignature))) {
      throw Problem.refused(Refusal.ISSUANCE, "the blinded value is outside the modulus");
    }
    Issuance issuance =
        Issuance.newBuilder()
            .setRequest(request)
            .setEntry(voter.entry())
            .setBlindSignature(blindSignature.toByteString())
            .build();
    Signed signed = new Signed(bytes, Bytes.of(issuance.toByteString()));
    return answer(store.putIfAbsent(process, scope, voter.entry(), signed), bytes);
  }

  private static Bytes answer(Signed signed, Bytes request) {
    if (!signed.request().equals(request)) {
      throw new Problem(
          Problem.Type.CONFLICT,
          "a credential was issued for this entry already, for another request: use the device or"
              + " wallet that asked first, or tell the registrar if it was not you");
    }
    return Bytes.of(
        city.urna.protocol.record.StrictParser.parse(Issuance.parser(), signed.issuance())
            .orThrow()
            .getBlindSignature());
  }

  private IssuerPrivateKey key(String process, String scope, String style) {
    return opened.computeIfAbsent(
        process + "/" + scope + "/" + style,
        name ->
            store.keys(process, scope).stream()
                .filter(key -> key.style().equals(style))
                .findFirst()
                .flatMap(Key::sealed)
                .map(vault::open)
                .orElseThrow(() -> Problem.refused(Refusal.PHASE, "the signing key is destroyed")));
  }

  private Frozen frozen(String process, String scope) {
    Optional<Frozen> frozen = view.scope(process, scope);
    if (frozen.isEmpty()) {
      follow();
      frozen = view.scope(process, scope);
    }
    return frozen.orElseThrow(() -> Problem.refused(Refusal.PHASE, "issuance is not open"));
  }

  /** Destroys the signing keys of a scope. */
  void destroyKeys(String process, String scope) {
    String prefix = process + "/" + scope + "/";
    opened.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .forEach(entry -> entry.getValue().close());
    opened.keySet().removeIf(name -> name.startsWith(prefix));
    store.destroyKeys(process, scope);
  }

  private void follow() {
    try {
      view.follow();
    } catch (IOException e) {
      throw new Problem(Problem.Type.UNREACHABLE, "the city's node does not answer; try again");
    }
  }
}
