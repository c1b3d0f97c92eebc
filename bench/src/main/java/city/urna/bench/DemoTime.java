package city.urna.bench;

import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures how long the whole demo takes once everything is built. */
final class DemoTime {
  private DemoTime() {}

  static void measure(Path folder, ObjectNode json, Progress progress) throws IOException {
    progress.begin("Demo");
    Files.createDirectories(folder);
    Launched run =
        Launched.run(
            List.of("demo", "--quiet", "--out", folder.resolve("out").toString()),
            folder.resolve("demo.log"));
    if (run.status() != 0) {
      throw new IllegalStateException("the demo failed; see " + folder.resolve("demo.log"));
    }
    json.put("demoSeconds", Math.round(run.seconds() * 10) / 10.0);
    progress.done("%.1f s".formatted(run.seconds()));
  }
}
