package city.urna.client.publication;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Writes docs/spec/examples/publication anew: what the verifier's tests start from. */
final class ExamplePublication {
  static final List<String> LANGUAGES = List.of("en", "el");

  private ExamplePublication() {}

  /** The folder to write is the only argument. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static Publisher.Written write(Path folder) throws IOException {
    return Publisher.with(Results.KEY, Optional.empty(), new SecureRandom())
        .write(Results.in(LANGUAGES), LocalDate.of(2027, 3, 1), LocalDate.of(2027, 3, 14), folder);
  }
}
