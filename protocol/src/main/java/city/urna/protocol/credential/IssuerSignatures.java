package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.transcript.Context;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the issuers' signatures on credentials of one scope (spec ballots §1.2, §4.5: code R8).
 */
public final class IssuerSignatures {
  private final Context election;
  private final List<String> issuers;
  private final Keys keys;

  /** The key with which an issuer signs credentials of a style. */
  @FunctionalInterface
  public interface Keys {
    Optional<IssuerPublicKey> of(String issuer, String style);
  }

  /**
   * The check of one scope.
   *
   * @param election process, scope and election hash
   * @param issuers all issuers' ids in the order of the process
   */
  public IssuerSignatures(Context election, Collection<String> issuers, Keys keys) {
    this.election = election;
    this.issuers = List.copyOf(issuers);
    this.keys = keys;
  }

  /**
   * Every signature present verifies, in the issuers' order, and every active issuer's is present.
   *
   * @param credential the credential's Ed25519 key, 32 bytes
   * @return the ids of those who signed
   */
  public Verdict<Set<String>> check(
      String style, Bytes credential, List<IssuerSignature> signatures, Set<String> active) {
    Set<String> signed = new LinkedHashSet<>();
    int last = -1;
    for (IssuerSignature signature : signatures) {
      int place = issuers.indexOf(signature.getIssuer());
      if (place <= last) {
        return rejected("an unknown issuer, one twice, or issuers out of order");
      }
      last = place;
      signed.add(signature.getIssuer());
    }
    if (!signed.containsAll(active)) {
      return rejected("an active issuer's signature is missing");
    }
    for (IssuerSignature signature : signatures) {
      if (!isIssued(style, credential, signature)) {
        return rejected("signature of issuer " + signature.getIssuer() + " is not valid");
      }
    }
    return Verdict.verified(signed);
  }

  private boolean isIssued(String style, Bytes credential, IssuerSignature signature) {
    Optional<IssuerPublicKey> key = keys.of(signature.getIssuer(), style);
    return key.isPresent()
        && BlindSignature.verify(
            key.get(),
            CredentialMessage.of(election, style, signature.getIssuer(), credential),
            new CredentialSignature(
                Bytes.of(signature.getPrefix()), Bytes.of(signature.getValue())));
  }

  private static Verdict<Set<String>> rejected(String reason) {
    return Verdict.rejected(Refusal.CREDENTIAL, reason);
  }
}
