package city.urna.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jazzer's way in: feeds the target that the system property {@code urna.fuzz} names. */
public final class Fuzzer {
  private static Target target;

  private Fuzzer() {}

  public static void fuzzerInitialize() {
    target = Targets.named(System.getProperty("urna.fuzz", ""));
  }

  public static void fuzzerTestOneInput(byte[] input) {
    target.accepts(input);
  }

  /** Without arguments lists the targets; with a name and a folder writes its samples there. */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      Targets.all().forEach(each -> System.out.println(each.name()));
      return;
    }
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<byte[]> samples = Targets.named(args[0]).samples();
    for (int i = 0; i < samples.size(); i++) {
      Files.write(folder.resolve("sample-" + i), samples.get(i));
    }
    System.exit(0);
  }
}
