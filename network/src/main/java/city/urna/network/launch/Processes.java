package city.urna.network.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The components as processes of this machine. They outlive whoever starts them.
 *
 * <p>A file names each one's process and when that began, so that another process that got the same
 * number later is never taken for it.
 *
 * @param brief whether they live for minutes: Java then compiles quickly rather than well
 */
record Processes(
    Definitions definitions, Layout layout, Programs programs, Surroundings here, boolean brief)
    implements Runner {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** By how much two readings of a process's start may differ. */
  private static final Duration DRIFT = Duration.ofSeconds(2);

  /** What of this process's surroundings the components get: no variable of Fabric's strays in. */
  private static final List<String> INHERITED = List.of("PATH", "HOME", "TMPDIR", "LANG", "TZ");

  @Override
  public void start(List<Component> components) {
    for (Component component : components) {
      if (!isRunning(component)) {
        start(component);
      }
    }
  }

  private void start(Component component) {
    List<String> command = command(component);
    try {
      Path log = layout.log(component);
      Folder.make(log.getParent());
      Folder.makePrivate(layout.data(component));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().retainAll(INHERITED);
      builder.environment().putAll(here.environment(component));
      Process process =
          builder
              .directory(layout.data(component).toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Instant began = process.info().startInstant().orElse(Instant.EPOCH);
      Folder.write(layout.pid(component), process.pid() + " " + began.toEpochMilli() + "\n");
    } catch (IOException failed) {
      throw new NetworkException("could not start " + component.name(), failed);
    }
  }

  private List<String> command(Component component) {
    List<String> command = new ArrayList<>();
    if (Files.exists(layout.replacement(component))) {
      command.addAll(Folder.read(layout.replacement(component)).lines().toList());
    } else {
      for (String word : definitions.role(component).command()) {
        command.add(here.fill(component, word));
      }
    }
    if (command.getFirst().equals("java") && brief) {
      command.add(1, "-XX:TieredStopAtLevel=1");
    }
    command.set(0, program(command.getFirst()).toString());
    return command;
  }

  private Path program(String name) {
    return name.equals("java")
        ? Path.of(System.getProperty("java.home"), "bin", "java")
        : programs.program(name);
  }

  @Override
  public void stop(List<Component> components) {
    Map<Component, ProcessHandle> running = new LinkedHashMap<>();
    components.forEach(each -> find(each).ifPresent(process -> running.put(each, process)));
    running.values().forEach(ProcessHandle::destroy);
    Instant patience = Instant.now().plus(GRACE);
    running.values().forEach(process -> ended(process, Duration.between(Instant.now(), patience)));
    running.values().forEach(ProcessHandle::destroyForcibly);
    running.forEach(this::gone);
  }

  @Override
  public void kill(Component component) {
    find(component)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              gone(component, process);
            });
  }

  private void gone(Component component, ProcessHandle process) {
    if (!ended(process, GRACE)) {
      throw new NetworkException(
          component.name() + ", process " + process.pid() + ", does not end");
    }
    try {
      Files.deleteIfExists(layout.pid(component));
    } catch (IOException unwritable) {
      throw new NetworkException("cannot delete " + layout.pid(component), unwritable);
    }
  }

  /** Waits for its end. Looks itself: another process's child is not always told of as ended. */
  private static boolean ended(ProcessHandle process, Duration patience) {
    Instant until = Instant.now().plus(patience);
    while (isAlive(process)) {
      if (Instant.now().isAfter(until)) {
        return false;
      }
      Pause.of(Duration.ofMillis(20));
    }
    return true;
  }

  /** Alive, and not one that has ended and that nobody has asked about yet. */
  private static boolean isAlive(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException noSuchFile) {
      return process.isAlive();
    }
  }

  @Override
  public boolean isRunning(Component component) {
    return find(component).isPresent();
  }

  @Override
  public String describe(Component component) {
    return find(component)
        .map(process -> "runs, process " + process.pid())
        .orElse(Files.exists(layout.pid(component)) ? "has ended by itself" : "does not run");
  }

  @Override
  public Optional<ProcessHandle> process(Component component) {
    return find(component);
  }

  /** The process that was started for a component, if it is still that one and alive. */
  private Optional<ProcessHandle> find(Component component) {
    Path file = layout.pid(component);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Folder.read(file).strip().split(" ");
    Instant began = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(Processes::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, began).abs().compareTo(DRIFT) <= 0)
                    .orElse(false));
  }
}
