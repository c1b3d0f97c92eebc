package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.client.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Somebody at a terminal who types {@code urna …}. */
final class Terminal {
  private Terminal() {}

  /** What came of a command. */
  record Ran(String typed, int status, String out, String err) {
    /** The same, which must have ended with that status. */
    Ran is(int expected) {
      assertEquals(expected, status, () -> typed + "\n" + out + err);
      return this;
    }

    /** The hash behind a word of the output, as in {@code Act <hash>}. */
    String hash(String word) {
      Matcher found = Pattern.compile(Pattern.quote(word) + " ([0-9a-f]{64})").matcher(out);
      if (!found.find()) {
        throw new AssertionError(typed + "\n" + out + err);
      }
      return found.group(1);
    }
  }

  /** A command of the client, whatever comes of it. */
  static Ran type(String... words) {
    return run(Main.commandLine(), words);
  }

  /** A command of the client that ends well. */
  static Ran urna(String... words) {
    return type(words).is(0);
  }

  /** A command of the verifier. */
  static Ran verifier(String... words) {
    return run(city.urna.verifier.Main.commandLine(), words);
  }

  private static Ran run(CommandLine line, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(words);
    return new Ran(String.join(" ", words), status, out.toString(), err.toString());
  }
}
