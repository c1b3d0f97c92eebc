package city.urna.chaincode.issuance;

import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.RollState;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.credential.IssuanceRequests;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceRequest;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.transcript.Context;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks single issuances of one issuer against roll and request (spec credentials §5.2). */
final class IssuanceCheck {
  private final Context election;
  private final int registrars;
  private final String issuer;
  private final RollState roll;
  private final Map<String, IssuerPublicKey> keys = new TreeMap<>();

  IssuanceCheck(KnownProcess known, PhaseState phase, String scope, String issuer, RollState roll) {
    this.election = new Context(known.id(), scope, phase.election());
    this.registrars = known.process().getRegistrarsCount();
    this.issuer = issuer;
    this.roll = roll;
    for (IssuerKey key : phase.parsedDefinition().getIssuerKeysList()) {
      if (key.getIssuer().equals(issuer)) {
        keys.put(key.getStyle(), IssuerPublicKey.decode(Bytes.of(key.getModulus())).orThrow());
      }
    }
  }

  /** What is wrong with an issuance, if anything is. */
  Optional<String> wrong(Issuance issuance) {
    IssuanceRequest request = issuance.getRequest();
    Optional<RollEntry> entry = roll.entry(issuance.getEntry());
    if (entry.isEmpty()
        || !request.getIssuer().equals(issuer)
        || !IssuanceRequests.hasSizes(request, registrars)
        || !request.getRollKey().equals(entry.get().getKeys(0))
        || !request.getStyle().equals(entry.get().getStyle())) {
      return Optional.of("an issuance is another issuer's, or of no such entry of the roll");
    }
    if (!IssuanceRequests.isSigned(election, request, entry.get().getKeysList())) {
      return Optional.of("a request is not signed with the keys of its entry");
    }
    return keys.get(request.getStyle())
            .signedBlind(Bytes.of(request.getBlinded()), Bytes.of(issuance.getBlindSignature()))
        ? Optional.empty()
        : Optional.of("a blind signature does not fit its request");
  }
}
