package city.urna.network.launch;

import city.urna.network.launch.Definitions.Role;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The components as containers, under Docker Compose: {@code compose.yaml} in the folder. */
record Containers(Definitions definitions, Layout layout, Programs programs) implements Runner {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public void start(List<Component> components) {
    List<String> words = new ArrayList<>(List.of("up", "--detach"));
    components.forEach(each -> words.add(each.name()));
    compose(words, "start containers");
  }

  @Override
  public void stop(List<Component> components) {
    if (components.equals(definitions.components())) {
      compose(List.of("down", "--remove-orphans"), "take down the containers");
      return;
    }
    List<String> words = new ArrayList<>(List.of("stop"));
    components.forEach(each -> words.add(each.name()));
    compose(words, "stop containers");
  }

  @Override
  public void kill(Component component) {
    compose(List.of("kill", component.name()), "kill " + component.name());
  }

  @Override
  public boolean isRunning(Component component) {
    return compose(List.of("ps", "--status", "running", "--services"), "ask which containers run")
        .lines()
        .anyMatch(component.name()::equals);
  }

  /** Docker's own daemon has them. */
  @Override
  public Optional<ProcessHandle> process(Component component) {
    return Optional.empty();
  }

  @Override
  public String describe(Component component) {
    return isRunning(component) ? "runs in its container" : "does not run";
  }

  private String compose(List<String> words, String purpose) {
    List<String> all =
        new ArrayList<>(
            List.of("compose", "--project-name", project(), "--file", file(layout).toString()));
    all.addAll(words);
    return Call.of(programs.program("docker"), all.toArray(String[]::new))
        .within(PATIENCE)
        .run(purpose);
  }

  /** A name of its own for each folder. */
  private String project() {
    return "urna-" + Integer.toHexString(layout.home().toString().hashCode());
  }

  static Path file(Layout layout) {
    return layout.home().resolve("compose.yaml");
  }

  /**
   * The file for Docker Compose.
   *
   * <p>Every container sees the configuration and its own organization's folder, to read, and its
   * own data. Ports are published on this machine's loopback address alone.
   *
   * @param inside the network as containers see it
   */
  static String file(Definitions definitions, Settings settings, Surroundings inside) {
    Map<String, Object> services = new LinkedHashMap<>();
    for (Component component : definitions.components()) {
      services.put(component.name(), service(definitions, settings, inside, component));
    }
    for (Definitions.Organization each : definitions.organizations()) {
      services.put("ca." + each.id(), authority(definitions, each));
    }
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("name", "urna");
    file.put("services", services);
    try {
      return "# Written by `urna network` from the definitions; a change here is lost.\n"
          + YAMLMapper.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .build()
              .writeValueAsString(file);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> service(
      Definitions definitions, Settings settings, Surroundings inside, Component component) {
    Role role = definitions.role(component);
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", role.image() + ":" + definitions.versions().get(role.version()));
    service.put(
        "command",
        role.command().stream().map(word -> literal(inside.fill(component, word))).toList());
    Map<String, String> environment = new TreeMap<>();
    inside.environment(component).forEach((name, value) -> environment.put(name, literal(value)));
    service.put("environment", environment);
    String organization = "organizations/" + component.organization().mspId();
    List<String> volumes = new ArrayList<>();
    for (String folder : role.reads()) {
      volumes.add("./" + folder + ":/urna/" + folder + ":ro");
    }
    volumes.add("./" + organization + ":/urna/" + organization + ":ro");
    volumes.add("./data/" + component.name() + ":/urna/data/" + component.name());
    service.put("volumes", volumes);
    List<String> ports = new ArrayList<>();
    new TreeMap<>(role.ports())
        .forEach(
            (name, port) -> ports.add("127.0.0.1:" + settings.port(component, name) + ":" + port));
    service.put("ports", ports);
    service.put("restart", "unless-stopped");
    return service;
  }

  /** A certificate authority of an organization's own, started only when asked for. */
  private static Map<String, Object> authority(
      Definitions definitions, Definitions.Organization organization) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("image", "hyperledger/fabric-ca:" + definitions.versions().get("fabric-ca"));
    service.put("profiles", List.of("ca"));
    service.put("command", List.of("fabric-ca-server", "start"));
    Map<String, String> environment = new TreeMap<>();
    environment.put("FABRIC_CA_HOME", "/etc/hyperledger/fabric-ca-server");
    environment.put("FABRIC_CA_SERVER_CA_NAME", "ca-" + organization.id());
    environment.put("FABRIC_CA_SERVER_CSR_HOSTS", "ca." + organization.id());
    environment.put("FABRIC_CA_SERVER_TLS_ENABLED", "true");
    service.put("environment", environment);
    service.put(
        "volumes",
        List.of("./authorities/" + organization.id() + ":/etc/hyperledger/fabric-ca-server"));
    service.put("restart", "unless-stopped");
    return service;
  }

  /** Compose reads a dollar sign as a variable unless it is doubled. */
  private static String literal(String text) {
    return text.replace("$", "$$");
  }
}
