package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.BlockDataHashingStructure;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Capability;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy.Rule;
import org.hyperledger.fabric.protos.common.MSPRole.MSPRoleType;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/** Three organizations with peers, four with orderers, and the configuration that binds them. */
public final class ChannelMaker {
  public final String channel;
  public final List<Organization> members =
      List.of(
          new Organization("CityMSP"),
          new Organization("ObserverMSP"),
          new Organization("UniversityMSP"));
  public final List<Organization> orderers = new ArrayList<>();

  public ChannelMaker(String channel) {
    this.channel = channel;
    for (int i = 1; i <= 4; i++) {
      orderers.add(new Organization("Orderer" + i + "MSP"));
    }
  }

  /** The first configuration. */
  public Config config() {
    ConfigGroup.Builder root =
        group()
            .putValues(
                "HashingAlgorithm", value(HashingAlgorithm.newBuilder().setName("SHA256").build()))
            .putValues(
                "BlockDataHashingStructure",
                value(BlockDataHashingStructure.newBuilder().setWidth(-1).build()))
            .putValues("Capabilities", capability("V3_0"))
            .putGroups("Orderer", ordering())
            .putGroups("Application", application());
    return Config.newBuilder().setChannelGroup(root).build();
  }

  private static ConfigGroup.Builder group() {
    return ConfigGroup.newBuilder()
        .setModPolicy("Admins")
        .putPolicies("Readers", Policies.meta(Rule.ANY, "Readers"))
        .putPolicies("Writers", Policies.meta(Rule.ANY, "Writers"))
        .putPolicies("Admins", Policies.meta(Rule.MAJORITY, "Admins"));
  }

  static ConfigValue value(Message content) {
    return ConfigValue.newBuilder().setModPolicy("Admins").setValue(content.toByteString()).build();
  }

  private static ConfigValue capability(String name) {
    return value(
        Capabilities.newBuilder().putCapabilities(name, Capability.getDefaultInstance()).build());
  }

  private ConfigGroup ordering() {
    Orderers.Builder consenters = Orderers.newBuilder();
    for (int i = 0; i < orderers.size(); i++) {
      Organization organization = orderers.get(i);
      consenters.addConsenterMapping(
          Consenter.newBuilder()
              .setId(i + 1)
              .setHost("127.0.0.1")
              .setPort(7050 + i)
              .setMspId(organization.mspId)
              .setIdentity(ByteString.copyFrom(organization.orderer.pem())));
    }
    ConfigGroup.Builder group =
        group()
            .putValues("ConsensusType", value(ConsensusType.newBuilder().setType("BFT").build()))
            .putValues("BatchSize", value(BatchSize.newBuilder().setMaxMessageCount(50).build()))
            .putValues("Capabilities", capability("V2_0"))
            .putValues("Orderers", value(consenters.build()))
            .putPolicies(
                "BlockValidation",
                Policies.of(
                    Policies.outOf(
                        3, orderers.stream().map(o -> Policies.identity(o.orderer)).toList())));
    orderers.forEach(o -> group.putGroups(o.mspId, organization(o).build()));
    return group.build();
  }

  private ConfigGroup application() {
    ConfigGroup.Builder group =
        group()
            .putValues("Capabilities", capability("V2_5"))
            .putPolicies("Endorsement", Policies.meta(Rule.MAJORITY, "Endorsement"))
            .putPolicies("LifecycleEndorsement", Policies.meta(Rule.MAJORITY, "Endorsement"));
    members.forEach(
        o ->
            group.putGroups(
                o.mspId,
                organization(o)
                    .putPolicies("Endorsement", Policies.of(Policies.peers(1, List.of(o))))
                    .build()));
    return group.build();
  }

  private static ConfigGroup.Builder organization(Organization o) {
    return ConfigGroup.newBuilder()
        .setModPolicy("Admins")
        .putPolicies("Readers", Policies.of(one(o, MSPRoleType.MEMBER)))
        .putPolicies("Writers", Policies.of(one(o, MSPRoleType.MEMBER)))
        .putPolicies("Admins", Policies.of(one(o, MSPRoleType.ADMIN)))
        .putValues(
            "MSP",
            ConfigValue.newBuilder().setModPolicy("Admins").setValue(o.definition()).build());
  }

  private static org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope one(
      Organization o, MSPRoleType role) {
    return Policies.outOf(1, List.of(Policies.role(o.mspId, role)));
  }
}
