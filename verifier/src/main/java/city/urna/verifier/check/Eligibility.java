package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.records.IssuerSignature;
import city.urna.verifier.signature.BlindSignatureKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may vote or act in a scope: what the freeze says of credentials (spec credentials §3, §4).
 *
 * @param election the election hash
 * @param issuers ids in the process's order
 * @param styles ids in the scope's order
 * @param keys the issuers' usable keys
 */
record Eligibility(
    String process,
    String scope,
    Bytes election,
    List<String> issuers,
    List<String> styles,
    Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys) {

  Eligibility {
    issuers = List.copyOf(issuers);
    styles = List.copyOf(styles);
    keys = Map.copyOf(keys);
  }

  static Eligibility of(Frozen frozen, Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys) {
    return new Eligibility(
        frozen.process(),
        frozen.scope(),
        frozen.election(),
        frozen.issuers(),
        frozen.styles().stream().map(Frozen.Style::id).toList(),
        keys);
  }

  Transcript transcript(String type) {
    return Transcript.of(type, process, scope, election);
  }

  /** Spec ballots §2. */
  Bytes nullifier(Bytes credential) {
    return transcript("nullifier").absorb("credential", credential).hash();
  }

  Optional<BlindSignatureKey> key(String issuer, String style) {
    return Optional.ofNullable(keys.get(new Frozen.IssuerKeyPlace(issuer, style)));
  }

  /** Why a credential does not bear every active issuer's signature, and no wrong one. */
  Optional<String> refuse(
      String style, Bytes credential, List<IssuerSignature> signatures, List<String> active) {
    Set<Integer> places = new TreeSet<>();
    int last = -1;
    for (IssuerSignature signature : signatures) {
      String issuer = signature.getIssuer();
      int place = issuers.indexOf(issuer);
      if (place <= last) {
        return Optional.of("its issuers' signatures are unknown, twice or out of order");
      }
      last = place;
      places.add(place);
      Bytes message =
          transcript("credential")
              .absorb("style", style)
              .absorb("issuer", issuer)
              .absorb("credential", credential)
              .hash();
      boolean verifies =
          key(issuer, style)
              .map(
                  key ->
                      key.verifies(
                          Bytes.of(signature.getPrefix()), message, Bytes.of(signature.getValue())))
              .orElse(false);
      if (!verifies) {
        return Optional.of(
            "the signature of issuer " + issuer + " on its credential does not verify");
      }
    }
    for (String issuer : active) {
      if (!places.contains(issuers.indexOf(issuer))) {
        return Optional.of("issuer " + issuer + " did not sign its credential");
      }
    }
    return Optional.empty();
  }
}
