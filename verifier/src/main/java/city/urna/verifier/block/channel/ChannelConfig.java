package city.urna.verifier.block.channel;

import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.block.msp.Msp;
import city.urna.verifier.block.msp.Msps;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Capabilities;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.Consenter;
import org.hyperledger.fabric.protos.common.HashingAlgorithm;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.orderer.ConsensusType;

/**
 * A channel's configuration as it stands after a configuration block, ready to be asked.
 *
 * <p>Refuses what this program's rules do not cover, by name: other orderers than SmartBFT's
 * (capability V3_0), peers' rules before V2_0, another hash than SHA-256.
 */
public final class ChannelConfig {
  private static final String APPLICATION = "Application";
  private static final String ORDERER = "Orderer";

  private final String channel;
  private final Config config;
  private final Map<String, ConfigItem> items;
  private final Msps msps;
  private final SortedMap<String, String> applicationOrganizations;
  private final SortedMap<String, String> ordererOrganizations;
  private final PolicyTree policies;
  private final List<Orderer> orderers;
  private final Policy blockValidation;

  private ChannelConfig(
      String channel,
      Config config,
      Map<String, ConfigItem> items,
      Msps msps,
      SortedMap<String, String> applicationOrganizations,
      SortedMap<String, String> ordererOrganizations,
      PolicyTree policies,
      List<Orderer> orderers,
      Policy blockValidation) {
    this.channel = channel;
    this.config = config;
    this.items = items;
    this.msps = msps;
    this.applicationOrganizations = applicationOrganizations;
    this.ordererOrganizations = ordererOrganizations;
    this.policies = policies;
    this.orderers = List.copyOf(orderers);
    this.blockValidation = blockValidation;
  }

  /** Why a configuration is refused, carried out of the steps that read it. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String reason) {
      super(reason);
    }
  }

  /** Reads a configuration; what it is derived from is checked elsewhere. */
  public static Parsed<ChannelConfig> read(String channel, Config config) {
    try {
      return Parsed.ok(readOrRefuse(channel, config));
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("a value of the configuration cannot be read");
    } catch (Refused e) {
      return Parsed.malformed(e.getMessage());
    }
  }

  private static ChannelConfig readOrRefuse(String channel, Config config)
      throws Refused, InvalidProtocolBufferException {
    ConfigGroup root = config.getChannelGroup();
    ConfigGroup application = root.getGroupsMap().get(APPLICATION);
    ConfigGroup ordering = root.getGroupsMap().get(ORDERER);
    if (application == null || ordering == null) {
      throw new Refused("the configuration has no application or no orderer section");
    }
    capability(root, "the channel", Set.of("V3_0"));
    capability(application, "the application", Set.of("V2_0", "V2_5"));
    HashingAlgorithm hash = HashingAlgorithm.parseFrom(value(root, "HashingAlgorithm"));
    if (!hash.getName().equals("SHA256")) {
      throw new Refused("the channel hashes blocks with another function than SHA-256");
    }
    ConsensusType consensus = ConsensusType.parseFrom(value(ordering, "ConsensusType"));
    if (!consensus.getType().equals("BFT")) {
      throw new Refused("the orderers are not byzantine fault tolerant (SmartBFT)");
    }
    Map<String, Msp> msps = new TreeMap<>();
    SortedMap<String, String> members = organizations(application, msps);
    SortedMap<String, String> orderings = organizations(ordering, msps);
    PolicyTree policies = ok(PolicyTree.of(root));
    Policy blocks =
        policies
            .at("/Channel/Orderer/BlockValidation")
            .orElseThrow(() -> new Refused("the configuration says not who signs blocks"));
    List<Orderer> orderers = new ArrayList<>();
    for (Consenter consenter :
        Orderers.parseFrom(value(ordering, "Orderers")).getConsenterMappingList()) {
      orderers.add(
          new Orderer(
              consenter.getId(),
              consenter.getMspId(),
              Bytes.of(
                  SerializedIdentity.newBuilder()
                      .setMspid(consenter.getMspId())
                      .setIdBytes(consenter.getIdentity())
                      .build()
                      .toByteString())));
    }
    if (orderers.isEmpty()) {
      throw new Refused("the configuration names no orderers");
    }
    return new ChannelConfig(
        channel,
        config,
        ok(ConfigItem.all(true, root)),
        new Msps(msps),
        members,
        orderings,
        policies,
        orderers,
        blocks);
  }

