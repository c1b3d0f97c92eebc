package city.urna.verifier.count.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A text file in memory: UTF-8, or Latin-1 where it is not, packed with gzip or not.
 *
 * @param name the file's name as people know it
 * @param text its content without a byte order mark
 * @param notes what was taken for granted in reading it
 */
record TextFile(String name, String text, List<String> notes) {
  /** The longest content that is read, unpacked: a gibibyte of votes is not counted in memory. */
  private static final int LONGEST = 1 << 30;

  static TextFile read(Path path) throws Malformed {
    String name = String.valueOf(path.getFileName());
    if (!Files.exists(path)) {
      throw Malformed.in(path.toString(), "there is no such file.", "Check the path.");
    }
    if (!Files.isRegularFile(path)) {
      throw Malformed.in(path.toString(), "is not a file.", "Give the path of one file.");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return of(name, in.readNBytes(LONGEST));
    } catch (IOException unreadable) {
      throw Malformed.in(
          path.toString(),
          "it cannot be read: " + unreadable.getMessage() + ".",
          "Check the file.");
    }
  }

  static TextFile of(String name, byte[] content) throws Malformed {
    byte[] bytes = isGzip(content) ? unpack(name, content) : content;
    if (bytes.length == LONGEST) {
      throw Malformed.in(name, "it is longer than a gibibyte.", "Split it or shorten it.");
    }
    Optional<String> utf8 = utf8(bytes);
    if (utf8.isPresent()) {
      String text = utf8.get();
      return new TextFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text, List.of());
    }
    for (byte one : bytes) {
      if (one >= 0 && one < 0x20 && one != '\t' && one != '\n' && one != '\r' && one != '\f') {
        throw Malformed.in(
            name,
            "it is no text file.",
            "Give a .pb, .blt, .json or .csv file, or one of them .gz.");
      }
    }
    return new TextFile(
        name,
        new String(bytes, StandardCharsets.ISO_8859_1),
        List.of(name + " is not UTF-8; it was read as Latin-1."));
  }

  private static boolean isGzip(byte[] content) {
    return content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
  }

  private static byte[] unpack(String name, byte[] packed) throws Malformed {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readNBytes(LONGEST);
    } catch (IOException broken) {
      throw Malformed.in(name, "its gzip packing is broken.", "Get the file again.");
    }
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }
}
