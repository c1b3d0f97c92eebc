package city.urna.fuzz;

import city.urna.client.terminal.ToldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Something that reads what strangers write.
 *
 * @param name as {@code ./urna fuzz} takes it
 * @param samples good inputs, at least one
 * @param read whether the samples are read; a server may refuse what came before
 * @param reader one input; whatever it throws is a finding
 */
record Target(String name, List<byte[]> samples, boolean read, Reader reader) {
  /** What a reader made of its input: empty when it was read, else why it was refused. */
  @FunctionalInterface
  interface Reader {
    Optional<String> read(byte[] input) throws IOException;
  }

  /** What a command does with a file, which tells its user what is wrong with it. */
  @FunctionalInterface
  interface Command {
    void run(Path file) throws IOException;
  }

  /** What a server answers to a path: empty when it has something there, else why not. */
  @FunctionalInterface
  interface Asking {
    Optional<String> of(String path);
  }

  private static final Pattern EXCEPTION = Pattern.compile("\\w*Exception");
  private static final int LONGEST_REASON = 2_000;

  Target {
    samples = List.copyOf(samples);
  }

  Target(String name, List<byte[]> samples, Reader reader) {
    this(name, samples, true, reader);
  }

  /** A target that reads a file of that name, and refuses by a told exception. */
  static Target file(String name, String fileName, List<String> samples, Command command) {
    Path file = folder().resolve(name).resolve(fileName);
    return new Target(
        name,
        samples.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList(),
        input -> {
          Files.createDirectories(file.getParent());
          Files.write(file, input);
          try {
            command.run(file);
            return Optional.empty();
          } catch (ToldException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
          }
        });
  }

  /** Whether one input is read, as by {@link #refusal}. */
  boolean accepts(byte[] input) {
    return refusal(input).isEmpty();
  }

  /**
   * Reads one input.
   *
   * @return why it was refused
   * @throws AssertionError when the refusal is not one that its reader can use
   */
  Optional<String> refusal(byte[] input) {
    try {
      Optional<String> refused = reader.read(input);
      refused.ifPresent(reason -> requireClear(reason, input));
      return refused;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names no Java exception, unless it quotes that from its input, whatever that says. */
  private void requireClear(String reason, byte[] input) {
    String quoted = new String(input, StandardCharsets.ISO_8859_1);
    if (reason.isBlank()
        || reason.equals("null")
        || !EXCEPTION.matcher(reason).results().map(MatchResult::group).allMatch(quoted::contains)
        || reason.contains("\tat ")
        || reason.length() > LONGEST_REASON) {
      throw new AssertionError(name + " refuses unclearly: " + reason);
    }
  }

  /** A folder of this process alone. */
  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
