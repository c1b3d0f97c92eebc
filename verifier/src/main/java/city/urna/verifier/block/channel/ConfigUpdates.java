package city.urna.verifier.block.channel;

import city.urna.verifier.block.msp.Identity;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * Applies a configuration transaction to the configuration before it (Fabric's {@code configtx}).
 *
 * <p>1. sequence + 1; 2. everything that the update read is at the version it names; 3. what it
 * writes at another version than it read is the change; 4. each changed part goes up by one version
 * and those sign who may change it as it stands, each new part starts at 0; 5. the configuration
 * stated is the one that results.
 */
public final class ConfigUpdates {
  private static final String CAPABILITIES = ConfigItem.valueKey("Channel/Orderer/Capabilities");
  private static final String DEFAULT_CHANGED_BY = "Admins";

  private final ChannelConfig before;

  private ConfigUpdates(ChannelConfig before) {
    this.before = before;
  }

  /** The configuration after, or why the update does not lead there. */
  public static Parsed<ChannelConfig> apply(ChannelConfig before, ConfigEnvelope envelope) {
    try {
      return new ConfigUpdates(before).apply(envelope);
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("the configuration update cannot be read");
    }
  }

  private Parsed<ChannelConfig> apply(ConfigEnvelope envelope)
      throws InvalidProtocolBufferException {
    if (envelope.getConfig().getSequence() != before.config().getSequence() + 1) {
      return Parsed.malformed("its sequence does not follow");
    }
    Payload payload = Payload.parseFrom(envelope.getLastUpdate().getPayload());
    ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    if (header.getType() != HeaderType.CONFIG_UPDATE_VALUE) {
      return Parsed.malformed("it holds no configuration update");
    }
    ConfigUpdateEnvelope signed = ConfigUpdateEnvelope.parseFrom(payload.getData());
    ConfigUpdate update = ConfigUpdate.parseFrom(signed.getConfigUpdate());
    if (!update.getChannelId().equals(before.channel())) {
      return Parsed.malformed("the update is for another channel");
    }
    return ConfigItem.all(update.hasReadSet(), update.getReadSet())
        .flatMap(
            read ->
                ConfigItem.all(update.hasWriteSet(), update.getWriteSet())
                    .flatMap(written -> authorized(read, written, signed)))
        .flatMap(this::assembled)
        .flatMap(group -> agreed(group, envelope));
  }

  private Parsed<Map<String, ConfigItem>> authorized(
      Map<String, ConfigItem> read, Map<String, ConfigItem> written, ConfigUpdateEnvelope signed) {
    for (Map.Entry<String, ConfigItem> item : read.entrySet()) {
      ConfigItem stands = before.items().get(item.getKey());
      if (stands == null || stands.version() != item.getValue().version()) {
        return Parsed.malformed("it stands on another version of " + item.getKey());
      }
    }
    Map<String, ConfigItem> changes = new TreeMap<>();
    for (Map.Entry<String, ConfigItem> item : written.entrySet()) {
      ConfigItem asRead = read.get(item.getKey());
      if (asRead == null || asRead.version() != item.getValue().version()) {
        changes.put(item.getKey(), item.getValue());
      }
    }
    if (changes.isEmpty()) {
      return Parsed.malformed("it changes nothing");
    }
    Optional<List<Identity>> signers = signers(signed);
    if (signers.isEmpty()) {
      return Parsed.malformed("a signature of the update cannot be read");
    }
    for (Map.Entry<String, ConfigItem> change : changes.entrySet()) {
      Optional<String> wrong = refused(change.getKey(), change.getValue(), signers.get());
      if (wrong.isPresent()) {
        return Parsed.malformed(wrong.get());
      }
    }
    Map<String, ConfigItem> after = new TreeMap<>(before.items());
    after.putAll(changes);
    return Parsed.ok(after);
  }

  private Optional<List<Identity>> signers(ConfigUpdateEnvelope signed) {
    List<SignedMessage> signatures = new ArrayList<>();
    for (ConfigSignature signature : signed.getSignaturesList()) {
      Bytes header = Bytes.of(signature.getSignatureHeader());
      try {
        signatures.add(
            new SignedMessage(
                Bytes.concat(header, Bytes.of(signed.getConfigUpdate())),
                Bytes.of(SignatureHeader.parseFrom(header.toArray()).getCreator()),
                Bytes.of(signature.getSignature())));
      } catch (InvalidProtocolBufferException e) {
        return Optional.empty();
      }
    }
    return Optional.of(before.signers(signatures));
  }

  /** Why one change is not allowed, if it is not. */
  private Optional<String> refused(String key, ConfigItem change, List<Identity> signers) {
    String changedBy = change.changedBy();
    String named = changedBy.startsWith("/") ? changedBy.substring(1) : changedBy;
    if (!List.of(named.split("/", -1)).stream().allMatch(ConfigItem::isName)) {
      return Optional.of("it says not who may change " + key);
    }
    ConfigItem stands = before.items().get(key);
    if (stands == null) {
      return change.version() == 0
          ? Optional.empty()
          : Optional.of("new " + key + " does not start at version 0");
    }
    if (change.version() != stands.version() + 1) {
      return Optional.of(key + " does not go up by one version");
    }
    Optional<Policy> policy = whoMayChange(stands);
    if (policy.isEmpty()) {
      return Optional.of("nobody may change " + key);
    }
    return policy.get().satisfiedBy(signers)
        ? Optional.empty()
        : Optional.of(
            key
                + " is changed without the signatures that its policy "
                + stands.changedBy()
                + " asks for");
  }

  /** The policy is found from the item's own group, or by its whole path. */
  private Optional<Policy> whoMayChange(ConfigItem item) {
    String name = item.changedBy();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.startsWith("/") || item.path().isEmpty()) {
      return before.policies().at(name);
    }
    List<String> path = new ArrayList<>(item.path().subList(1, item.path().size()));
    if (item.isGroup()) {
      path.add(item.name());
    }
    return before.policies().group(path).flatMap(group -> group.at(name));
  }

  /** Puts the parts together again. */
  private Parsed<ConfigGroup> assembled(Map<String, ConfigItem> items) {
    return assembled(ConfigItem.ROOT, items);
  }

  private static Parsed<ConfigGroup> assembled(String path, Map<String, ConfigItem> items) {
    if (!(items.containsKey(ConfigItem.groupKey(path))
        && items.get(ConfigItem.groupKey(path)).content() instanceof ConfigGroup stated)) {
      return Parsed.malformed("a group is missing at " + path);
    }
    ConfigGroup.Builder group = stated.toBuilder();
    boolean defaults = items.containsKey(CAPABILITIES);
    if (defaults && group.getModPolicy().isEmpty()) {
      group.setModPolicy(DEFAULT_CHANGED_BY);
    }
    for (String name : stated.getGroupsMap().keySet()) {
      switch (assembled(path + "/" + name, items)) {
        case Parsed.Ok<ConfigGroup>(ConfigGroup below) -> group.putGroups(name, below);
        case Parsed.Malformed<ConfigGroup> refused -> {
          return refused;
        }
      }
    }
    for (String name : stated.getValuesMap().keySet()) {
      ConfigValue.Builder value =
          ((ConfigValue) items.get(ConfigItem.valueKey(path + "/" + name)).content()).toBuilder();
      if (defaults && value.getModPolicy().isEmpty()) {
        value.setModPolicy(DEFAULT_CHANGED_BY);
      }
      group.putValues(name, value.build());
    }
    for (String name : stated.getPoliciesMap().keySet()) {
      ConfigPolicy.Builder policy =
          ((ConfigPolicy) items.get(ConfigItem.policyKey(path + "/" + name)).content()).toBuilder();
      if (defaults && policy.getModPolicy().isEmpty()) {
        policy.setModPolicy(DEFAULT_CHANGED_BY);
      }
      group.putPolicies(name, policy.build());
    }
    return Parsed.ok(group.build());
  }

  private Parsed<ChannelConfig> agreed(ConfigGroup group, ConfigEnvelope envelope) {
    if (!group.equals(envelope.getConfig().getChannelGroup())) {
      return Parsed.malformed("the configuration stated is not the one that the update gives");
    }
    return ChannelConfig.read(before.channel(), envelope.getConfig())
        .flatMap(
            after ->
                after
                    .breaks(before)
                    .map(Parsed::<ChannelConfig>malformed)
                    .orElseGet(() -> Parsed.ok(after)));
  }
}
