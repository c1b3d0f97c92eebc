package city.urna.verifier.count.format;

import java.util.Optional;

/**
 * The words and quoted texts of a {@code .blt} file, one after the other, without comments.
 *
 * <p>A quote ends a text where white space, a comment or the line's end follows it, so that names
 * may hold quotes. Runs of white space in a text become one space.
 */
final class BltTokens {
  /** One word, or one quoted text without its quotes. */
  record Token(String text, int line, boolean quoted) {
    boolean isZero() {
      return !quoted && text.equals("0");
    }
  }

  private final TextFile file;
  private final String text;
  private int at;
  private int line = 1;
  private Optional<Token> peeked = Optional.empty();

  BltTokens(TextFile file) {
    this.file = file;
    this.text = file.text();
  }

  /** The line that has been reached. */
  int line() {
    return line;
  }

  /** The next token, which stays the next one; empty at the end. */
  Optional<Token> peek() throws Malformed {
    if (peeked.isEmpty()) {
      peeked = scan();
    }
    return peeked;
  }

  /** The next token; empty at the end. */
  Optional<Token> next() throws Malformed {
    Optional<Token> token = peek();
    peeked = Optional.empty();
    return token;
  }

  private Optional<Token> scan() throws Malformed {
    skip();
    if (at >= text.length()) {
      return Optional.empty();
    }
    int begin = at;
    if (text.charAt(at) == '"') {
      int end = closingQuote(at + 1);
      at = end + 1;
      return Optional.of(
          new Token(text.substring(begin + 1, end).replaceAll("\\s+", " "), line, true));
    }
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return Optional.of(new Token(text.substring(begin, at), line, false));
  }

  /** White space and comments: after # to the line's end, and between slash-star and star-slash. */
  private void skip() {
    int depth = 0;
    while (at < text.length()) {
      char here = text.charAt(at);
      boolean pair = at + 1 < text.length();
      if (pair && here == '/' && text.charAt(at + 1) == '*') {
        depth++;
        at += 2;
      } else if (depth > 0 && pair && here == '*' && text.charAt(at + 1) == '/') {
        depth--;
        at += 2;
      } else if (depth == 0 && here == '#') {
        while (at < text.length() && !isBreak(text.charAt(at))) {
          at++;
        }
      } else if (depth > 0 || Character.isWhitespace(here)) {
        if (here == '\n' || (here == '\r' && !(pair && text.charAt(at + 1) == '\n'))) {
          line++;
        }
        at++;
      } else {
        return;
      }
    }
  }

  private int closingQuote(int from) throws Malformed {
    for (int end = from; end < text.length() && !isBreak(text.charAt(end)); end++) {
      if (text.charAt(end) == '"') {
        boolean last = end + 1 == text.length();
        if (last || Character.isWhitespace(text.charAt(end + 1)) || text.charAt(end + 1) == '#') {
          return end;
        }
      }
    }
    throw Malformed.at(file, line, "a name's quote does not end.", "Close it on the line.");
  }

  private static boolean isBreak(char one) {
    return one == '\n' || one == '\r';
  }
}
