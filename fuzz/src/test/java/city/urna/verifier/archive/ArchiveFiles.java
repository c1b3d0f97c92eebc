package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;

/** The manifest's reader, for the fuzz targets. */
public final class ArchiveFiles {
  private ArchiveFiles() {}

  public static Parsed<Manifest> manifest(Bytes raw) {
    return Manifest.parse(raw);
  }
}
