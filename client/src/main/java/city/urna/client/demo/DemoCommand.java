package city.urna.client.demo;

import city.urna.client.definition.PabulibFile;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.observer.FetchCommand;
import city.urna.client.terminal.Progress;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code urna demo}. */
@Command(
    name = "demo",
    description = {
      "Plays a whole process on this machine, from roll to certified and verified result:",
      "every server and organization a process of its own, everything over HTTP, then the",
      "verifier as an observer would run it. Exit status 0 only when it is verified."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  /** Whoever tries to cheat, besides the voters asked for. */
  private static final int HOSTILE = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A new folder for everything (default: one under target/).")
  private Optional<Path> given = Optional.empty();

  @Option(
      names = "--pabulib",
      paramLabel = "FILE",
      description = "A real election instead of the shipped town: approval or choose-1, greedy.")
  private Optional<Path> pabulib = Optional.empty();

  @Option(
      names = "--voters",
      paramLabel = "N",
      description = "How many vote (default: 300, or all of the file's).")
  private Optional<Integer> voters = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Fixes choices, order and faults, never keys (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--ledger",
      paramLabel = "KIND",
      description = {
        "embedded, or fabric: a Fabric network of three organizations is started for it and taken",
        "down again (default: ${DEFAULT-VALUE})."
      })
  private String ledger = "embedded";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The network's folder, with --ledger fabric (default: one below --out).")
  private Optional<Path> dir = Optional.empty();

  @Option(names = "--quiet", description = "Nothing but errors.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Path out = given.orElseGet(DemoCommand::freshFolder).toAbsolutePath();
    if (FetchCommand.isOccupied(out)) {
      throw new ParameterException(spec.commandLine(), out + " is not empty; name a new folder");
    }
    if (!List.of("embedded", "fabric").contains(ledger)) {
      throw new ParameterException(spec.commandLine(), "--ledger: embedded or fabric");
    }
    Optional<Path> fabric =
        ledger.equals("fabric")
            ? Optional.of(dir.orElseGet(() -> out.resolve("network")).toAbsolutePath())
            : Optional.empty();
    Random random = new Random(seed);
    Optional<PabulibFile> real = pabulib.map(PabulibFile::read);
    ProcessFile file =
        real.map(pb -> pb.process("demo-pabulib")).orElseGet(ProcessFileReader::town);
    List<VoterPlan> plans =
        real.map(pb -> realVoters(pb, file, random))
            .orElseGet(() -> VoterPlan.ofTown(file, voters.orElse(300) + HOSTILE, random));
    real.filter(PabulibFile::limitsTotalCost)
        .ifPresent(
            pb ->
                say(
                    "Note: this file limits the total cost of one ballot; that limit is not"
                        + " enforced on encrypted ballots before mixing exists."));
    Demo.Outcome outcome;
    try (Demo demo = new Demo(out, file, plans, fabric, new Progress(System.err, quiet))) {
      outcome = demo.run();
    }
    ObjectNode result = outcome.result();
    boolean equal = true;
    if (real.isPresent()) {
      equal =
          new Comparison(real.get(), file, plans.subList(0, plans.size() - HOSTILE))
              .complete(result);
    }
    Files.writeString(out.resolve("result.json"), result.toPrettyString() + "\n");
    if (!quiet) {
      report(out, result, fabric);
    }
    return outcome.verifier() == 0 && equal ? 0 : 1;
  }

  private List<VoterPlan> realVoters(PabulibFile pb, ProcessFile file, Random random) {
    int wanted = voters.orElse(pb.votes().size());
    if (wanted < 1 || wanted > pb.votes().size()) {
      throw new ParameterException(
          spec.commandLine(), "--voters: the file has " + pb.votes().size() + " votes");
    }
    List<VoterPlan> plans =
        new java.util.ArrayList<>(VoterPlan.ofPabulib(pb, file, wanted, random));
    for (int i = 0; i < HOSTILE; i++) {
      VoterPlan like = plans.get(i % wanted);
      plans.add(new VoterPlan("H-" + i, like.style(), like.choices(), java.util.Map.of(), false));
    }
    return plans;
  }

  private void report(Path out, JsonNode result, Optional<Path> fabric) throws IOException {
    PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    console.println();
    console.print(Files.readString(out.resolve("logs").resolve("verify.txt")));
    result.path("questions").forEach(question -> Chart.draw(console, question));
    JsonNode comparison = result.path("outcome");
    if (comparison.path("compared").asBoolean()) {
      console.printf(
          "%nCompared with the file's own outcome: %s%n",
          comparison.path("equal").asBoolean() ? "equal" : "NOT EQUAL");
    }
    console.printf(
        "%nEverything lies in %s%n"
            + "  archive/ publication/ trust.json result.json verify.json receipts/ logs/%n"
            + "Verify it again: ./urna verify %s --trust %s --exports %s%n",
        out,
        quote(out.resolve("archive")),
        quote(out.resolve("trust.json")),
        quote(out.resolve("publication")));
    fabric.ifPresent(
        network ->
            console.printf(
                "The network is stopped; to look at it: ./urna network up --dir %s%n",
                quote(network)));
  }

  private static String quote(Path path) {
    return path.toString().contains(" ") ? "\"" + path + "\"" : path.toString();
  }

  private void say(String text) {
    if (!quiet) {
      System.err.println(text);
    }
  }

  private static Path freshFolder() {
    String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    return Path.of(System.getProperty("urna.root", ".")).resolve("target").resolve("demo-" + time);
  }
}
