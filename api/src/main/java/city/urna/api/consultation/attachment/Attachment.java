package city.urna.api.consultation.attachment;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.util.Optional;

/**
 * A file in its plain form: of a type that is taken, and with nothing in it but what one sees.
 *
 * @param type by its bytes
 */
public record Attachment(MediaType type, Bytes data) {
  /** The most bytes that a file may have. */
  public static final int MOST_BYTES = 20 * 1024 * 1024;

  /**
   * Makes a file plain; one that is plain already stays as it is, to the byte.
   *
   * @return malformed for other types than those taken, and for what cannot be read
   */
  public static Parsed<Attachment> stripped(Bytes file) {
    byte[] bytes = file.toArray();
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      return new Parsed.Malformed<>("a file has 1 to %,d bytes".formatted(MOST_BYTES));
    }
    // One picture of an animation; GIF itself is not taken.
    if (MediaType.sniffed(bytes).equals("image/gif")) {
      return plain(MediaType.PNG, Picture.redrawn(bytes, MediaType.PNG));
    }
    Optional<MediaType> type = MediaType.of(bytes);
    if (type.isEmpty()) {
      return new Parsed.Malformed<>("a file is a JPEG, PNG or GIF picture, a PDF, or plain text");
    }
    if (fault(type.get(), bytes).isEmpty()) {
      return new Parsed.Ok<>(new Attachment(type.get(), file));
    }
    return plain(
        type.get(),
        switch (type.get()) {
          case JPEG, PNG -> Picture.redrawn(bytes, type.get());
          case PDF -> PdfStructure.stripped(bytes);
          case TEXT -> new Parsed.Malformed<>("a text is UTF-8 without control characters");
        });
  }

  private static Parsed<Attachment> plain(MediaType type, Parsed<byte[]> made) {
    return made.flatMap(
        bytes ->
            fault(type, bytes)
                .<Parsed<Attachment>>map(Parsed.Malformed::new)
                .orElseGet(() -> new Parsed.Ok<>(new Attachment(type, Bytes.of(bytes)))));
  }

  /**
   * Takes a file that is plain and of the type that it is said to be.
   *
   * @return malformed with what is wrong, never with what is in it
   */
  public static Parsed<Attachment> check(String mediaType, Bytes file) {
    byte[] bytes = file.toArray();
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      return new Parsed.Malformed<>("a file has 1 to %,d bytes".formatted(MOST_BYTES));
    }
    Optional<MediaType> type = MediaType.of(bytes);
    if (type.filter(sniffed -> sniffed.text().equals(mediaType)).isEmpty()) {
      return new Parsed.Malformed<>("a file that is not what its media type says, or is not taken");
    }
    return fault(type.get(), bytes)
        .<Parsed<Attachment>>map(
            fault -> new Parsed.Malformed<>(fault + ": send it through /v1/attachments first"))
        .orElseGet(() -> new Parsed.Ok<>(new Attachment(type.get(), file)));
  }

  private static Optional<String> fault(MediaType type, byte[] bytes) {
    return switch (type) {
      case JPEG -> JpegStructure.fault(bytes);
      case PNG -> PngStructure.fault(bytes);
      case PDF -> PdfStructure.fault(bytes);
      case TEXT -> PlainText.fault(Bytes.of(bytes));
    };
  }
}
