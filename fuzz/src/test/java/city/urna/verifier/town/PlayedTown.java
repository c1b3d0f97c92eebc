package city.urna.verifier.town;

import java.nio.file.Path;
import java.util.Map;

/** The archive of the verifier's own town and an observer's trust file, for the fuzz targets. */
public record PlayedTown(Map<String, byte[]> files, String trust) {
  public static PlayedTown whole() {
    Observer observer = Observer.of(new Play("fuzz").open().issue().end());
    return new PlayedTown(observer.files, observer.trust.toString());
  }

  /** A consultation instead of an election. */
  public static PlayedTown asking() {
    Observer observer = new Observer(new SmallAsking("fuzz").whole().town);
    return new PlayedTown(observer.files, observer.trust.toString());
  }

  /** Writes an archive, its manifest made to fit. */
  public static void write(Map<String, byte[]> files, Path folder) {
    Shelves.write(files, folder);
  }

  public static byte[] manifest(Map<String, byte[]> files) {
    return Shelves.manifest(files);
  }
}
