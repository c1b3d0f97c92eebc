package city.urna.network.launch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What tests tagged {@code fabric} need; without it they are skipped, by name. */
public final class FabricPrograms {
  private FabricPrograms() {}

  /** The sources' root, or skips the test. */
  public static Path orSkip() {
    Path root = Path.of(System.getProperty("urna.root", "."));
    String version = Definitions.read(root.resolve("network/fabric")).versions().get("fabric");
    Optional<String> absent = Programs.absent(version);
    assumeTrue(absent.isEmpty(), () -> "Fabric's programs: " + absent.orElse(""));
    assumeTrue(
        Files.isDirectory(root.resolve("chaincode-fabric/target/lib")),
        "the chaincode program is not built");
    return root;
  }

  /** The same for a test that takes a minute or more, which is run when asked for. */
  public static Path orSkipUnlessAsked() {
    Path root = orSkip();
    assumeTrue(
        "all".equals(System.getProperty("urna.fabric")), "slow; ./urna test -P fabric runs it");
    return root;
  }
}
