package city.urna.network.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A Fabric network of several organizations in one folder of this machine.
 *
 * <p>Brought up step by step, each step taken once: called again it goes on where it stopped, and
 * starts again what has ended. The components outlive the process that starts them.
 */
public final class FabricNetwork {
  private final Path root;
  private final Layout layout;
  private final Definitions definitions;
  private final Consumer<String> progress;
  private final boolean brief;

  private FabricNetwork(Path root, Path home, Consumer<String> progress, boolean brief) {
    this.brief = brief;
    this.root = root;
    this.layout = new Layout(home);
    Path made = layout.template("components");
    this.definitions = Definitions.read(Files.exists(made) ? made.getParent() : sources());
    this.progress = progress;
  }

  /**
   * The network in a folder, which need not be there yet.
   *
   * @param root the root of Urna's sources, with {@code network/fabric} and the built chaincode
   * @param home the network's folder
   * @param progress is told each step that was taken
   */
  public static FabricNetwork at(Path root, Path home, Consumer<String> progress) {
    return new FabricNetwork(root, home, progress, false);
  }

  /** The same network for a few minutes: what is started by this starts faster and runs slower. */
  public FabricNetwork brief() {
    return new FabricNetwork(root, layout.home(), progress, true);
  }

  public Layout layout() {
    return layout;
  }

  public Definitions definitions() {
    return definitions;
  }

  /** Whether there is a network in the folder, running or not. */
  public boolean exists() {
    return Files.exists(layout.settings());
  }

  /**
   * Makes the network, if there is none yet, and starts all of it that does not run.
   *
   * @param profile how; an existing network keeps its own
   * @param firstPort the lowest of its ports for a new network; chosen where there is none
   * @throws NetworkException when that cannot be done; what was started then still runs
   */
  public void up(Profile profile, OptionalInt firstPort) {
    try (Locked lock = lock()) {
      Programs programs =
          Programs.find(
              exists() ? settings().profile() : profile, definitions.versions().get("fabric"));
      if (!exists()) {
        make(profile, firstPort);
      }
      running(programs).up(programs);
    }
  }

  /** Stops all of it; its folder stays, and {@link #up} goes on with it. */
  public void down() {
    if (exists()) {
      try (Locked lock = lock()) {
        present().stop(definitions.components());
      }
    }
  }

  /** Stops all of it and deletes its folder. */
  public void remove() {
    down();
    Folder.delete(layout.home());
  }

  /** Starts components that were stopped or have ended; returns when they are ready. */
  public void start(String... names) {
    running().start(named(names));
  }

  /** Stops components and returns when they have ended. */
  public void stop(String... names) {
    present().stop(named(names));
  }

  /** Ends a component at once, as a crash would. */
  public void kill(String name) {
    present().kill(definitions.component(name));
  }

  /**
   * Has another program run as a component from now on, in the component's surroundings: what an
   * organization that cheats would do. For drills in the native profile.
   *
   * @param command the program and its arguments; {@code java} is the Java that runs this
   */
  public void replace(String name, List<String> command) {
    Component component = definitions.component(name);
    running().stop(List.of(component));
    Folder.write(layout.replacement(component), String.join("\n", command) + "\n");
    running().start(List.of(component));
  }

  /** Has a replaced component run its own program again. */
  public void restore(String name) {
    Component component = definitions.component(name);
    running().stop(List.of(component));
    Folder.delete(layout.replacement(component));
    running().start(List.of(component));
  }

  public boolean isRunning(String name) {
    return present().isRunning(definitions.component(name));
  }

  /** What a component runs as: nothing where it does not run, or runs in a container. */
  public Optional<ProcessHandle> process(Component component) {
    return present().process(component);
  }

  /** A line for each component. */
  public List<String> status() {
    return exists() ? running().status() : List.of("there is no network in " + layout.home());
  }

  private List<Component> named(String... names) {
    return List.of(names).stream().map(definitions::component).toList();
  }

  private RunningNetwork running() {
    return running(Programs.find(settings().profile(), definitions.versions().get("fabric")));
  }

  /** To stop or look at what runs; natively that takes none of Fabric's programs. */
  private RunningNetwork present() {
    return settings().profile() == Profile.NATIVE ? running(new Programs(Map.of())) : running();
  }

  private RunningNetwork running(Programs programs) {
    return RunningNetwork.of(definitions, layout, settings(), programs, brief, progress);
  }

  private Settings settings() {
    if (!exists()) {
      throw new NetworkException("there is no network in " + layout.home() + "; up makes one");
    }
    return Settings.read(layout.settings());
  }

  /** Lays out the folder; the last file written says that there is a network. */
  private void make(Profile profile, OptionalInt firstPort) {
    Settings settings = new Settings(profile, Ports.choose(definitions, firstPort));
    Path built = root.resolve("chaincode-fabric/target");
    Path jar = programJar(built);
    Folder.makePrivate(layout.home());
    Folder.delete(layout.program());
    Folder.copy(jar, layout.programJar());
    for (Path library : Folder.list(built.resolve("lib"))) {
      Folder.copy(library, layout.program().resolve("lib").resolve(library.getFileName()));
    }
    for (String name : List.of("components", "configtx", "crypto-config", "core", "orderer")) {
      Folder.copy(sources().resolve(name + ".yaml"), layout.template(name));
    }
    for (Path script : Folder.list(sources().resolve("builder/bin"))) {
      Folder.copy(script, layout.builder().resolve("bin").resolve(script.getFileName()));
    }
    String version = jar.getFileName().toString().replaceAll("^urna-chaincode-fabric-|\\.jar$", "");
    ChaincodePackage packed = ChaincodePackage.of(version, layout.program());
    Folder.writeBytes(layout.chaincodePackage(), packed.content());
    Folder.write(layout.packageId(), packed.id());
    Folder.write(layout.settings(), settings.json());
  }

  private static Path programJar(Path built) {
    if (Files.isDirectory(built.resolve("lib"))) {
      for (Path file : Folder.list(built)) {
        if (file.getFileName()
            .toString()
            .matches("urna-chaincode-fabric-[0-9].*(?<!-tests)\\.jar")) {
          return file;
        }
      }
    }
    throw new NetworkException(
        "the chaincode program is not built: no urna-chaincode-fabric-*.jar in " + built);
  }

  private Path sources() {
    return root.resolve("network/fabric");
  }

  /** Whether something listens on a port of this machine. */
  static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException nobody) {
      return false;
    }
  }

  /** One at a time in a folder. */
  private Locked lock() {
    try {
      Folder.makePrivate(layout.home());
      FileChannel file =
          FileChannel.open(
              layout.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = file.tryLock();
      if (lock == null) {
        file.close();
        throw new NetworkException("another command is at work in " + layout.home());
      }
      return new Locked(file);
    } catch (IOException unusable) {
      throw new NetworkException("cannot use " + layout.home(), unusable);
    }
  }

  private record Locked(FileChannel file) implements AutoCloseable {
    @Override
    public void close() {
      try {
        file.close();
      } catch (IOException unusable) {
        throw new NetworkException("cannot close the lock", unusable);
      }
    }
  }
}
