package city.urna.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A whole program run through the launcher and measured from outside.
 *
 * @param seconds from start to end, the start of the virtual machine included
 * @param peakMebibytes of resident memory; 0 where the system does not tell
 */
record Launched(int status, double seconds, long peakMebibytes) {

  static Launched run(List<String> arguments, Path log) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("urna.root", ".")).resolve("urna").toString());
    words.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("URNA_BUILT", "yes");
    long begun = System.nanoTime();
    Process process = builder.start();
    long peak = 0;
    try {
      while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, resident(process.pid()));
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
    return new Launched(process.exitValue(), (System.nanoTime() - begun) / 1e9, peak / 1024);
  }

  /** The launcher becomes the program, so its process number is the program's. */
  private static long resident(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
