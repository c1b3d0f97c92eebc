package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds the first PEM block of a text as Go's {@code encoding/pem} does, which Fabric's peers use:
 * text around it, headers, and any type are passed over.
 */
final class Pem {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "\n-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  /** The content of the first block, or nothing. */
  static Optional<Bytes> first(Bytes text) {
    String rest = new String(text.toArray(), StandardCharsets.ISO_8859_1);
    int skip = 0;
    while (skip <= rest.length()) {
      rest = rest.substring(skip);
      int end = rest.indexOf(END);
      if (end < 0) {
        return Optional.empty();
      }
      skip = end + END.length();
      int begin = rest.substring(0, end).lastIndexOf(BEGIN);
      if (begin < 0 || (begin > 0 && rest.charAt(begin - 1) != '\n')) {
        continue;
      }
      Optional<Bytes> content = block(rest, begin + BEGIN.length(), end);
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }

  /** The block whose type starts at one place and whose END line follows another. */
  private static Optional<Bytes> block(String text, int type, int end) {
    int lineEnd = text.indexOf('\n', type);
    String typeLine = trimRight(text.substring(type, lineEnd));
    if (!typeLine.endsWith(DASHES)) {
      return Optional.empty();
    }
    String name = typeLine.substring(0, typeLine.length() - DASHES.length());
    int body = lineEnd + 1;
    while (body <= end) {
      int next = text.indexOf('\n', body);
      if (next < 0 || !text.substring(body, next).contains(":")) {
        break;
      }
      body = next + 1;
    }
    int trailer = end + END.length();
    int close = trailer + name.length() + DASHES.length();
    if (!text.startsWith(name + DASHES, trailer)) {
      return Optional.empty();
    }
    int closing = text.indexOf('\n', close);
    String after = text.substring(close, closing < 0 ? text.length() : closing);
    if (!trimRight(after).isEmpty()) {
      return Optional.empty();
    }
    return body > end ? Optional.of(Bytes.EMPTY) : base64(text.substring(body, end));
  }

  private static Optional<Bytes> base64(String text) {
    String digits = text.replaceAll("[ \\t\\r\\n]", "");
    if (digits.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.of(Base64.getDecoder().decode(digits)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Without the carriage return, spaces and tabs at its end. */
  private static String trimRight(String line) {
    int end = line.length();
    if (end > 0 && line.charAt(end - 1) == '\r') {
      end--;
    }
    while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
      end--;
    }
    return line.substring(0, end);
  }
}
