package city.urna.verifier;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Verification;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.receipt.ReceiptCommand;
import city.urna.verifier.report.JsonReport;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.TextReport;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code urna verify}: checks an archive against a trust file (spec archive §3, §4). */
@Command(
    name = "verify",
    customSynopsis = {
      "urna verify ARCHIVE --trust FILE [--json OUT] [--since CHECKPOINT]",
      "            [--exports DIR] [--before-decryption] [--quiet]",
      "urna verify receipt FILE --trust FILE [--archive DIR]"
    },
    subcommands = ReceiptCommand.class,
    description =
        "Checks an archive from the first record to the certificate, without any connection, and"
            + " says what was checked, what it proves and what must still be trusted.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:valid, or valid with reservations",
      "1:invalid: a check failed, or could not be run",
      "2:unreadable: no archive, or no trust file",
      "64:wrong usage",
      "74:the JSON file cannot be written"
    },
    exitCodeOnInvalidInput = VerifyCommand.WRONG_USAGE,
    exitCodeOnExecutionException = VerifyCommand.BROKEN)
final class VerifyCommand implements Callable<Integer> {
  static final int WRONG_USAGE = 64;
  static final int BROKEN = 70;
  static final int CANNOT_WRITE = 74;

  /** Not marked as required, nor is the trust file: {@code verify receipt} has its own. */
  @Parameters(arity = "0..1", paramLabel = "ARCHIVE", description = "The archive's directory.")
  private Optional<Path> archive = Optional.empty();

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Keys and hashes that you trust, obtained elsewhere than from the archive.")
  private Optional<Path> trust = Optional.empty();

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Also write the verdict as JSON; an existing file is replaced.")
  private Optional<Path> json = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "CHECKPOINT",
      description = "A checkpoint that you kept: check that the log has only grown since.")
  private Optional<Path> since = Optional.empty();

  @Option(
      names = "--exports",
      paramLabel = "DIR",
      description = "Also hold a folder of publications against the record (V14).")
  private Optional<Path> exports = Optional.empty();

  @Option(
      names = "--before-decryption",
      description = "For trustees, before they decrypt: V1 to V9 only; says nothing of a result.")
  private boolean beforeDecryption;

  @Option(
      names = "--quiet",
      description = "Print only the verdict, what failed first, and reservations.")
  private boolean quiet;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (archive.isEmpty() || trust.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Missing: " + (archive.isEmpty() ? "ARCHIVE" : "--trust FILE"));
    }
    Report report = verify(archive.get(), trust.get());
    PrintWriter out = spec.commandLine().getOut();
    out.print(quiet ? TextReport.brief(report) : TextReport.whole(report));
    out.flush();
    if (json.isPresent()) {
      try {
        JsonReport.write(report, json.get());
      } catch (IOException e) {
        spec.commandLine().getErr().println("The verdict cannot be written to " + json.get() + ".");
        return CANNOT_WRITE;
      }
    }
    return report.verdict().exitStatus();
  }

  private Report verify(Path directory, Path file) {
    return switch (TrustFile.read(file)) {
      case Parsed.Malformed<Trust>(String reason) -> Report.unreadable(file + ": " + reason);
      case Parsed.Ok<Trust>(Trust read) ->
          switch (Archive.open(directory)) {
            case Parsed.Malformed<Archive>(String reason) ->
                Report.unreadable(directory + ": " + reason);
            case Parsed.Ok<Archive>(Archive opened) -> verify(opened, read);
          };
    };
  }

  private Report verify(Archive opened, Trust read) {
    Optional<Bytes> earlier = Optional.empty();
    if (since.isPresent()) {
      try (InputStream in = Files.newInputStream(since.get())) {
        earlier = Optional.of(Bytes.of(in.readNBytes(Checkpoint.MOST_BYTES)));
      } catch (IOException e) {
        return Report.unreadable(since.get() + ": the checkpoint cannot be read");
      }
    }
    try (TerminalProgress progress =
        new TerminalProgress(spec.commandLine().getErr(), TerminalProgress.isWanted() && !quiet)) {
      return new Verification(read, beforeDecryption, progress).verify(opened, earlier, exports);
    }
  }
}
