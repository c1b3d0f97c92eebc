package city.urna.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Collectors;

/** Jazzer's way in: feeds the target or group that the system property {@code urna.fuzz} names. */
public final class Fuzzer {
  private static Target target;

  private Fuzzer() {}

  public static void fuzzerInitialize() {
    quiet();
    target = Targets.named(System.getProperty("urna.fuzz", ""));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    target.accepts(input);
  }

  /**
   * Without arguments lists the groups and their members; with a name and a folder writes there
   * what a run begins with; with {@code keep} besides, takes from the folder into the kept corpus.
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      Targets.groups().forEach(group -> System.out.println(described(group)));
      return;
    }
    quiet();
    Path folder = Files.createDirectories(Path.of(args[1]));
    if (args.length > 2) {
      Corpus.keep(args[0], folder);
    } else {
      List<byte[]> first = Corpus.beginning(args[0]);
      for (int i = 0; i < first.size(); i++) {
        Files.write(folder.resolve("first-" + i), first.get(i));
      }
    }
    System.exit(0);
  }

  /** Servers tell their logs how they are; here only what fails is of interest. */
  private static void quiet() {
    LogManager.getLogManager().reset();
  }

  private static String described(Group group) {
    return "%-10s %s: %s"
        .formatted(
            group.name(),
            group.about(),
            group.members().stream().map(Targets.Named::name).collect(Collectors.joining(", ")));
  }
}
