package city.urna.network.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package that all organizations approve, and the builder that adds what is each one's own. */
class ChaincodePackageTest {
  private static final Path BUILDER = DefinitionsTest.SOURCES.resolve("builder/bin");

  @TempDir private Path folder;

  private Path program;

  @BeforeEach
  void program() throws IOException {
    program = Files.createDirectories(folder.resolve("program"));
    Files.writeString(program.resolve("urna-chaincode.jar"), "the program");
    Files.createDirectory(program.resolve("lib"));
    Files.writeString(program.resolve("lib/library.jar"), "a library");
  }

  @Test
  void theSameProgramIsTheSamePackageEverywhere() throws IOException {
    ChaincodePackage first = ChaincodePackage.of("1", program);
    assertEquals(first.id(), ChaincodePackage.of("1", program).id());
    assertTrue(first.id().matches("urna_1:[0-9a-f]{64}"), first.id());
    Files.writeString(program.resolve("lib/library.jar"), "another library");
    assertNotEquals(first.id(), ChaincodePackage.of("1", program).id());
  }

  @Test
  void otherProgramsReadItAndFindNoKey() throws IOException {
    Path unpacked = unpack(ChaincodePackage.of("1", program));
    assertEquals(
        "{\"type\":\"ccaas\",\"label\":\"urna_1\"}\n",
        Files.readString(unpacked.resolve("metadata.json")));
    Path code = Files.createDirectory(folder.resolve("code"));
    tar(unpacked.resolve("code.tar.gz"), code);
    String hashes = Files.readString(code.resolve("program.sha256"));
    assertEquals(2, hashes.lines().count());
    Call.of(
            Path.of("/bin/sh"),
            "-c",
            "cd '" + program + "' && sha256sum -c '" + code.resolve("program.sha256") + "'")
        .run("check the hashes");
    assertTrue(Files.readString(code.resolve("connection.json")).contains("\"tls_required\":true"));
    assertFalse(Files.readString(code.resolve("connection.json")).contains("BEGIN"));
  }

  @Test
  void theBuilderHandsThePeerItsOwnConnection() throws IOException {
    Path metadata = unpack(ChaincodePackage.of("1", program));
    Path source = Files.createDirectory(folder.resolve("source"));
    tar(metadata.resolve("code.tar.gz"), source);
    Path built = Files.createDirectory(folder.resolve("built"));
    Path released = Files.createDirectory(folder.resolve("released"));
    Path own = Files.writeString(folder.resolve("own.json"), "{\"address\":\"here\"}");
    script("detect", List.of(source, metadata), Map.of());
    script("build", List.of(source, metadata, built), Map.of());
    script(
        "release", List.of(built, released), Map.of("URNA_CHAINCODE_CONNECTION", own.toString()));
    assertEquals(
        "{\"address\":\"here\"}",
        Files.readString(released.resolve("chaincode/server/connection.json")));
    Files.writeString(metadata.resolve("metadata.json"), "{\"type\":\"java\",\"label\":\"ccaas\"}");
    assertFalse(succeeds("detect", List.of(source, metadata)));
    assertFalse(succeeds("release", List.of(built, released)));
  }

  private static void script(String name, List<Path> paths, Map<String, String> environment) {
    String[] words = paths.stream().map(Path::toString).toArray(String[]::new);
    Call.of(BUILDER.resolve(name), words)
        .with(environment)
        .within(Duration.ofSeconds(20))
        .run(name);
  }

  private static boolean succeeds(String name, List<Path> paths) {
    try {
      script(name, paths, Map.of("URNA_CHAINCODE_CONNECTION", ""));
      return true;
    } catch (NetworkException failed) {
      return false;
    }
  }

  private Path unpack(ChaincodePackage packed) throws IOException {
    Path file = Files.write(folder.resolve("urna.tgz"), packed.content());
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    tar(file, unpacked);
    return unpacked;
  }

  private static void tar(Path file, Path into) {
    Call.of(Path.of("/bin/sh"), "-c", "tar -xzf '" + file + "' -C '" + into + "'")
        .run("unpack " + file);
  }
}
