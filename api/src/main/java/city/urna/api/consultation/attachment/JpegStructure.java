package city.urna.api.consultation.attachment;

import java.util.Optional;

/**
 * What a JPEG file is made of (ITU-T T.81 annex B), segment by segment.
 *
 * <p>Plain is a file of the start, a JFIF or Adobe segment without preview, tables, frames, scans
 * and the end, and not a byte more. Everything else that decoders skip can carry something about
 * people: Exif, XMP, IPTC, ICC profiles, comments, further pictures.
 */
final class JpegStructure {
  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int JFIF = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int JFIF_LENGTH = 16;
  private static final int ADOBE_LENGTH = 14;

  private final byte[] file;
  private int at;

  private JpegStructure(byte[] file) {
    this.file = file;
  }

  /** Why the file is not plain; empty when it is. */
  static Optional<String> fault(byte[] file) {
    return new JpegStructure(file).fault();
  }

  private Optional<String> fault() {
    if (file.length < 4 || marker() != START) {
      return Optional.of("no JPEG");
    }
    at = 2;
    while (at + 4 <= file.length || at + 2 == file.length) {
      int marker = marker();
      if (marker == END) {
        return at + 2 == file.length ? Optional.empty() : Optional.of("bytes behind the picture");
      }
      if (marker < 0 || at + 4 > file.length) {
        return Optional.of("a segment that does not begin");
      }
      int length = u16(at + 2);
      if (length < 2 || at + 2 + length > file.length) {
        return Optional.of("a segment that does not end");
      }
      if (!isPlain(marker, length)) {
        return Optional.of("a segment %02X that a picture does not need".formatted(marker));
      }
      at += 2 + length;
      if (marker == SCAN) {
        skipScan();
      }
    }
    return Optional.of("a picture that does not end");
  }

  private boolean isPlain(int marker, int length) {
    return switch (marker) {
      // Tables, restart interval, frames (baseline, extended, progressive), scan.
      case 0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2, SCAN -> true;
      // Length 16 leaves no room for a preview.
      case JFIF -> length == JFIF_LENGTH && text(at + 4, "JFIF\0");
      case ADOBE -> length == ADOBE_LENGTH && text(at + 4, "Adobe");
      default -> false;
    };
  }

  /** Entropy-coded data: up to the next marker that is neither a stuffed byte nor a restart. */
  private void skipScan() {
    while (at + 1 < file.length) {
      if ((file[at] & 0xff) == 0xff) {
        int next = file[at + 1] & 0xff;
        if (next != 0 && (next < 0xD0 || next > 0xD7)) {
          return;
        }
        at++;
      }
      at++;
    }
  }

  private int marker() {
    return (file[at] & 0xff) == 0xff ? file[at + 1] & 0xff : -1;
  }

  private int u16(int place) {
    return (file[place] & 0xff) << 8 | file[place + 1] & 0xff;
  }

  private boolean text(int place, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (file[place + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
