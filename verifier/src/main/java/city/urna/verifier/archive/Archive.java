package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Envelope;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * An archive's directory (spec archive §1), read in flat memory: never more than one record of it
 * at a time is held here.
 *
 * <p>Opening checks nothing but that it is an archive; V1.* and V2.* check it.
 */
public final class Archive {
  private static final int BUNDLE = 256;

  private final Directory directory;
  private final Manifest manifest;

  private Archive(Directory directory, Manifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /** Opens a directory; malformed means that the verdict is {@code unreadable}. */
  public static Parsed<Archive> open(Path path) {
    return Directory.scan(path)
        .flatMap(
            directory ->
                directory
                    .read(Manifest.NAME, Manifest.MOST_BYTES)
                    .flatMap(Manifest::parse)
                    .map(manifest -> new Archive(directory, manifest)));
  }

  public Manifest manifest() {
    return manifest;
  }

  /** Names and lengths of the files that are there, ascending by name. */
  public NavigableMap<String, Long> files() {
    return directory.files();
  }

  /** Reads a whole file of at most {@code most} bytes. */
  public Parsed<Bytes> read(String name, int most) {
    return directory.read(name, most);
  }

  /** Links, devices and badly named files in the directory, the first few. */
  public List<String> foreign() {
    return directory.foreign();
  }

  /** Opens a file of the archive as a stream. */
  public InputStream stream(String name) throws IOException {
    return new BufferedInputStream(directory.open(name), 1 << 16);
  }

  /**
   * Shows every stored record in log order. May be called any number of times.
   *
   * <p>Stops at the first bundle that is missing or does not hold exactly its records; the walk
   * says so, and V1.4 fails.
   */
  public Walk forEachRecord(RecordVisitor visitor) {
    long position = 0;
    for (long bundle = 0; ; bundle++) {
      int width = storedWidth(bundle);
      if (width == 0) {
        return new Walk(position, Optional.empty());
      }
      String name = TileName.records(bundle, width);
      try (DataInputStream in = new DataInputStream(stream(name))) {
        for (int i = 0; i < width; i++) {
          int length = in.readInt();
          if (length < 0 || length > Envelope.MOST_BYTES) {
            return new Walk(position, Optional.of(name + ": a record's length is out of range"));
          }
          byte[] raw = in.readNBytes(length);
          if (raw.length < length) {
            return new Walk(position, Optional.of(name + ": a record is cut short"));
          }
          show(visitor, position, Bytes.of(raw));
          position++;
        }
        if (in.read() >= 0) {
          return new Walk(position, Optional.of(name + ": more than its records"));
        }
      } catch (EOFException e) {
        return new Walk(position, Optional.of(name + ": fewer than its records"));
      } catch (IOException e) {
        return new Walk(position, Optional.of(name + " cannot be read"));
      }
      if (width < BUNDLE) {
        return new Walk(position, Optional.empty());
      }
    }
  }

  /**
   * The record at a position, alone; malformed where it is not stored or its envelope is refused.
   */
  public Parsed<LoggedRecord> record(long position) {
    long bundle = position / BUNDLE;
    int place = (int) (position % BUNDLE);
    int width = storedWidth(bundle);
    if (position < 0 || place >= width) {
      return Parsed.malformed("there is no record " + position);
    }
    try (DataInputStream in = new DataInputStream(stream(TileName.records(bundle, width)))) {
      for (int i = 0; ; i++) {
        int length = in.readInt();
        if (length < 0 || length > Envelope.MOST_BYTES) {
          return Parsed.malformed("record " + position + " is out of reach");
        }
        byte[] raw = in.readNBytes(length);
        if (i == place && raw.length == length) {
          return Envelope.parse(Bytes.of(raw))
              .map(envelope -> new LoggedRecord(position, envelope, envelope.hash()));
        }
      }
    } catch (IOException e) {
      return Parsed.malformed("record " + position + " cannot be read");
    }
  }

  private static void show(RecordVisitor visitor, long position, Bytes raw) {
    switch (Envelope.parse(raw)) {
      case Parsed.Ok<Envelope>(Envelope envelope) ->
          visitor.record(new LoggedRecord(position, envelope, envelope.hash()));
      case Parsed.Malformed<Envelope>(String reason) -> visitor.unreadable(position, raw, reason);
    }
  }

  /** How many records the stored bundle of this number holds by its name: 256, fewer, or 0. */
  private int storedWidth(long bundle) {
    if (directory.files().containsKey(TileName.records(bundle, BUNDLE))) {
      return BUNDLE;
    }
    String prefix = TileName.records(bundle, BUNDLE) + ".p/";
    String next = directory.files().ceilingKey(prefix);
    if (next == null || !next.startsWith(prefix)) {
      return 0;
    }
    String width = next.substring(prefix.length());
    return width.matches("[1-9][0-9]{0,2}") && Integer.parseInt(width) < BUNDLE
        ? Integer.parseInt(width)
        : 0;
  }
}
