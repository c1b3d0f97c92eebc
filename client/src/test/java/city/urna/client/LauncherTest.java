package city.urna.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher `./urna`, in a folder whose name holds a space, between a Java that prints what it
 * is given and a Maven that counts how often it is called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final List<String> ROOMS =
      List.of("api", "client", "verifier", "bench", "chaincode-fabric");

  @TempDir private Path folder;
  private Path clone;
  private Path jdk;
  private Path builds;

  private record Ended(int status, long pid, String out, String err) {}

  @BeforeEach
  void layOut() throws IOException {
    clone = folder.resolve("a clone");
    jdk = folder.resolve("a jdk");
    builds = folder.resolve("builds");
    write(clone.resolve("pom.xml"), "<version>7</version>\n");
    write(clone.resolve("docs/spec/records.proto"), "");
    for (String room : ROOMS) {
      write(clone.resolve(room + "/pom.xml"), "");
      write(clone.resolve(room + "/src/main/java/Main.java"), "");
    }
    copyLauncher("", "");
    write(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(jdk.resolve("bin/java"), "echo \"$$\"; printf '<%s>' \"$@\"");
    script(jdk.resolve("bin/javac"), "exit 1");
    maven("3.9.9", "");
  }

  @Test
  void runsFromAnyFolderThroughALinkWithArgumentsUntouched() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("else where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("u"), clone.resolve("urna"));
    Ended ended = run(start(elsewhere, link, "voter", "a b", "*", ""));
    assertEquals(0, ended.status(), ended.err());
    String jar = clone.toRealPath().resolve("client/target/urna-client-7.jar").toString();
    assertTrue(ended.out().endsWith("<-jar><" + jar + "><voter><a b><*><>"), ended.out());
  }

  @Test
  void becomesTheJavaItStartsSoThatSignalsReachIt() throws Exception {
    Ended ended = run(start(clone, clone.resolve("urna"), "voter"));
    assertEquals(Long.toString(ended.pid()), ended.out().lines().findFirst().orElseThrow());
  }

  @Test
  void sendsEachCommandToItsRoom() throws Exception {
    assertTrue(urna("serve").out().contains("urna-api-7.jar><serve>"));
    assertTrue(
        urna("organization", "serve").out().contains("urna-api-7.jar><organization><serve>"));
    assertTrue(
        urna("organization", "init").out().contains("urna-client-7.jar><organization><init>"));
    assertTrue(urna("issuer", "serve", "x").out().contains("urna-api-7.jar><issuer><serve><x>"));
    assertTrue(urna("verify", "receipt").out().contains("urna-verifier-7.jar><verify><receipt>"));
    assertTrue(urna("verify-diff").out().contains("urna-verifier-7.jar><verify-diff>"));
    assertTrue(urna("count").out().contains("urna-verifier-7.jar><count>"));
    assertTrue(urna("bench", "load").out().contains("urna-bench-7.jar><load>"));
    assertTrue(urna("chaincode", "x").out().contains("urna-chaincode-fabric-7.jar><x>"));
    assertTrue(urna("help", "voter").out().contains("urna-client-7.jar><voter><--help>"));
  }

  @Test
  void buildsOnlyWhatIsStale() throws Exception {
    assertEquals(0, urna("voter").status());
    assertEquals(0, urna("voter").status());
    assertEquals(1, builds());

    Files.setLastModifiedTime(
        clone.resolve("target/urna-build.stamp"), FileTime.from(Instant.EPOCH.plusSeconds(9)));
    urna("voter");
    assertEquals(2, builds(), "a source newer than the stamp");

    Files.delete(clone.resolve("verifier/target/urna-verifier-7.jar"));
    urna("voter");
    assertEquals(3, builds(), "a jar missing");

    age();
    urna("voter");
    assertEquals(3, builds(), "all of one age");
    Files.delete(clone.resolve("api/src/main/java/Main.java"));
    urna("voter");
    assertEquals(4, builds(), "a source removed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flock", "no-such-lock"})
  void twoAtOnceBuildOnce(String lock) throws Exception {
    copyLauncher("command -v flock", "command -v " + lock);
    maven("3.9.9", "sleep 1");
    Process first = start(clone, clone.resolve("urna"), "voter");
    Process second = start(clone, clone.resolve("urna"), "clerk");
    assertTrue(run(first).out().contains("<voter>"));
    assertTrue(run(second).out().contains("<clerk>"));
    assertEquals(1, builds());
  }

  @Test
  void aLockLeftByADeadProcessHoldsNobodyUp() throws Exception {
    copyLauncher("command -v flock", "command -v no-such-lock");
    write(clone.resolve("target/urna-build.lock.d/pid"), "999999999");
    assertTrue(urna("voter").out().contains("<voter>"));
    assertFalse(Files.exists(clone.resolve("target/urna-build.lock.d")));
  }

  @Test
  void aFailedBuildShowsItsErrorsAndTheLog() throws Exception {
    maven("3.9.9", "echo '[INFO] fine'; echo '[ERROR] Main.java:[3,1] no'; exit 1");
    Ended ended = urna("voter");
    assertEquals(70, ended.status());
    assertTrue(ended.err().contains("Main.java:[3,1] no"), ended.err());
    assertTrue(
        ended.err().contains(clone.toRealPath().resolve("target/urna-build.log").toString()));
    assertFalse(ended.out().contains("<voter>"), "nothing runs after a failed build");
    urna("voter");
    assertEquals(2, builds(), "a failed build counts as none");
  }

  @Test
  void saysWhichJdkIsMissingAndHowToGetIt() throws Exception {
    copyLauncher("JDK_NEEDED=25", "JDK_NEEDED=999");
    Ended ended = urna("voter");
    assertEquals(69, ended.status());
    assertTrue(ended.err().contains("(JDK) 999 or newer is missing"), ended.err());
    assertTrue(ended.err().contains("found only: Java 25 in " + jdk), ended.err());
    assertTrue(ended.err().contains("apt-get install openjdk-999-jdk-headless"), ended.err());
    assertTrue(ended.err().contains("brew install"), ended.err());
    assertEquals(0, builds());
  }

  @Test
  void saysThatMavenIsTooOld() throws Exception {
    maven("3.6.3", "");
    Ended ended = urna("voter");
    assertEquals(69, ended.status());
    assertTrue(ended.err().contains("Apache Maven 3.8 or newer is missing"), ended.err());
    assertTrue(ended.err().contains("found only: Maven 3.6.3"), ended.err());
    assertTrue(ended.err().contains("apt-get install maven"), ended.err());
  }

  @Test
  void helpNeedsNeitherJavaNorMaven() throws Exception {
    copyLauncher("JDK_NEEDED=25", "JDK_NEEDED=999");
    Ended ended = urna("--help");
    assertEquals(0, ended.status());
    assertTrue(ended.out().contains("Usage: urna COMMAND"), ended.out());
    assertEquals("urna 7\n", urna("--version").out());
    assertEquals(0, builds());
  }

  private Ended urna(String... arguments) throws IOException, InterruptedException {
    return run(start(clone, clone.resolve("urna"), arguments));
  }

  private Process start(Path from, Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder.environment().remove("URNA_BUILT");
    builder.environment().remove("MAVEN_HOME");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (old, ours) -> ours + ":" + old);
    return builder.start();
  }

  private static Ended run(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), process.pid(), out, err);
  }

  private long builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  private void copyLauncher(String old, String replacement) throws IOException {
    String root = System.getProperty("urna.root", "..");
    script(
        clone.resolve("urna"), Files.readString(Path.of(root, "urna")).replace(old, replacement));
  }

  private void maven(String version, String before) throws IOException {
    script(
        folder.resolve("bin/mvn"),
        """
        case "$*" in *-v) echo 'Apache Maven %s (x)'; exit ;; esac
        echo built >> '%s'
        %s
        for room in %s; do mkdir -p $room/target; : > $room/target/urna-$room-7.jar; done
        """
            .formatted(version, builds, before, String.join(" ", ROOMS)));
  }

  /** Makes the stamp the youngest by far, so that only what happens from now on counts. */
  private void age() throws IOException {
    try (var files = Files.walk(clone)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(1)));
      }
    }
    Files.setLastModifiedTime(
        clone.resolve("target/urna-build.stamp"), FileTime.from(Instant.EPOCH.plusSeconds(2)));
  }

  private static void script(Path file, String text) throws IOException {
    write(file, text.startsWith("#!") ? text : "#!/usr/bin/env bash\n" + text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
