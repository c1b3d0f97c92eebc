package city.urna.verifier.chain;

import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.Policy;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** Policies as a configuration holds them. */
public final class Policies {
  private Policies() {}

  public static MSPPrincipal role(String mspId, MSPRole.MSPRoleType role) {
    return MSPPrincipal.newBuilder()
        .setPrincipalClassification(MSPPrincipal.Classification.ROLE)
        .setPrincipal(
            MSPRole.newBuilder().setMspIdentifier(mspId).setRole(role).build().toByteString())
        .build();
  }

  public static MSPPrincipal identity(Member member) {
    return MSPPrincipal.newBuilder()
        .setPrincipalClassification(MSPPrincipal.Classification.IDENTITY)
        .setPrincipal(member.serialized())
        .build();
  }

  /** So many of these principals. */
  public static SignaturePolicyEnvelope outOf(int n, List<MSPPrincipal> principals) {
    SignaturePolicy.NOutOf.Builder gate = SignaturePolicy.NOutOf.newBuilder().setN(n);
    for (int i = 0; i < principals.size(); i++) {
      gate.addRules(SignaturePolicy.newBuilder().setSignedBy(i));
    }
    return SignaturePolicyEnvelope.newBuilder()
        .setRule(SignaturePolicy.newBuilder().setNOutOf(gate))
        .addAllIdentities(principals)
        .build();
  }

  public static SignaturePolicyEnvelope peers(int n, List<Organization> organizations) {
    return outOf(
        n, organizations.stream().map(o -> role(o.mspId, MSPRole.MSPRoleType.PEER)).toList());
  }

  static ConfigPolicy of(SignaturePolicyEnvelope policy) {
    return ConfigPolicy.newBuilder()
        .setModPolicy("Admins")
        .setPolicy(
            Policy.newBuilder()
                .setType(Policy.PolicyType.SIGNATURE_VALUE)
                .setValue(policy.toByteString()))
        .build();
  }

  static ConfigPolicy meta(ImplicitMetaPolicy.Rule rule, String name) {
    return ConfigPolicy.newBuilder()
        .setModPolicy("Admins")
        .setPolicy(
            Policy.newBuilder()
                .setType(Policy.PolicyType.IMPLICIT_META_VALUE)
                .setValue(
                    ImplicitMetaPolicy.newBuilder()
                        .setRule(rule)
                        .setSubPolicy(name)
                        .build()
                        .toByteString()))
        .build();
  }
}
