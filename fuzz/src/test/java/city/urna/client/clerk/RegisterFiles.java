package city.urna.client.clerk;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The register's extract, for the fuzz targets. */
public final class RegisterFiles {
  private RegisterFiles() {}

  public static void readPeople(Path file) {
    PeopleFile.read(file, new TreeSet<>(Set.of("north", "south")));
  }
}
