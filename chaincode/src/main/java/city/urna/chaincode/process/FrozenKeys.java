package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.credential.IssuerKeys;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.TrusteeKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a definition's keys are those that issuers attested and trustees made together. */
final class FrozenKeys {
  private FrozenKeys() {}

  /** Refuses (R5) other keys (spec records §7.4, credentials §3, ceremony §7). */
  static Verdict<Definition> check(
      State state, KnownProcess known, Scope scope, Definition definition) {
    return issuers(known, scope, definition).flatMap(checked -> trustees(state, known, checked));
  }

  /**
   * Refuses (R5) other keys of a consultation: the issuers' as for a ballot, none where it has no
   * styles; no joint key, as nothing in it is sealed (spec consultation §2.1).
   */
  static Verdict<Definition> checkConsultation(
      KnownProcess known, Scope scope, Definition definition) {
    return definition.getCeremonyRound() == 0
            && definition.getJointKey().isEmpty()
            && definition.getTrusteeKeysCount() == 0
        ? issuers(known, scope, definition)
        : rejected("a consultation has no joint key");
  }

  /** One key for every issuer and style, by issuer, then by style; attested; none twice. */
  private static Verdict<Definition> issuers(
      KnownProcess known, Scope scope, Definition definition) {
    Set<Bytes> seen = new TreeSet<>();
    Iterator<IssuerKey> keys = definition.getIssuerKeysList().iterator();
    for (Party issuer : known.process().getIssuersList()) {
      Ed25519PublicKey author = Ed25519PublicKey.decode(Bytes.of(issuer.getKey())).orThrow();
      for (Style style : scope.getStylesList()) {
        if (!keys.hasNext()) {
          return rejected("an issuer's key for a style is missing");
        }
        IssuerKey key = keys.next();
        Bytes modulus = Bytes.of(key.getModulus());
        if (!key.getIssuer().equals(issuer.getId()) || !key.getStyle().equals(style.getId())) {
          return rejected("issuers' keys are not in the order of issuers and styles");
        }
        if (IssuerPublicKey.decode(modulus) instanceof Parsed.Malformed || !seen.add(modulus)) {
          return rejected("an issuer's key is none, or there twice");
        }
        if (!IssuerKeys.isAttested(
            known.context(scope.getId()),
            issuer.getId(),
            style.getId(),
            modulus,
            author,
            Bytes.of(key.getAttestation()))) {
          return rejected("an issuer's key is not attested");
        }
      }
    }
    return keys.hasNext() ? rejected("a key of no issuer") : Verdict.verified(definition);
  }

  /** The last round's keys, after every active trustee has signed off. */
  private static Verdict<Definition> trustees(
      State state, KnownProcess known, Definition definition) {
    CeremonyRound round = CeremonyRound.read(state, known);
    if (definition.getCeremonyRound() != round.round()) {
      return rejected("the definition names another round of the ceremony than the last");
    }
    if (!round.signedOff(state)) {
      return rejected("not every active trustee has signed off");
    }
    return round
        .contributions(state, known)
        .map(contributions -> JointKey.of(round.statement(known), contributions))
        .orElseGet(() -> Verdict.rejected(Refusal.DEFINITION, "a trustee has not opened"))
        .flatMap(
            key ->
                names(definition, key)
                    ? Verdict.verified(definition)
                    : rejected("the joint key or a trustee's is not as the ceremony made it"));
  }

  private static boolean names(Definition definition, JointKey key) {
    List<TrusteeKey> expected = new ArrayList<>();
    key.trusteeKeys()
        .forEach(
            (trustee, point) ->
                expected.add(
                    TrusteeKey.newBuilder()
                        .setTrustee(trustee)
                        .setKey(point.encode().toByteString())
                        .build()));
    return Bytes.of(definition.getJointKey()).equals(key.key().encode())
        && definition.getTrusteeKeysList().equals(expected);
  }

  private static Verdict<Definition> rejected(String reason) {
    return Verdict.rejected(Refusal.DEFINITION, reason);
  }
}
