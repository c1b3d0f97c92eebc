package city.urna.verifier.diff;

import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.diff.Difference.Longer;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code urna verify-diff A B}: the same log, an extension, or a fork. Exit status 0 when both may
 * be copies of one log, 1 when not, 2 when one cannot be read.
 */
@Command(
    name = "verify-diff",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 64,
    exitCodeOnExecutionException = 70,
    description = "Compares two archives of one log: the same, one longer, or a fork.")
public final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "An archive's directory.")
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The other archive's directory.")
  private Path second;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Also verify both checkpoints' signatures under this trust file.")
  private Optional<Path> trustFile = Optional.empty();

  @Option(names = "--json", description = "Write JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Parsed<Optional<LogTrust>> trust =
        trustFile
            .map(path -> TrustFile.read(path).map(known -> Optional.of(LogTrust.of(known))))
            .orElseGet(() -> Parsed.ok(Optional.empty()));
    Parsed<Pair> pair =
        trust.flatMap(
            known ->
                named("A", Side.open(first, known))
                    .flatMap(a -> named("B", Side.open(second, known)).map(b -> new Pair(a, b))));
    PrintWriter out = spec.commandLine().getOut();
    return switch (pair) {
      case Parsed.Ok<Pair>(Pair sides) -> {
        Difference difference = new Comparison(sides.a(), sides.b()).run();
        out.print(json ? asJson(sides, difference) : asText(sides, difference));
        out.flush();
        yield difference.compatible() && sides.signaturesHold() ? 0 : 1;
      }
      case Parsed.Malformed<Pair>(String reason) -> {
        spec.commandLine().getErr().println("unreadable: " + reason);
        spec.commandLine().getErr().flush();
        yield 2;
      }
    };
  }

  private static Parsed<Side> named(String name, Parsed<Side> side) {
    return switch (side) {
      case Parsed.Ok<Side> ok -> ok;
      case Parsed.Malformed<Side> refused -> refused.in("archive " + name);
    };
  }

  /** Both archives, opened. */
  private record Pair(Side a, Side b) {
    /** Lines of one checkpoint that the other does not have, by place. */
    List<String[]> differingLines() {
      List<String[]> out = new ArrayList<>();
      int most = Math.max(a.lines().size(), b.lines().size());
      for (int i = 0; i < most; i++) {
        String ofA = i < a.lines().size() ? a.lines().get(i) : "";
        String ofB = i < b.lines().size() ? b.lines().get(i) : "";
        if (!ofA.equals(ofB)) {
          out.add(new String[] {String.valueOf(i + 1), ofA, ofB});
        }
      }
      return out;
    }

    boolean signaturesHold() {
      return holds(a) && holds(b);
    }

    private static boolean holds(Side side) {
      return side.signatures()
          .map(checkpoint -> checkpoint instanceof Parsed.Ok<Checkpoint>)
          .orElse(true);
    }
  }

  private static String sentence(Difference difference) {
    return switch (difference) {
      case Difference.Same(long size) -> "the same log: " + size + " entries in both";
      case Difference.Extension(long shorter, long longer, Longer which) ->
          which
              + " extends the other: both agree on "
              + shorter
              + " entries, "
              + which
              + " has "
              + (longer - shorter)
              + " more";
      case Difference.Fork(long position, String ofA, String ofB) ->
          "FORK at position " + position + "\n  A: " + ofA + "\n  B: " + ofB;
      case Difference.OtherLog(String ofA, String ofB) ->
          "different logs\n  A: " + ofA + "\n  B: " + ofB;
      case Difference.Broken(String side, String reason) ->
          "archive " + side + " contradicts itself: " + reason;
    };
  }

  private static String asText(Pair pair, Difference difference) {
    StringBuilder text = new StringBuilder(sentence(difference)).append('\n');
    List<String[]> lines = pair.differingLines();
    if (!lines.isEmpty()) {
      String[] line = lines.getFirst();
      text.append("checkpoints differ first in line ")
          .append(line[0])
          .append("\n  A: ")
          .append(line[1])
          .append("\n  B: ")
          .append(line[2])
          .append('\n');
    }
    signatures(text, "A", pair.a());
    signatures(text, "B", pair.b());
    return text.toString();
  }

  private static void signatures(StringBuilder text, String name, Side side) {
    side.signatures()
        .ifPresent(
            checkpoint ->
                text.append("checkpoint of ")
                    .append(name)
                    .append(": ")
                    .append(
                        switch (checkpoint) {
                          case Parsed.Ok<Checkpoint>(Checkpoint c) ->
                              "signed by the log and " + c.cosignatures().size() + " cosigners";
                          case Parsed.Malformed<Checkpoint>(String reason) -> reason;
                        })
                    .append('\n'));
  }

  private static String asJson(Pair pair, Difference difference) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("result", difference.word());
    root.put("sizeA", pair.a().head().size());
    root.put("sizeB", pair.b().head().size());
    switch (difference) {
      case Difference.Same same -> {}
      case Difference.Extension extension -> root.put("longer", extension.which().name());
      case Difference.Fork(long position, String ofA, String ofB) ->
          root.put("position", position).put("entryA", ofA).put("entryB", ofB);
      case Difference.OtherLog(String ofA, String ofB) ->
          root.put("originA", ofA).put("originB", ofB);
      case Difference.Broken(String side, String reason) ->
          root.put("broken", side).put("reason", reason);
    }
    ArrayNode lines = root.putArray("checkpointLines");
    for (String[] line : pair.differingLines()) {
      lines.addObject().put("line", Integer.parseInt(line[0])).put("a", line[1]).put("b", line[2]);
    }
    signed(root, "signaturesA", pair.a());
    signed(root, "signaturesB", pair.b());
    return root.toPrettyString() + "\n";
  }

  private static void signed(ObjectNode root, String name, Side side) {
    side.signatures()
        .ifPresent(
            checkpoint ->
                root.put(
                    name,
                    switch (checkpoint) {
                      case Parsed.Ok<Checkpoint> ok -> "valid";
                      case Parsed.Malformed<Checkpoint>(String reason) -> reason;
                    }));
  }
}
