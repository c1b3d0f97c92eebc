package city.urna.network.launch;

import java.util.List;
import java.util.Optional;

/** Starts and ends components in one profile. */
sealed interface Runner permits Processes, Containers {
  /** Starts those that do not run; does not wait until they are ready. */
  void start(List<Component> components);

  /** Asks them to end, and ends those that do not. */
  void stop(List<Component> components);

  /** Ends one at once, as a crash would. */
  void kill(Component component);

  boolean isRunning(Component component);

  /** What one runs as; nothing where it does not run, or not as a process of this machine's. */
  Optional<ProcessHandle> process(Component component);

  /** What one does, in a few words. */
  String describe(Component component);
}
