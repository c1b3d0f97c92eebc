package city.urna.network.launch;

import java.nio.file.Path;
import java.util.List;

/** The command of a chaincode that cheats, to be put in the place of an organization's own. */
public final class AlteredChaincode {
  private AlteredChaincode() {}

  /**
   * The command for {@link FabricNetwork#replace}.
   *
   * @param how {@code accept}: takes every signed ballot; {@code alter}: writes other hashes
   */
  public static List<String> command(Path root, FabricNetwork network, String how) {
    String classes =
        root.resolve("chaincode-fabric/target/test-classes").toAbsolutePath()
            + ":"
            + network.layout().programJar();
    return List.of(
        "java",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classes,
        "city.urna.chaincode.fabric.AlteredMain",
        how);
  }
}
