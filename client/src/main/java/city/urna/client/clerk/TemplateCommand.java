package city.urna.client.clerk;

import city.urna.client.clerk.Clerk.ClerkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code urna clerk template}. */
@Command(
    name = "template",
    description = {
      "Writes a whole process to start from: change its texts and dates, then `urna clerk define`.",
      "participation: propose, support, amend, debate, vote, decide, follow up.",
      "hearing: a document with its paragraphs, one answer for each.",
      "reports: services, reports, complaints and appeals."
    },
    mixinStandardHelpOptions = true)
final class TemplateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
  private Name name;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file; without it the terminal.")
  private Path out;

  /** As it is typed. */
  enum Name {
    participation,
    hearing,
    reports
  }

  @Override
  public Integer call() throws IOException {
    String text;
    try (InputStream in =
        TemplateCommand.class.getResourceAsStream("/template/" + name + ".yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (out == null) {
      spec.commandLine().getOut().print(text);
      return 0;
    }
    if (Files.exists(out)) {
      throw new ClerkException(out + " exists already; name a new file");
    }
    Files.writeString(out, text);
    spec.commandLine().getOut().println("Written: " + out);
    return 0;
  }
}
