package city.urna.api.consultation.attachment;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.util.Optional;

/** Text: UTF-8 without control characters other than line feed and tabulator. */
final class PlainText {
  private PlainText() {}

  /** Why the bytes are no plain text; empty when they are. */
  static Optional<String> fault(Bytes bytes) {
    return switch (bytes.utf8()) {
      case Parsed.Malformed<String>(String reason) -> Optional.of(reason);
      case Parsed.Ok<String>(String text) ->
          text.chars().anyMatch(c -> c != '\n' && c != '\t' && Character.isISOControl(c))
              ? Optional.of("a control character")
              : Optional.empty();
    };
  }
}
