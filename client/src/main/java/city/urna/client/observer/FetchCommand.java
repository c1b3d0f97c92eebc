package city.urna.client.observer;

import city.urna.client.http.CityNode;
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

  /** Downloads the manifest and every file it names; the number of files. */
  public static long fetch(CityNode node, Path out, Progress progress) throws IOException {
    progress.begin("Fetching the archive");
    Bytes manifest = node.archiveFile(MANIFEST);
    JsonNode files = JSON.readTree(manifest.toArray()).path("files");
    Files.createDirectories(out);
    long done = 0;
    for (JsonNode file : files) {
      String name = file.path("name").asText();
      if (!name.matches("[a-z0-9-]+(\\.[a-z0-9]+)*(/[a-z0-9-]+(\\.[a-z0-9]+)*)*")) {
        throw new UncheckedIOException(
            new IOException("the manifest names a file that no archive has"));
      }
      Bytes content = node.archiveFile(name);
      if (content.size() != file.path("length").asLong()
          || !Digest.sha256(content).hex().equals(file.path("sha256").asText())) {
        throw new UncheckedIOException(
            new IOException(name + " arrived otherwise than the manifest says; fetch again"));
      }
      Path target = out.resolve(name);
      Files.createDirectories(target.getParent());
      Files.write(target, content.toArray());
      progress.at(++done, files.size());
    }
    Files.write(out.resolve(MANIFEST), manifest.toArray());
    progress.done("%,d files".formatted(done));
    return done;
  }
}
