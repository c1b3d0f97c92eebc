package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Credentials, and the binding ballot of the district, by everybody's own commands. */
final class Voting {
  private static final String SCOPE = "vote";
  private static final String STYLE = "district";
  private static final int PATIENCE = 600;

  private final Municipality city;
  private final Founding founding;
  private final Size size;

  Voting(Municipality city, Founding founding, Size size) {
    this.city = city;
    this.founding = founding;
    this.size = size;
  }

  /** A credential for each code. */
  List<Path> wallets(String scope, List<Path> codes) throws Exception {
    List<Callable<Path>> tasks = new ArrayList<>();
    for (Path code : codes) {
      tasks.add(() -> wallet(scope, code));
    }
    return atOnce(tasks);
  }

  private Path wallet(String scope, Path code) {
    Path wallet = code.resolveSibling(code.getFileName() + ".wallet");
    city.anybody(
            "voter request",
            "--wallet",
            wallet.toString(),
            "--process",
            founding.process,
            "--scope",
            scope,
            "--style",
            STYLE,
            "--code-file",
            code.toString())
        .is(0);
    return wallet;
  }

  private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService people = Executors.newFixedThreadPool(6)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : people.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** The trustees make their key together, each at a command of their own. */
  void ceremony() throws Exception {
    List<Callable<Terminal.Ran>> trustees = new ArrayList<>();
    for (String id : List.of("tina", "omar", "lea")) {
      trustees.add(
          () ->
              city.by(
                  "trustee-" + id, "trustee ceremony", "--quiet", "--process", founding.process));
    }
    atOnce(trustees).forEach(ran -> ran.is(0));
  }

  /** Everybody votes for the first project, every other for the second besides. */
  void vote() throws Exception {
    List<Path> codes = founding.roll(SCOPE, STYLE, size.voters());
    founding.open(SCOPE);
    List<Path> wallets = wallets(SCOPE, codes);
    List<Callable<Terminal.Ran>> votes = new ArrayList<>();
    for (int i = 0; i < wallets.size(); i++) {
      Path wallet = wallets.get(i);
      String choice = i % 2 == 0 ? "projects=project-0" : "projects=project-0,project-1";
      votes.add(
          () -> {
            city.anybody(
                    "voter prepare",
                    "--wallet",
                    wallet.toString(),
                    "--choose",
                    choice,
                    "--mark",
                    "271828")
                .is(0);
            return city.anybody("voter cast", "--wallet", wallet.toString()).is(0);
          });
    }
    atOnce(votes);
  }

  /** Closes, decrypts with two of three trustees, certifies; the certificate's result. */
  JsonNode certify() throws Exception {
    founding.close(SCOPE);
    awaitLists(SCOPE);
    Path trust = founding.trust(SCOPE, 2, 2);
    String root = System.getProperty("urna.root", ".");
    launcher();
    try {
      for (String id : List.of("tina", "lea")) {
        city.by(
                "trustee-" + id,
                "trustee decrypt",
                "--quiet",
                "--process",
                founding.process,
                "--scope",
                SCOPE,
                "--trust",
                trust.toString(),
                "--work",
                city.folder.resolve("work-" + id).toString())
            .is(0);
      }
    } finally {
      System.setProperty("urna.root", root);
    }
    Path result = city.folder.resolve("result.json");
    city.by(
            "clerk-clerk",
            "clerk certify",
            "--process",
            founding.process,
            "--scope",
            SCOPE,
            "--out",
            result.toString())
        .is(0);
    return Site.JSON.readTree(Files.readAllBytes(result));
  }

  /**
   * Trustees run the verifier through the launcher of the project: here one made of test classes.
   */
  private void launcher() throws IOException {
    Path urna = city.folder.resolve("urna");
    Files.writeString(
        urna,
        """
        #!/bin/sh
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow \
        -cp '%s' city.urna.verifier.Main "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(urna, PosixFilePermissions.fromString("rwx------"));
    System.setProperty("urna.root", city.folder.toString());
  }

  /** Waits for the closed set, where there is one, and for every issuer's list. */
  void awaitLists(String scope) {
    for (int i = 0; i < PATIENCE; i++) {
      for (JsonNode one : city.site.json("/v1/processes/" + founding.process).path("scopes")) {
        boolean fixed = scope.equals(SCOPE) ? one.path("phase").asText().equals("fixed") : true;
        if (one.path("id").asText().equals(scope)
            && fixed
            && one.path("listsComplete").asBoolean()) {
          return;
        }
      }
      Site.pause(100);
    }
    throw new AssertionError("the issuers of " + scope + " publish no lists");
  }

  /** What the ballot came to. */
  void check(JsonNode result) {
    JsonNode options = result.at("/questions/0/options");
    assertTrue(options.size() == 3, result::toString);
    assertEquals(size.voters(), options.get(0).path("votes").asInt(), result::toString);
    assertEquals(size.voters() / 2, options.get(1).path("votes").asInt(), result::toString);
  }
}
