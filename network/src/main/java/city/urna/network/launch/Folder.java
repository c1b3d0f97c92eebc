package city.urna.network.launch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders, where a failure is the surroundings' and ends the step. */
final class Folder {
  private Folder() {}

  static void write(Path file, String text) {
    writeBytes(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Replaces the file as a whole. */
  static void writeBytes(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Path next = file.resolveSibling(file.getFileName() + ".new");
      Files.write(next, content);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new NetworkException("cannot write " + file, unwritable);
    }
  }

  static String read(Path file) {
    return new String(readBytes(file), java.nio.charset.StandardCharsets.UTF_8);
  }

  static byte[] readBytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new NetworkException("cannot read " + file, unreadable);
    }
  }

  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new NetworkException("cannot make " + folder, unwritable);
    }
  }

  /** Makes a folder that only its owner may look into. */
  static void makePrivate(Path folder) {
    make(folder);
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException elsewhere) {
      // A file system without these permissions: the folder is as private as the one it is in.
    } catch (IOException unwritable) {
      throw new NetworkException("cannot protect " + folder, unwritable);
    }
  }

  static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException failed) {
      throw new NetworkException("cannot copy " + from + " to " + to, failed);
    }
  }

  static void move(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.move(from, to);
    } catch (IOException failed) {
      throw new NetworkException("cannot move " + from + " to " + to, failed);
    }
  }

  /** The files and folders in a folder, by name. */
  static List<Path> list(Path folder) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    } catch (IOException unreadable) {
      throw new NetworkException("cannot look into " + folder, unreadable);
    }
  }

  /** The one file in a folder. */
  static Path only(Path folder) {
    List<Path> files = list(folder);
    if (files.size() != 1) {
      throw new NetworkException("not one file but " + files.size() + " in " + folder);
    }
    return files.getFirst();
  }

  /** Deletes it with all that is in it, if it is there. */
  static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException problem)
                throws IOException {
              Files.delete(done);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new NetworkException("cannot delete " + folder, failed);
    }
  }
}
