package city.urna.api.consultation.attachment;

import java.util.Optional;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypes;

/** The kinds of files that are taken, told by their bytes and by nothing that their sender says. */
public enum MediaType {
  JPEG("image/jpeg"),
  PNG("image/png"),
  PDF("application/pdf"),
  TEXT(MimeTypes.PLAIN_TEXT);

  private static final Tika MAGIC = new Tika();

  private final String text;

  MediaType(String text) {
    this.text = text;
  }

  /** As Content-Type and {@code ContentRef} name it. */
  public String text() {
    return text;
  }

  /** The type that these bytes begin as; empty for those that are not taken. */
  public static Optional<MediaType> of(byte[] file) {
    String magic = sniffed(file);
    for (MediaType type : values()) {
      if (type.text.equals(magic)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** What the bytes begin as, among all types that are known. */
  static String sniffed(byte[] file) {
    return MAGIC.detect(file);
  }
}
