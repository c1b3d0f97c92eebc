package city.urna.network.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Another program run to its end.
 *
 * @param environment what it has beyond this process's own
 * @param accepted parts of what a failing program may say when what it was to do is done already
 */
record Call(
    List<String> command,
    Map<String, String> environment,
    List<String> accepted,
    Duration patience) {
  private static final int LINES = 12;

  static Call of(Path program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return new Call(List.copyOf(command), Map.of(), List.of(), Duration.ofSeconds(120));
  }

  Call with(Map<String, String> more) {
    return new Call(command, more, accepted, patience);
  }

  Call accepting(String... told) {
    return new Call(command, environment, List.of(told), patience);
  }

  Call within(Duration time) {
    return new Call(command, environment, accepted, time);
  }

  /**
   * Runs it.
   *
   * @param purpose what for, in the words of an error
   * @return what it wrote, to output and errors
   * @throws NetworkException when it cannot be started, fails, or takes too long
   */
  String run(String purpose) {
    try {
      return told(purpose);
    } catch (IOException unusable) {
      throw new NetworkException("could not " + purpose + ": " + unusable.getMessage(), unusable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new NetworkException("stopped while it was to " + purpose, stopped);
    }
  }

  private String told(String purpose) throws IOException, InterruptedException {
    Path output = Files.createTempFile("urna-network", ".txt");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended;
      try {
        ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        process.destroyForcibly();
      }
      String told = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended) {
        throw failed(purpose, "took more than " + patience.toSeconds() + " s", told);
      }
      if (process.exitValue() != 0 && accepted.stream().noneMatch(told::contains)) {
        throw failed(purpose, "exit status " + process.exitValue(), told);
      }
      return told;
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private NetworkException failed(String purpose, String how, String told) {
    List<String> lines = told.lines().filter(line -> !line.isBlank()).toList();
    String last =
        lines.stream()
            .skip(Math.max(0, lines.size() - LINES))
            .map(line -> "\n  " + line)
            .collect(Collectors.joining());
    return new NetworkException(
        "could not %s: %s, %s%s"
            .formatted(purpose, Path.of(command.getFirst()).getFileName(), how, last));
  }
}
