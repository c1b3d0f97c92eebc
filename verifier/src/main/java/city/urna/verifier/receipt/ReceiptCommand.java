package city.urna.verifier.receipt;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.Checkpoint.Cosignature;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.Receipt;
import city.urna.verifier.record.Kind;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code urna verify receipt FILE --trust TRUST}: recorded, when, under whose cosignatures. Exit
 * status 0 when the receipt holds and no archive contradicts it, 1 when not, 2 when something
 * cannot be read.
 */
@Command(
    name = "receipt",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 64,
    exitCodeOnExecutionException = 70,
    description = "Checks a receipt: recorded, when, and under whose cosignatures.")
public final class ReceiptCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The receipt.")
  private Path file;

  @Option(names = "--trust", paramLabel = "TRUST", required = true, description = "Trust file.")
  private Path trustFile;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "Also say whether the ballot counts, by this archive.")
  private Optional<Path> archive = Optional.empty();

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** All that the command was given, read. */
  private record Given(LogTrust trust, Bytes note, Optional<Archive> archive) {}

  @Override
  public Integer call() {
    return switch (given()) {
      case Parsed.Ok<Given>(Given given) -> report(given);
      case Parsed.Malformed<Given>(String reason) -> {
        spec.commandLine().getErr().println("unreadable: " + reason);
        spec.commandLine().getErr().flush();
        yield 2;
      }
    };
  }

  private Parsed<Given> given() {
    Parsed<Optional<Archive>> opened =
        archive
            .map(path -> Archive.open(path).map(Optional::of))
            .orElseGet(() -> Parsed.ok(Optional.empty()));
    return TrustFile.read(trustFile)
        .flatMap(
            trust ->
                read(file)
                    .flatMap(note -> opened.map(dir -> new Given(LogTrust.of(trust), note, dir))));
  }

  private static Parsed<Bytes> read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Parsed.ok(Bytes.of(in.readNBytes(ActReceipt.MOST_BYTES + 1)));
    } catch (IOException e) {
      return Parsed.malformed("the receipt cannot be read");
    }
  }

  private int report(Given given) {
    PrintWriter out = spec.commandLine().getOut();
    Parsed<Held> held = Held.parse(given.note(), given.trust());
    Parsed<Receipt> receipt = held.map(Held::receipt);
    Optional<Standing> standing =
        receipt instanceof Parsed.Ok<Receipt>(Receipt holding)
            ? given.archive().map(dir -> new ArchiveReading(dir, given.trust()).standing(holding))
            : Optional.empty();
    String act = held instanceof Parsed.Ok<Held>(Held found) ? found.act() : "";
    out.print(json ? asJson(receipt, standing, act) : asText(receipt, standing, act));
    out.flush();
    boolean contradicted = standing.filter(Standing.Contradiction.class::isInstance).isPresent();
    return receipt instanceof Parsed.Ok<Receipt> && !contradicted ? 0 : 1;
  }

  /**
   * A receipt that holds.
   *
   * @param act the act hash that it is for, or empty
   */
  private record Held(Receipt receipt, String act) {
    static Parsed<Held> parse(Bytes file, LogTrust trust) {
      return ActReceipt.isOne(file)
          ? ActReceipt.parse(file, trust).map(act -> new Held(act.anchor(), act.act().hex()))
          : Receipt.parse(file, trust)
              .map(
                  receipt ->
                      new Held(
                          receipt,
                          receipt.entry().kind() == Kind.ACT
                              ? receipt.entry().tracker().hex()
                              : ""));
    }
  }

  private static String asText(Parsed<Receipt> receipt, Optional<Standing> standing, String act) {
    return switch (receipt) {
      case Parsed.Malformed<Receipt>(String reason) -> "REFUSED: " + reason + "\n";
      case Parsed.Ok<Receipt>(Receipt holding) -> {
        StringBuilder text = new StringBuilder();
        text.append("recorded: ")
            .append(kind(holding))
            .append(" at position ")
            .append(holding.entry().position())
            .append(" of ")
            .append(holding.checkpoint().head().origin())
            .append('\n');
        if (holding.entry().kind() == Kind.BALLOT) {
          text.append("tracker:  ").append(holding.entry().tracker().hex()).append('\n');
        }
        if (!act.isEmpty()) {
          text.append("act:      ").append(act).append('\n');
        }
        text.append("record:   ").append(holding.entry().recordHash().hex()).append('\n');
        text.append("when:     ")
            .append(Instant.ofEpochSecond(holding.checkpoint().time()))
            .append(" at the latest (lower median of the cosignatures)\n");
        for (Cosignature cosignature : holding.checkpoint().cosignatures()) {
          text.append("cosigned: ")
              .append(cosignature.cosigner())
              .append(", ")
              .append(Instant.ofEpochSecond(cosignature.time()))
              .append('\n');
        }
        text.append("counted:  ")
            .append(
                standing
                    .map(ReceiptCommand::sentence)
                    .orElse("not asked; a receipt says recorded, an archive says counted"))
            .append('\n');
        yield text.toString();
      }
    };
  }

  private static String kind(Receipt receipt) {
    return receipt.entry().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String sentence(Standing standing) {
    String by = " (by this archive; whether it is right, `urna verify` tells)";
    return switch (standing) {
      case Standing.NotCovered(String reason) -> "unknown: " + reason;
      case Standing.Contradiction(String reason) -> "CONTRADICTION: " + reason;
      case Standing.NoBallot noBallot -> "not a ballot";
      case Standing.Counts(int ballots, boolean closed) ->
          (closed ? "yes" : "so far, casting is not closed")
              + (ballots == 1 ? ", the only ballot" : ", of " + ballots + " ballots")
              + " of its credential"
              + by;
      case Standing.Superseded(String tracker) -> "no, replaced by " + tracker + by;
      case Standing.Unchained unchained -> "no, it is off its credential's chain" + by;
      case Standing.Repeated(long first) ->
          "no, the record at position " + first + " is the same ballot and stands" + by;
      case Standing.OutOfTime(String reason) -> "no, " + reason + by;
    };
  }

  private static String asJson(Parsed<Receipt> receipt, Optional<Standing> standing, String act) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    switch (receipt) {
      case Parsed.Malformed<Receipt>(String reason) ->
          root.put("receipt", "refused").put("reason", reason);
      case Parsed.Ok<Receipt>(Receipt holding) -> {
        root.put("receipt", "recorded")
            .put("origin", holding.checkpoint().head().origin())
            .put("kind", kind(holding))
            .put("position", holding.entry().position())
            .put("record", holding.entry().recordHash().hex())
            .put("tracker", holding.entry().tracker().hex())
            .put("size", holding.checkpoint().head().size())
            .put("time", holding.checkpoint().time());
        if (!act.isEmpty()) {
          root.put("act", act);
        }
        ArrayNode cosigners = root.putArray("cosigners");
        for (Cosignature cosignature : holding.checkpoint().cosignatures()) {
          cosigners.addObject().put("id", cosignature.cosigner()).put("time", cosignature.time());
        }
        standing.ifPresent(s -> root.put("counted", s.word()).put("evidence", sentence(s)));
      }
    }
    return root.toPrettyString() + "\n";
  }
}
