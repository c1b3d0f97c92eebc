package city.urna.client.demo;

import city.urna.client.definition.ProcessFile;
import city.urna.client.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the tests on a Fabric network need of the machine. */
final class FabricPrograms {
  private FabricPrograms() {}

  /** Skips the test, naming the program that is missing. */
  static void require() {
    List<Path> folders =
        Stream.concat(
                Optional.ofNullable(System.getenv("FABRIC_BIN")).stream(),
                Stream.of(System.getenv("PATH").split(":")))
            .map(Path::of)
            .toList();
    for (String program : List.of("peer", "orderer", "configtxgen", "cryptogen", "osnadmin")) {
      Assumptions.assumeTrue(
          folders.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program))),
          "needs Fabric's program " + program + " on PATH or in FABRIC_BIN");
    }
  }

  /** The same for a test that takes a minute or more, which is run when asked for. */
  static void requireWhenAsked() {
    require();
    Assumptions.assumeTrue(
        "all".equals(System.getProperty("urna.fabric")), "slow; ./urna test -P fabric runs it");
  }

  static Demo demo(Path out, ProcessFile file, List<VoterPlan> plans) throws IOException {
    return new Demo(
        out, file, plans, Optional.of(out.resolve("network")), new Progress(System.err, true));
  }
}