  private static <T> T ok(Parsed<T> parsed) throws Refused {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new Refused(reason);
    };
  }

  private static com.google.protobuf.ByteString value(ConfigGroup group, String name) {
    return group.getValuesOrDefault(name, ConfigValue.getDefaultInstance()).getValue();
  }

  private static void capability(ConfigGroup group, String whose, Set<String> known)
      throws Refused, InvalidProtocolBufferException {
    Capabilities named = Capabilities.parseFrom(value(group, "Capabilities"));
    if (named.getCapabilitiesMap().keySet().stream().noneMatch(known::contains)) {
      throw new Refused(whose + " lacks capability " + String.join(" or ", known));
    }
  }

  /** MSP ids by the organizations' names in a section. */
  private static SortedMap<String, String> organizations(ConfigGroup section, Map<String, Msp> msps)
      throws Refused {
    SortedMap<String, String> ids = new TreeMap<>();
    for (Map.Entry<String, ConfigGroup> organization : section.getGroupsMap().entrySet()) {
      Msp msp = ok(Msp.read(Bytes.of(value(organization.getValue(), "MSP"))));
      Msp before = msps.putIfAbsent(msp.name(), msp);
      if (before != null && !before.definition().equals(msp.definition())) {
        throw new Refused("two memberships are defined for " + msp.name());
      }
      ids.put(organization.getKey(), msp.name());
    }
    return ids;
  }

  public String channel() {
    return channel;
  }

  Config config() {
    return config;
  }

  Map<String, ConfigItem> items() {
    return items;
  }

  PolicyTree policies() {
    return policies;
  }

  public Msps msps() {
    return msps;
  }

  public List<Orderer> orderers() {
    return orderers;
  }

  /** The policy of blocks' signatures. */
  public Policy blockValidation() {
    return blockValidation;
  }

  /** ⌈(n + f + 1) / 2⌉ of n orderers, f = ⌊(n − 1) / 3⌋. */
  public int quorum() {
    int n = orderers.size();
    int f = (n - 1) / 3;
    return (n + f + 2) / 2;
  }

  /** A policy of the channel by its whole path. */
  public Optional<Policy> policy(String path) {
    return policies.at(path);
  }

  /** The name in the application section of the organization with an MSP id. */
  public Optional<String> organizationOf(String mspId) {
    return applicationOrganizations.entrySet().stream()
        .filter(organization -> organization.getValue().equals(mspId))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** MSP ids of the organizations with peers. */
  public List<String> applicationMsps() {
    return List.copyOf(applicationOrganizations.values());
  }

  /** Why this configuration may not follow another one whatever was signed, if it may not. */
  Optional<String> breaks(ChannelConfig before) {
    return changedMsp(before.applicationOrganizations, applicationOrganizations)
        .or(() -> changedMsp(before.ordererOrganizations, ordererOrganizations));
  }

  private static Optional<String> changedMsp(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    return before.entrySet().stream()
        .filter(o -> !after.getOrDefault(o.getKey(), o.getValue()).equals(o.getValue()))
        .map(o -> "organization " + o.getKey() + " changes its MSP id")
        .findFirst();
  }

  /**
   * Those who signed, each once: their signatures verify; whether they are valid members a policy
   * asks by itself.
   */
  public List<Identity> signers(List<SignedMessage> signatures) {
    List<Identity> signers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (SignedMessage signature : signatures) {
      Optional<Identity> signer = msps.identity(signature.identity());
      if (signer.isEmpty()) {
        continue;
      }
      String id = signer.get().mspId() + signer.get().id().hex();
      if (!seen.contains(id) && signer.get().verifies(signature.message(), signature.signature())) {
        seen.add(id);
        signers.add(signer.get());
      }
    }
    return List.copyOf(signers);
  }
}
