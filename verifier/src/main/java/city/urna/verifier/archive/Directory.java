package city.urna.verifier.archive;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The regular files below a directory, found without following links; nothing else in it is ever
 * opened.
 */
final class Directory {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9-][a-z0-9.-]*(/[a-z0-9-][a-z0-9.-]*)*");
  private static final int MOST_NAMED = 10;

  private final Path root;
  private final NavigableMap<String, Long> files;
  private final List<String> foreign;

  private Directory(Path root, NavigableMap<String, Long> files, List<String> foreign) {
    this.root = root;
    this.files = Collections.unmodifiableNavigableMap(files);
    this.foreign = List.copyOf(foreign);
  }

  /** Lists a directory once. */
  static Parsed<Directory> scan(Path root) {
    NavigableMap<String, Long> files = new TreeMap<>();
    List<String> foreign = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      return Parsed.malformed("not a directory");
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              if (!folder.equals(root)) {
                folders.add(nameOf(root, folder) + "/");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              String name = nameOf(root, file);
              if (attributes.isRegularFile() && isName(name)) {
                files.put(name, attributes.size());
              } else if (foreign.size() < MOST_NAMED) {
                foreign.add(attributes.isRegularFile() ? name : name + " (no regular file)");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) {
              foreign.add(nameOf(root, file) + " (cannot be read)");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      return Parsed.malformed("the directory cannot be listed");
    }
    for (String folder : folders) {
      String first = files.ceilingKey(folder);
      if ((first == null || !first.startsWith(folder)) && foreign.size() < MOST_NAMED) {
        foreign.add(folder + " (holds no file)");
      }
    }
    return Parsed.ok(new Directory(root, files, foreign));
  }

  /** Whether a name is of the characters and shape that an archive allows. */
  static boolean isName(String name) {
    return name.length() <= 255 && NAME.matcher(name).matches();
  }

  /** Names and lengths of the regular files, ascending by name. */
  NavigableMap<String, Long> files() {
    return files;
  }

  /** Links, devices, badly named files and directories without a file, the first few. */
  List<String> foreign() {
    return foreign;
  }

  /** Opens a file that the scan found. */
  InputStream open(String name) throws IOException {
    if (!files.containsKey(name)) {
      throw new IOException("no such file in the archive: " + name);
    }
    return Files.newInputStream(root.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  /** Reads a whole file of at most {@code most} bytes. */
  Parsed<Bytes> read(String name, int most) {
    if (!files.containsKey(name)) {
      return Parsed.malformed(name + " is missing");
    }
    try (InputStream in = open(name)) {
      byte[] content = in.readNBytes(most);
      return in.read() < 0
          ? Parsed.ok(Bytes.of(content))
          : Parsed.malformed(name + " is larger than " + most + " bytes");
    } catch (IOException e) {
      return Parsed.malformed(name + " cannot be read");
    }
  }

  private static String nameOf(Path root, Path file) {
    StringBuilder name = new StringBuilder();
    for (Path part : root.relativize(file)) {
      if (!name.isEmpty()) {
        name.append('/');
      }
      name.append(part);
    }
    return name.toString();
  }
}
