package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.CombinedPrincipal;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** A certificate that an organization's root certified; whether it is valid is told apart. */
public final class Identity {
  private final Msp msp;
  private final Certificate certificate;
  private final List<Certificate> chain;
  private final Optional<String> refusal;

  Identity(Msp msp, Certificate certificate, List<Certificate> chain) {
    this.msp = msp;
    this.certificate = certificate;
    this.chain = chain;
    this.refusal = msp.refusal(certificate, chain);
  }

  Certificate certificate() {
    return certificate;
  }

  public String mspId() {
    return msp.name();
  }

  /** Organization, subject and serial number, for people. */
  public String name() {
    return msp.name() + " " + certificate.name();
  }

  /** The same for the same member however its certificate was written. */
  public Bytes id() {
    return Bytes.sha256(certificate.raw());
  }

  /** Why it is no valid member, if it is not: revoked, without its one role, and so on. */
  public Optional<String> refusal() {
    return refusal;
  }

  /** Whether its certificate, and those above it, say that they are valid at this time. */
  public boolean validAt(Instant time) {
    return chain.stream().allMatch(each -> each.validAt(time));
  }

  /** Whether it made this signature; says nothing of its validity. */
  public boolean verifies(Bytes message, Bytes signature) {
    return certificate.key().isPresent()
        && PublicKeys.verifiesOfMember(
            certificate.key().get(), certificate.algorithm(), message, signature);
  }

  /** Whether it is one of those that a policy asks for. */
  public boolean satisfies(MSPPrincipal principal) {
    try {
      return switch (principal.getPrincipalClassification()) {
        case ROLE -> hasRole(MSPRole.parseFrom(principal.getPrincipal()));
        case ORGANIZATION_UNIT -> inUnit(OrganizationUnit.parseFrom(principal.getPrincipal()));
        case IDENTITY -> isThat(SerializedIdentity.parseFrom(principal.getPrincipal()));
        case ANONYMITY ->
            MSPIdentityAnonymity.parseFrom(principal.getPrincipal()).getAnonymityType()
                == MSPIdentityAnonymity.MSPIdentityAnonymityType.NOMINAL;
        case COMBINED -> {
          CombinedPrincipal all = CombinedPrincipal.parseFrom(principal.getPrincipal());
          yield all.getPrincipalsCount() > 0
              && all.getPrincipalsList().stream().allMatch(this::satisfies);
        }
        case UNRECOGNIZED -> false;
      };
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private boolean hasRole(MSPRole role) {
    if (!role.getMspIdentifier().equals(msp.name())) {
      return false;
    }
    boolean valid = refusal.isEmpty();
    return switch (role.getRole()) {
      case MEMBER -> valid;
      case ADMIN ->
          msp.namesAdmin(certificate) || valid && msp.hasRole(certificate, NodeRole.ADMIN);
      case CLIENT -> valid && msp.hasRole(certificate, NodeRole.CLIENT);
      case PEER -> valid && msp.hasRole(certificate, NodeRole.PEER);
      case ORDERER -> valid && msp.hasRole(certificate, NodeRole.ORDERER);
      case UNRECOGNIZED -> false;
    };
  }

  private boolean inUnit(OrganizationUnit unit) {
    return unit.getMspIdentifier().equals(msp.name())
        && refusal.isEmpty()
        && certificate.units().contains(unit.getOrganizationalUnitIdentifier())
        && Bytes.of(unit.getCertifiersIdentifier()).equals(Msp.certifiersOf(chain));
  }

  private boolean isThat(SerializedIdentity named) {
    return named.getMspid().equals(msp.name())
        && refusal.isEmpty()
        && msp.member(Bytes.of(named.getIdBytes()))
            .filter(that -> that.certificate.equals(certificate))
            .isPresent();
  }
}
