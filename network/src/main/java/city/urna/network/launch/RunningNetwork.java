package city.urna.network.launch;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A network whose folder is laid out: the steps that bring it up, and its components. */
final class RunningNetwork {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Definitions definitions;
  private final Layout layout;
  private final Settings settings;
  private final Credentials credentials;
  private final Surroundings here;
  private final Surroundings inside;
  private final Channel channel;
  private final Lifecycle lifecycle;
  private final Runner runner;
  private final Consumer<String> progress;
  private final long began = System.nanoTime();

  private RunningNetwork(
      Definitions definitions,
      Layout layout,
      Settings settings,
      Programs programs,
      boolean brief,
      Consumer<String> progress) {
    String packageId = Folder.read(layout.packageId());
    this.definitions = definitions;
    this.layout = layout;
    this.settings = settings;
    this.progress = progress;
    this.credentials = new Credentials(definitions, layout);
    this.here = Surroundings.here(definitions, settings, layout, packageId);
    this.inside =
        settings.profile() == Profile.NATIVE
            ? here
            : Surroundings.inContainers(definitions, settings, packageId);
    this.channel = new Channel(definitions, layout, programs, credentials, here);
    this.lifecycle = new Lifecycle(definitions, layout, channel, packageId);
    this.runner =
        settings.profile() == Profile.NATIVE
            ? new Processes(definitions, layout, programs, here, brief)
            : new Containers(definitions, layout, programs);
  }

  static RunningNetwork of(
      Definitions definitions,
      Layout layout,
      Settings settings,
      Programs programs,
      boolean brief,
      Consumer<String> progress) {
    return new RunningNetwork(definitions, layout, settings, programs, brief, progress);
  }

  /** Every step that is not taken yet, and every component that does not run. */
  void up(Programs programs) {
    List<Component> orderers = definitions.components("orderer");
    List<Component> peers = definitions.components("peer");
    once("keys", "keys and certificates of all organizations", () -> prepare(programs));
    once("genesis", "genesis block of channel " + definitions.channel(), channel::make);
    connection();
    List<Component> asleep = begin(definitions.components());
    awaitListening(asleep.stream().filter(each -> !each.role().equals("chaincode")).toList());
    once("orderers", "orderers joined", () -> patiently(orderers, channel::joinOrderer));
    once("peers", "peers joined", () -> patiently(peers, channel::joinPeer));
    once("installed", "chaincode installed", () -> patiently(peers, lifecycle::install));
    once(
        "approved",
        "chaincode approved by " + String.join(", ", definitions.endorsers()),
        () -> Together.each(peers, peer -> lifecycle.approve(peer, orderers.getFirst())));
    once(
        "committed",
        "chaincode committed: " + definitions.endorsement(),
        () -> lifecycle.commit(orderers.getFirst()));
    awaitListening(asleep.stream().filter(each -> each.role().equals("chaincode")).toList());
    Together.each(peers, peer -> lifecycle.await(peer, PATIENCE));
    tell("every chaincode answers");
  }

  /** Configuration with hosts and ports, then keys; one step, as both are replaced together. */
  private void prepare(Programs programs) {
    for (String name : List.of("configtx", "crypto-config", "core", "orderer")) {
      String text = Folder.read(layout.template(name));
      // What is read in containers is written for them, what the tools here read for here.
      Surroundings reader = name.equals("configtx") ? here : inside;
      Folder.write(layout.config().resolve(name + ".yaml"), reader.fill(text));
    }
    credentials.make(programs);
    for (Component chaincode : definitions.components("chaincode")) {
      credentials.connect(chaincode, inside.address(chaincode, "main"));
    }
  }

  private void connection() {
    new ConnectionFile(definitions, layout, here).write();
    if (settings.profile() == Profile.COMPOSE) {
      Folder.write(Containers.file(layout), Containers.file(definitions, settings, inside));
    }
  }

  /** Takes a step unless it was taken before; one that is cut off is taken again. */
  private void once(String name, String told, Runnable step) {
    if (!Files.exists(layout.done().resolve(name))) {
      step.run();
      Folder.write(layout.done().resolve(name), "");
      tell(told);
    }
  }

  /**
   * Takes a step for all, again and again while it fails: a container's port is open before the
   * program in it is ready.
   */
  private static void patiently(List<Component> components, Consumer<Component> step) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    Together.each(
        components,
        each -> {
          boolean taken = false;
          while (!taken) {
            try {
              step.accept(each);
              taken = true;
            } catch (NetworkException notYet) {
              if (System.nanoTime() > until) {
                throw notYet;
              }
              Pause.of(Duration.ofMillis(500));
            }
          }
        });
  }

  /** Starts what of these does not run, and waits until all of it listens. */
  void start(List<Component> components) {
    awaitListening(begin(components));
  }

  /** Starts what of these does not run, and returns that. */
  private List<Component> begin(List<Component> components) {
    List<Component> asleep = components.stream().filter(each -> !runner.isRunning(each)).toList();
    asleep.forEach(this::checkPorts);
    if (!asleep.isEmpty()) {
      runner.start(asleep);
    }
    return asleep;
  }

  private void awaitListening(List<Component> components) {
    if (!components.isEmpty()) {
      Together.each(components, this::awaitListening);
      tell("running: " + names(components));
    }
  }

  private static String names(List<Component> components) {
    return components.stream().map(Component::name).collect(Collectors.joining(", "));
  }

  private void checkPorts(Component component) {
    for (String port : definitions.role(component).ports().keySet()) {
      int number = settings.port(component, port);
      if (FabricNetwork.listens(number)) {
        throw new NetworkException(
            "port %d, for %s, is in use by another program".formatted(number, component.name()));
      }
    }
  }

  private void awaitListening(Component component) {
    int port = settings.port(component, "main");
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!FabricNetwork.listens(port)) {
      if (!runner.isRunning(component) || System.nanoTime() > until) {
        throw new NetworkException(
            component.name()
                + (runner.isRunning(component) ? " does not listen" : " has ended at once")
                + "; its log is "
                + layout.log(component));
      }
      Pause.of(Duration.ofMillis(50));
    }
  }

  void stop(List<Component> components) {
    List<Component> awake = components.stream().filter(runner::isRunning).toList();
    runner.stop(components);
    tell(awake.isEmpty() ? "nothing ran" : "stopped: " + names(awake));
  }

  void kill(Component component) {
    runner.kill(component);
    tell("killed: " + component.name());
  }

  boolean isRunning(Component component) {
    return runner.isRunning(component);
  }

  Optional<ProcessHandle> process(Component component) {
    return runner.process(component);
  }

  List<String> status() {
    List<String> lines = new ArrayList<>();
    for (Component each : definitions.components()) {
      lines.add(
          "%-20s %-16s 127.0.0.1:%d  %s"
              .formatted(
                  each.name(),
                  each.organization().mspId(),
                  settings.port(each, "main"),
                  runner.describe(each) + height(each)));
    }
    return lines;
  }

  private String height(Component component) {
    if (!component.role().equals("peer") || !runner.isRunning(component)) {
      return "";
    }
    try {
      return ", " + channel.height(component) + " blocks";
    } catch (NetworkException silent) {
      return ", does not answer";
    }
  }

  private void tell(String step) {
    progress.accept(
        String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - began) / 1e9, step));
  }
}
