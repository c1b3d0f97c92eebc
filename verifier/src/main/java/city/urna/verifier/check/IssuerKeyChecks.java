package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.IssuerKey;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.signature.BlindSignatureKey;
import city.urna.verifier.signature.Ed25519;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** V5.2: one RSA key for every issuer and style (spec credentials §3). */
final class IssuerKeyChecks {
  private final Check check;

  IssuerKeyChecks(Check check) {
    this.check = check;
  }

  /** The keys that can be used, by issuer and style. */
  Map<Frozen.IssuerKeyPlace, BlindSignatureKey> check(
      String processId, Bytes processHash, Process process, Scope scope, Definition definition) {
    List<Frozen.IssuerKeyPlace> wanted = new ArrayList<>();
    Map<String, Bytes> attesting = new HashMap<>();
    for (Party issuer : process.getIssuersList()) {
      attesting.put(issuer.getId(), Bytes.of(issuer.getKey()));
      for (Style style : scope.getStylesList()) {
        wanted.add(new Frozen.IssuerKeyPlace(issuer.getId(), style.getId()));
      }
    }
    List<Frozen.IssuerKeyPlace> named =
        definition.getIssuerKeysList().stream()
            .map(key -> new Frozen.IssuerKeyPlace(key.getIssuer(), key.getStyle()))
            .toList();
    if (!named.equals(wanted)) {
      check.failed("the definition does not name one key for every issuer and style, in order");
    }
    Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys = new HashMap<>();
    Set<Bytes> seen = new HashSet<>();
    for (IssuerKey key : definition.getIssuerKeysList()) {
      check.looked(1);
      String name = "the key of issuer " + key.getIssuer() + " for style " + key.getStyle();
      Bytes modulus = Bytes.of(key.getModulus());
      switch (BlindSignatureKey.of(modulus)) {
        case Parsed.Ok<BlindSignatureKey>(BlindSignatureKey usable) ->
            keys.put(new Frozen.IssuerKeyPlace(key.getIssuer(), key.getStyle()), usable);
        case Parsed.Malformed<BlindSignatureKey>(String reason) ->
            check.failed(name + " is refused: " + reason);
      }
      if (!seen.add(modulus)) {
        check.failed(name + " is another key's modulus");
      }
      Bytes digest =
          Transcript.of("issuer-key", processId, scope.getId(), processHash)
              .absorb("issuer", key.getIssuer())
              .absorb("style", key.getStyle())
              .absorb("modulus", modulus)
              .hash();
      if (!Ed25519.verifies(
          attesting.getOrDefault(key.getIssuer(), Bytes.EMPTY),
          digest,
          Bytes.of(key.getAttestation()))) {
        check.failed(name + " is not attested by that issuer");
      }
    }
    check.done(process.getIssuersCount() + " issuers, " + scope.getStylesCount() + " styles");
    return Map.copyOf(keys);
  }
}
