package city.urna.network.launch;

import city.urna.network.launch.Definitions.Role;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what the definitions leave open: folders, hosts and ports, as a component itself sees
 * them or as this machine does.
 *
 * @param home the network's folder as the reader of the filled-in text sees it
 * @param packageId the chaincode's package id
 */
record Surroundings(
    Definitions definitions, Settings settings, String home, String packageId, boolean inside) {
  private static final Pattern OPEN = Pattern.compile("\\$\\{([^}]*)}");

  /** The network as programs on this machine see it. */
  static Surroundings here(
      Definitions definitions, Settings settings, Layout layout, String packageId) {
    return new Surroundings(definitions, settings, layout.home().toString(), packageId, false);
  }

  /** The network as its containers see it; on this machine that is no different natively. */
  static Surroundings inContainers(Definitions definitions, Settings settings, String packageId) {
    return new Surroundings(definitions, settings, "/urna", packageId, true);
  }

  /** A text of a component's definition. */
  String fill(Component component, String text) {
    Map<String, String> values = common();
    String organization = home + "/organizations/" + component.organization().mspId();
    values.put("self", component.name());
    values.put("id", component.organization().id());
    values.put("mspId", component.organization().mspId());
    values.put("organization", organization);
    for (String port : definitions.role(component).ports().keySet()) {
      String number = String.valueOf(port(component, port));
      String listen = inside ? "0.0.0.0" : "127.0.0.1";
      values.put("host." + port, listen);
      values.put("port." + port, number);
      values.put("listen." + port, listen + ":" + number);
      values.put("address." + port, address(component, port));
    }
    return fill(text, values);
  }

  /** A text that is nobody's own, such as the channel's definition. */
  String fill(String text) {
    Map<String, String> values = common();
    for (Component component : definitions.components()) {
      values.put(component.name() + ".host", host(component));
      values.put(component.name() + ".port", String.valueOf(port(component, "main")));
    }
    return fill(text, values);
  }

  /** A component's environment. */
  Map<String, String> environment(Component component) {
    Map<String, String> filled = new TreeMap<>();
    Role role = definitions.role(component);
    role.environment().forEach((name, text) -> filled.put(name, fill(component, text)));
    return filled;
  }

  String address(Component component, String port) {
    return host(component) + ":" + port(component, port);
  }

  private String host(Component component) {
    return inside ? component.name() : "127.0.0.1";
  }

  private int port(Component component, String port) {
    return inside ? definitions.role(component).ports().get(port) : settings.port(component, port);
  }

  private Map<String, String> common() {
    Map<String, String> values = new TreeMap<>();
    values.put("home", home);
    values.put("package", packageId);
    values.put("endorsers", String.join(",", definitions.endorsers()));
    return values;
  }

  private static String fill(String text, Map<String, String> values) {
    return OPEN.matcher(text)
        .replaceAll(
            open -> {
              String name = open.group(1);
              if (!values.containsKey(name)) {
                throw new NetworkException("the definitions ask for ${" + name + "}, unknown here");
              }
              return Matcher.quoteReplacement(values.get(name));
            });
  }
}
