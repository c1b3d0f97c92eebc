package city.urna.api.board;

import city.urna.api.http.Exchange;
import city.urna.api.http.Problem;
import city.urna.network.log.ArchiveWriter;
import city.urna.network.log.BlockFiles;
import city.urna.network.log.Enclosures;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.SignedNote;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Snapshot archives (spec archive §1): asking for the manifest makes one of the last cosigned
 * checkpoint, unless it is there; the files are those of the newest. Two are kept, so that a
 * download that is under way can end.
 */
public final class ArchiveRoutes implements HttpService {
  private static final int KEPT = 2;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9-]+(\\.[a-z0-9]+)*(/[a-z0-9-]+(\\.[a-z0-9]+)*)*");

  private final LogStore log;
  private final BlockFiles blocks;
  private final Enclosures enclosures;
  private final Path folder;

  /**
   * @param enclosures what belongs to the records besides
   */
  public ArchiveRoutes(LogStore log, BlockFiles blocks, Enclosures enclosures, Path folder) {
    this.log = log;
    this.blocks = blocks;
    this.enclosures = enclosures;
    this.folder = folder;
  }

  /** Removes every archive that was made: something in them was erased. */
  public synchronized void erase() {
    try {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> entries = Files.list(folder)) {
          for (Path snapshot : entries.toList()) {
            delete(snapshot);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove an archive", e);
    }
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(
            "/archive/manifest.json",
            (request, response) -> file(new Exchange(request, response), "manifest.json"))
        .get("/archive/{+name}", (request, response) -> named(new Exchange(request, response)));
  }

  private void named(Exchange exchange) {
    file(exchange, exchange.request().path().pathParameters().get("name"));
  }

  private void file(Exchange exchange, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new Problem(Problem.Type.NOT_FOUND, "no archive has such a file");
    }
    try {
      Path snapshot = name.equals("manifest.json") ? fresh() : newest();
      Path file = snapshot.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new Problem(Problem.Type.NOT_FOUND, "this archive has no such file");
      }
      exchange.answer(
          Bytes.of(Files.readAllBytes(file)),
          name.endsWith(".json") ? "application/json" : "application/octet-stream");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read an archive", e);
    }
  }

  /** The archive of the last cosigned checkpoint. */
  private synchronized Path fresh() throws IOException {
    SignedNote note =
        log.checkpoint()
            .orElseThrow(() -> new Problem(Problem.Type.NOT_FOUND, "no checkpoint yet"));
    long size = Checkpoint.parse(note.text()).orThrow().size();
    Path snapshot = folder.resolve("%015d".formatted(size));
    if (Files.exists(snapshot) && !isOf(snapshot, note)) {
      delete(snapshot); // the same records, and since then a later time over them
    }
    if (!Files.exists(snapshot)) {
      Files.createDirectories(folder);
      ArchiveWriter.write(log, blocks, enclosures, note, snapshot);
      List<Path> all = snapshots();
      for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
        delete(old);
      }
    }
    return snapshot;
  }

  private static boolean isOf(Path snapshot, SignedNote note) throws IOException {
    return Bytes.of(Files.readAllBytes(snapshot.resolve("checkpoint"))).equals(note.encode());
  }

  private Path newest() throws IOException {
    List<Path> all = Files.isDirectory(folder) ? snapshots() : List.of();
    if (all.isEmpty()) {
      throw new Problem(Problem.Type.NOT_FOUND, "ask for manifest.json first");
    }
    return all.getLast();
  }

  private List<Path> snapshots() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(p -> p.getFileName().toString().matches("[0-9]{15}")).sorted().toList();
    }
  }

  private static void delete(Path snapshot) throws IOException {
    try (Stream<Path> files = Files.walk(snapshot)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
