package city.urna.verifier.block.channel;

import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ImplicitMetaPolicy;
import org.hyperledger.fabric.protos.common.Policy.PolicyType;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** The named policies of a configuration group and of the groups below it. */
final class PolicyTree {
  private static final String ROOT = "/Channel/";

  private final Map<String, PolicyTree> groups = new TreeMap<>();
  private final Map<String, Policy> policies = new TreeMap<>();

  private PolicyTree() {}

  /** Reads a group; refuses what Fabric's policy manager refuses. */
  static Parsed<PolicyTree> of(ConfigGroup group) {
    PolicyTree tree = new PolicyTree();
    for (Map.Entry<String, ConfigGroup> below : group.getGroupsMap().entrySet()) {
      switch (of(below.getValue())) {
        case Parsed.Ok<PolicyTree>(PolicyTree read) -> tree.groups.put(below.getKey(), read);
        case Parsed.Malformed<PolicyTree> refused -> {
          return refused;
        }
      }
    }
    for (Map.Entry<String, ConfigPolicy> named : group.getPoliciesMap().entrySet()) {
      switch (tree.policy(named.getValue())) {
        case Parsed.Ok<Policy>(Policy read) -> tree.policies.put(named.getKey(), read);
        case Parsed.Malformed<Policy> refused -> {
          return refused.in("policy " + named.getKey()).as();
        }
      }
    }
    return Parsed.ok(tree);
  }

  private Parsed<Policy> policy(ConfigPolicy named) {
    try {
      PolicyType type = PolicyType.forNumber(named.getPolicy().getType());
      if (type == PolicyType.IMPLICIT_META) {
        return ofGroups(ImplicitMetaPolicy.parseFrom(named.getPolicy().getValue()));
      }
      if (type == PolicyType.SIGNATURE) {
        SignaturePolicyEnvelope envelope =
            SignaturePolicyEnvelope.parseFrom(named.getPolicy().getValue());
        return envelope.getVersion() == 0
            ? Policy.OfSigners.of(envelope)
            : Parsed.malformed("a signature policy of another version");
      }
      return Parsed.malformed("an unknown type");
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("cannot be read");
    }
  }

  private Parsed<Policy> ofGroups(ImplicitMetaPolicy definition) {
    List<Policy> below = new ArrayList<>();
    for (PolicyTree group : groups.values()) {
      below.add(group.at(definition.getSubPolicy()).orElseGet(Policy.Nobody::new));
    }
    int n = below.size();
    return switch (definition.getRule()) {
      case ANY -> Parsed.ok(new Policy.OfGroups(Math.min(1, n), below));
      case ALL -> Parsed.ok(new Policy.OfGroups(n, below));
      case MAJORITY -> Parsed.ok(new Policy.OfGroups(n == 0 ? 0 : n / 2 + 1, below));
      case UNRECOGNIZED -> Parsed.malformed("an unknown rule");
    };
  }

  /** The group below at a path. */
  Optional<PolicyTree> group(List<String> path) {
    return path.isEmpty()
        ? Optional.of(this)
        : Optional.ofNullable(groups.get(path.getFirst()))
            .flatMap(below -> below.group(path.subList(1, path.size())));
  }

  /** A policy by its name from here, or, at the channel's root, by its whole path. */
  Optional<Policy> at(String name) {
    String path = name.startsWith(ROOT) ? name.substring(ROOT.length()) : name;
    List<String> parts = List.of(path.split("/", -1));
    return group(parts.subList(0, parts.size() - 1))
        .flatMap(group -> Optional.ofNullable(group.policies.get(parts.getLast())));
  }
}
