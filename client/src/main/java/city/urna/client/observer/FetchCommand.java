package city.urna.client.observer;

import city.urna.client.http.CityNode;
import city.urna.client.http.RefusedException;
import city.urna.client.terminal.Progress;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code urna fetch}: downloads an archive. It checks lengths and hashes against the manifest, so
 * that a broken download is noticed; whether the archive is right is the verifier's business.
 */
@Command(
    name = "fetch",
    description = "Downloads the archive of a ledger, to be verified offline.",
    mixinStandardHelpOptions = true)
public final class FetchCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST = "manifest.json";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Spec private CommandSpec spec;

  @Option(names = "--from", required = true, paramLabel = "URL", description = "The city's node.")
  private URI from;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "An empty or new folder.")
  private Path out;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    if (isOccupied(out)) {
      throw new ParameterException(spec.commandLine(), out + " is not empty; name a new folder");
    }
    long files = fetch(new CityNode(from), out, new Progress(System.err, quiet));
    spec.commandLine().getOut().printf("%,d files in %s%n", files, out);
    return 0;
  }

  /** Whether something lies there already. */
  public static boolean isOccupied(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }

  /**
   * Downloads the manifest and every file it names, of an archive that covers whatever stood on the
   * ledger when this was called, as soon as there is a checkpoint over it.
   *
   * @return the number of files
   */
  public static long fetch(CityNode node, Path out, Progress progress) throws IOException {
    progress.begin("Fetching the archive");
    long standing = node.ledger().path("size").asLong();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean last = System.nanoTime() > deadline;
      Bytes manifest = node.archiveFile(MANIFEST);
      long covered = covered(node);
      if (covered >= standing || last) {
        try {
          long done = download(node, manifest, out, progress);
          progress.done(
              covered >= standing
                  ? "%,d files".formatted(done)
                  : "%,d files, up to record %,d of %,d: the rest is not cosigned yet"
                      .formatted(done, covered, standing));
          return done;
        } catch (ChangedException e) {
          if (last) {
            throw new UncheckedIOException(e);
          }
        }
      }
      pause();
    }
  }

  /** The size that the archive's checkpoint is for: its second line. */
  private static long covered(CityNode node) {
    String[] lines = node.archiveFile("checkpoint").utf8().orThrow().split("\n", 3);
    return lines.length > 1 && lines[1].matches("[0-9]{1,18}") ? Long.parseLong(lines[1]) : 0;
  }

  /** The node made a newer archive meanwhile, or sent something else than its manifest says. */
  private static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(String name) {
      super(name + " arrived otherwise than the manifest says; fetch again");
    }
  }

  private static long download(CityNode node, Bytes manifest, Path out, Progress progress)
      throws IOException {
    JsonNode files = JSON.readTree(manifest.toArray()).path("files");
    empty(out);
    long done = 0;
    for (JsonNode file : files) {
      String name = file.path("name").asText();
      if (!name.matches("[a-z0-9-]+(\\.[a-z0-9]+)*(/[a-z0-9-]+(\\.[a-z0-9]+)*)*")) {
        throw new UncheckedIOException(
            new IOException("the manifest names a file that no archive has"));
      }
      Bytes content = file(node, name);
      if (content.size() != file.path("length").asLong()
          || !Digest.sha256(content).hex().equals(file.path("sha256").asText())) {
        throw new ChangedException(name);
      }
      Path target = out.resolve(name);
      Files.createDirectories(target.getParent());
      Files.write(target, content.toArray());
      progress.at(++done, files.size());
    }
    Files.write(out.resolve(MANIFEST), manifest.toArray());
    return done;
  }

  private static Bytes file(CityNode node, String name) throws ChangedException {
    try {
      return node.archiveFile(name);
    } catch (RefusedException e) {
      if (e.status() == 404) {
        throw new ChangedException(name);
      }
      throw e;
    }
  }

  /** A new folder, or one without what an earlier attempt left. */
  private static void empty(Path out) throws IOException {
    Files.createDirectories(out);
    try (Stream<Path> left = Files.walk(out)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(out)) {
          Files.delete(path);
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while fetching the archive"));
    }
  }
}
