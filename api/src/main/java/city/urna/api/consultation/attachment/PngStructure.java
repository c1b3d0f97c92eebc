package city.urna.api.consultation.attachment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * What a PNG file is made of (ISO/IEC 15948 §5), chunk by chunk.
 *
 * <p>Plain is a file of header, palette, transparency, colour space by name, picture and end, and
 * not a byte more. Texts, times, Exif, profiles, animations and private chunks are not needed to
 * see the picture.
 */
final class PngStructure {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final Set<String> PLAIN =
      Set.of("IHDR", "PLTE", "tRNS", "sRGB", "gAMA", "IDAT", "IEND");

  /** Length, name and checksum. */
  private static final int AROUND = 12;

  private PngStructure() {}

  /** Why the file is not plain; empty when it is. */
  static Optional<String> fault(byte[] file) {
    if (file.length < SIGNATURE.length
        || !Arrays.equals(file, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
      return Optional.of("no PNG");
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = SIGNATURE.length;
    while (file.length - at >= AROUND) {
      int length = in.getInt(at);
      if (length < 0 || length > file.length - at - AROUND) {
        return Optional.of("a chunk that does not end");
      }
      String name = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (!PLAIN.contains(name)) {
        return Optional.of("a chunk that a picture does not need");
      }
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, 4 + length);
      if ((int) crc.getValue() != in.getInt(at + 8 + length)) {
        return Optional.of("a chunk with another checksum");
      }
      at += AROUND + length;
      if (name.equals("IEND")) {
        return length == 0 && at == file.length
            ? Optional.empty()
            : Optional.of("bytes behind the picture");
      }
    }
    return Optional.of("a picture that does not end");
  }
}
