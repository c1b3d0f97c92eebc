package city.urna.verifier.block.channel;

import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigPolicy;
import org.hyperledger.fabric.protos.common.ConfigValue;

/**
 * One part of a configuration: a group, a value or a policy, each with its version and the name of
 * the policy that may change it.
 *
 * @param path names of the groups above, the channel's own first
 * @param content a {@link ConfigGroup}, {@link ConfigValue} or {@link ConfigPolicy}
 */
record ConfigItem(List<String> path, String name, long version, String changedBy, Message content) {
  static final String ROOT = "Channel";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9.-]{1,249}");

  ConfigItem {
    path = List.copyOf(path);
  }

  boolean isGroup() {
    return content instanceof ConfigGroup;
  }

  static String groupKey(String path) {
    return "group " + path;
  }

  static String valueKey(String path) {
    return "value " + path;
  }

  static String policyKey(String path) {
    return "policy " + path;
  }

  /** Whether a name may stand in a configuration. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.equals(".") && !name.equals("..");
  }

  /** Every part of a group, by kind and path; empty for a group that is not there. */
  static Parsed<Map<String, ConfigItem>> all(boolean present, ConfigGroup group) {
    Map<String, ConfigItem> items = new TreeMap<>();
    return !present || collect(items, List.of(), ROOT, group)
        ? Parsed.ok(items)
        : Parsed.malformed("a name in the configuration is not allowed");
  }

  private static boolean collect(
      Map<String, ConfigItem> items, List<String> above, String name, ConfigGroup group) {
    List<String> path = new ArrayList<>(above);
    path.add(name);
    String prefix = String.join("/", path);
    boolean named = isName(name);
    items.put(
        groupKey(prefix),
        new ConfigItem(above, name, group.getVersion(), group.getModPolicy(), group));
    for (Map.Entry<String, ConfigGroup> below : group.getGroupsMap().entrySet()) {
      named &= collect(items, path, below.getKey(), below.getValue());
    }
    for (Map.Entry<String, ConfigValue> value : group.getValuesMap().entrySet()) {
      ConfigValue content = value.getValue();
      named &= isName(value.getKey());
      items.put(
          valueKey(prefix + "/" + value.getKey()),
          new ConfigItem(
              path, value.getKey(), content.getVersion(), content.getModPolicy(), content));
    }
    for (Map.Entry<String, ConfigPolicy> policy : group.getPoliciesMap().entrySet()) {
      ConfigPolicy content = policy.getValue();
      named &= isName(policy.getKey());
      items.put(
          policyKey(prefix + "/" + policy.getKey()),
          new ConfigItem(
              path, policy.getKey(), content.getVersion(), content.getModPolicy(), content));
    }
    return named;
  }
}
