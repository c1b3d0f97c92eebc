package city.urna.network.log;

import city.urna.network.LedgerException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.log.TilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the archive of a log at a checkpoint: flat files that anybody can check without us (spec
 * archive §1).
 *
 * <p>Bundle by bundle, so that the memory needed does not grow with the log. The directory appears
 * with its manifest, whole, or not at all.
 */
public final class ArchiveWriter {
  private final LogStore log;
  private final BlockFiles blocks;
  private final SignedNote checkpoint;
  private final long size;
  private final Path directory;
  private final Map<String, File> files = new TreeMap<>();

  private record File(long length, Digest sha256) {}

  private ArchiveWriter(
      LogStore log, BlockFiles blocks, SignedNote checkpoint, long size, Path directory) {
    this.log = log;
    this.blocks = blocks;
    this.checkpoint = checkpoint;
    this.size = size;
    this.directory = directory;
  }

  /**
   * Writes the archive of that checkpoint.
   *
   * @param blocks what there is of the ledger's blocks
   * @param checkpoint with its cosignatures; made where a block ends
   * @param directory must not exist yet
   * @throws LedgerException when it exists, or cannot be written
   * @throws IllegalArgumentException when the checkpoint is none of this log's, or ends within a
   *     block
   */
  public static void write(LogStore log, BlockFiles blocks, SignedNote checkpoint, Path directory) {
    write(log, blocks, Enclosures.NONE, checkpoint, directory);
  }

  /** The same with what belongs to its records besides. */
  public static void write(
      LogStore log,
      BlockFiles blocks,
      Enclosures enclosures,
      SignedNote checkpoint,
      Path directory) {
    Checkpoint parsed = Checkpoint.parse(checkpoint.text()).orThrow();
    if (parsed.size() > log.size() || !parsed.root().equals(log.root(parsed.size()))) {
      throw new IllegalArgumentException("not a checkpoint of this log");
    }
    if (!log.endsBlock(parsed.size())) {
      throw new IllegalArgumentException("the checkpoint ends within a block");
    }
    Path partial = directory.resolveSibling(directory.getFileName() + ".partial");
    try {
      if (Files.exists(directory)) {
        throw new LedgerException("the archive " + directory + " is there already");
      }
      removeLeftOver(partial);
      new ArchiveWriter(log, blocks, checkpoint, parsed.size(), partial).writeAll(enclosures);
      Files.move(partial, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      throw new LedgerException("the archive " + directory + " cannot be written", broken);
    }
  }

  private static void removeLeftOver(Path partial) throws IOException {
    if (!Files.exists(partial)) {
      return;
    }
    try (var paths = Files.walk(partial)) {
      for (Path path : paths.toList().reversed()) {
        Files.delete(path);
      }
    }
  }

  private void writeAll(Enclosures enclosures) throws IOException {
    put("checkpoint", checkpoint.encode());
    blocks.write(size, this::put);
    for (TilePath path : TilePath.all(size)) {
      put(path.text(), log.tile(path).orElseThrow());
      if (path.level() == TilePath.ENTRIES) {
        put("records/" + path.number(), records(path));
      }
    }
    enclosures.enclose(size, this::put);
    Files.writeString(
        directory.resolve("manifest.json"), manifest(), StandardOpenOption.CREATE_NEW);
  }

  private Bytes records(TilePath path) {
    List<Bytes> parts = new ArrayList<>();
    for (Bytes record : log.records(path.start(), path.width())) {
      parts.add(Wire.u32(record.size()));
      parts.add(record);
    }
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  private void put(String name, Bytes content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content.toArray(), StandardOpenOption.CREATE_NEW);
    files.put(name, new File(content.size(), Digest.sha256(content)));
  }

  /** Names are ASCII without quotes, so there is nothing to escape; the map keeps their order. */
  private String manifest() {
    List<String> entries = new ArrayList<>();
    files.forEach(
        (name, file) ->
            entries.add(
                "{\"length\":"
                    + file.length()
                    + ",\"name\":\""
                    + name
                    + "\",\"sha256\":\""
                    + file.sha256().hex()
                    + "\"}"));
    return "{\"files\":["
        + String.join(",", entries)
        + "],\"format\":\"urna-archive/v1\",\"ledger\":\""
        + blocks.ledger()
        + "\"}\n";
  }
}
