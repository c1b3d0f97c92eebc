package city.urna.verifier.count.command;

import city.urna.verifier.count.Count;
import city.urna.verifier.count.Counted;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Refusal;
import city.urna.verifier.count.Tie;
import city.urna.verifier.count.TieRule;
import city.urna.verifier.count.export.CountedFile;
import city.urna.verifier.count.export.Exports;
import city.urna.verifier.count.format.ElectionFiles;
import city.urna.verifier.count.format.Reading;
import city.urna.verifier.count.method.Counter;
import city.urna.verifier.count.method.GregoryRules;
import city.urna.verifier.count.method.Method;
import city.urna.verifier.count.method.RankedChoice;
import city.urna.verifier.count.method.Settings;
import city.urna.verifier.count.method.Utility;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Counts an election file and says why (spec counting). */
@Command(
    name = "count",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    showDefaultValues = false,
    description = {
      "Counts the ballots of an election file, from anywhere, and says why.",
      "",
      "FILE is a Pabulib .pb file (counted by the rule that it names, unless --method is given), a"
          + " .blt file, NIST cast vote records in JSON, or CSV; each may be packed as .gz."
    },
    footerHeading = "%nMethods%n",
    footer = {
      "  plurality          one choice a ballot, most votes",
      "  approval           any number of choices, most votes",
      "  score              points, highest sum; cumulative voting too",
      "  borda              rankings turned into points",
      "  schulze            rankings, every pair compared, strongest paths",
      "  irv                rankings, one seat: the lowest leaves until one has a majority",
      "  stv-scottish       rankings, several seats, as Scottish councils are elected",
      "  stv-wigm           the same transfers in exact fractions",
      "  stv-meek           rankings, several seats, Meek's keep factors",
      "  majority-judgment  grades, best median",
      "  greedy             budget: most votes first, what does not fit is passed over",
      "  greedy-no-skip     budget: stops at the first project that does not fit",
      "  greedy-threshold   budget: greedy among projects with enough votes",
      "  greedy-exclusive   budget: greedy, but projects can exclude one another",
      "  mes                budget: method of equal shares, without completion",
      "  mes-add1           budget: method of equal shares, completed by add-1",
      "",
      "Ties are decided backwards: by what the tied options had in the latest earlier round in which"
          + " they differed. What is still level goes by lot, if --seed is given, else by the order"
          + " of the options in the file. The same input gives the same count everywhere.",
      "",
      "CSV files begin with a row of column names, in one of three layouts:",
      "  ballot,rank1,rank2,rank3      a column for each rank; cells name options,",
      "  1,Ada,Grace,                  undervote or nothing skips a rank, overvote is one",
      "",
      "  id,vote                       one column: A>B=C ranks, A|B chooses",
      "  7,Ada>Grace",
      "",
      "  id,Ada,Grace,Edith,count      a column for each option: ranks, marks (1 or x), points or",
      "  7,2,1,,15                     grades, as the method asks; count: so many alike ballots",
      "",
      "Examples:",
      "  urna count Poland_Gdynia_2021.pb --explain",
      "  urna count ward.blt --method stv-scottish --json result.json",
      "  urna count votes.pb --method mes-add1 --utility cost",
      "  urna count mayor.csv --rctab mayor_config.json",
      "  urna count grades.csv --method majority-judgment --grades Excellent,Good,Poor",
      "",
      "Exit: 0 counted; 2 refused, with the place, what is wrong and what to do."
    })
public final class CountCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file of ballots.")
  private Optional<Path> file = Optional.empty();

  @CommandLine.Option(
      names = {"-m", "--method"},
      paramLabel = "METHOD",
      description = "How to count; see below.")
  private Optional<String> method = Optional.empty();

  @CommandLine.Option(names = "--explain", description = "Print every round and its reasons.")
  private boolean explain;

  @CommandLine.Option(
      names = "--json",
      paramLabel = "OUT",
      description = "Write the count as JSON, all at once; - prints it instead of the text.")
  private Optional<String> json = Optional.empty();

  @CommandLine.Option(
      names = "--export",
      paramLabel = "DIR",
      description =
          "Write a new folder: ballots as .pb, .blt, NIST cast vote records and CSV, results as NIST"
              + " election report and CSV, a chart. What a format cannot say is left out, and named.")
  private Optional<Path> export = Optional.empty();

  @CommandLine.Option(
      names = "--rctab",
      paramLabel = "CONFIG",
      description =
          "Count by an RCTab configuration. Without FILE its own cast vote records are read.")
  private Optional<Path> rctab = Optional.empty();

  @CommandLine.Option(
      names = "--seats",
      paramLabel = "N",
      description = "How many to elect. Default: what the file says, or 1.")
  private Optional<Integer> seats = Optional.empty();

  @CommandLine.Option(
      names = "--tie",
      paramLabel = "RULE",
      description = "backwards (default), order (of the options), or seed (lot at once).")
  private Optional<String> tie = Optional.empty();

  @CommandLine.Option(
      names = "--seed",
      paramLabel = "HEX",
      description = "Seed of the lot that decides ties.")
  private Optional<String> seed = Optional.empty();

  @CommandLine.Option(
      names = "--overvote",
      paramLabel = "RULE",
      description =
          "Several options at one rank: exhaust (default), skip, or exhaust-if-multiple (irv only:"
              + " ends the ballot if two of them are still in the count).")
  private Optional<String> overvote = Optional.empty();

  @CommandLine.Option(
      names = "--skipped",
      paramLabel = "N",
      description = "Skipped ranks in a row that a ballot survives: a number, or any (default).")
  private Optional<String> skipped = Optional.empty();

  @CommandLine.Option(
      names = "--duplicate",
      paramLabel = "RULE",
      description = "An option ranked twice: skip the second mark (default), or exhaust.")
  private Optional<String> duplicate = Optional.empty();

  @CommandLine.Option(
      names = "--utility",
      paramLabel = "KIND",
      description = "Equal shares: a project is worth its cost (default), or cardinality: one.")
  private Optional<String> utility = Optional.empty();

  @CommandLine.Option(
      names = "--threshold",
      paramLabel = "N",
      description = "Greedy: votes or points below which no project is funded.")
  private Optional<String> threshold = Optional.empty();

  @CommandLine.Option(
      names = "--quota",
      paramLabel = "KIND",
      description = "stv-scottish, stv-wigm: droop, exact or hare. Default: the rule's own.")
  private Optional<String> quota = Optional.empty();

  @CommandLine.Option(
      names = "--borda-first",
      paramLabel = "N",
      description = "Points of a first place. Default: options - 1; .pb files: max_length.")
  private Optional<Integer> bordaFirst = Optional.empty();

  @CommandLine.Option(
      names = "--grades",
      paramLabel = "LIST",
      description = "Grades in words, best first, parted by commas.")
  private Optional<String> grades = Optional.empty();

  @CommandLine.Option(
      names = "--contest",
      paramLabel = "NAME",
      description = "The contest to count of a file that holds several.")
  private Optional<String> contest = Optional.empty();

  @Override
  public Integer call() {
    if (rctab.isPresent()) {
      return countRctab(rctab.get());
    }
    if (file.isEmpty()) {
      throw wrong("Name the FILE to count.");
    }
    Optional<Method> asked = method.map(this::method);
    ElectionFiles.Asked reading =
        new ElectionFiles.Asked(
            asked,
            contest,
            grades
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList())
                .orElse(List.of()));
    return switch (ElectionFiles.read(file.get(), reading)) {
      case Reading.Refused<Election>(Refusal refusal) -> refuse(refusal);
      case Reading.Read<Election>(Election election) -> {
        Optional<Method> chosen = asked.isPresent() ? asked : election.rule().flatMap(this::byRule);
        yield chosen.isEmpty()
            ? refuse(noMethod(election))
            : finish(
                file.get(),
                election,
                Counter.count(election, chosen.get(), settings(election)),
                Optional.of(marks()));
      }
    };
  }

  private int countRctab(Path config) {
    for (String option :
        List.of("--method", "--overvote", "--skipped", "--duplicate", "--seats", "--quota")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw wrong(option + " is for other counts: with --rctab the configuration says it.");
      }
    }
    return switch (ElectionFiles.readRctab(config, file)) {
      case Reading.Refused<ElectionFiles.RctabContest>(Refusal refusal) -> refuse(refusal);
      case Reading.Read<ElectionFiles.RctabContest>(ElectionFiles.RctabContest read) -> {
        TieRule rule = tie.isPresent() || seed.isPresent() ? tie(read.election()) : read.tie();
        Counted counted =
            switch (RankedChoice.onBallots(read.election().ballots(), read.rules(), rule)) {
              case Count count -> count.withNotes(read.election().notes());
              case Refusal refusal -> refusal;
            };
        yield finish(file.orElse(config), read.election(), counted, Optional.empty());
      }
    };
  }

  private int finish(Path source, Election election, Counted counted, Optional<MarkRules> marks) {
    return switch (counted) {
      case Refusal refusal ->
          refuse(new Refusal(source.getFileName() + ": " + refusal.what(), refusal.remedy()));
      case Count count -> {
        CountReport report =
            new CountReport(String.valueOf(source.getFileName()), digest(source), election, count);
        if (export.isPresent()) {
          Optional<Refusal> failed = export(report, marks);
          if (failed.isPresent()) {
            yield refuse(failed.get());
          }
        }
        if (json.isPresent() && json.get().equals("-")) {
          out(report.json());
          yield 0;
        }
        if (json.isPresent()) {
          Optional<Refusal> failed = write(Path.of(json.get()), report.json());
          if (failed.isPresent()) {
            yield refuse(failed.get());
          }
        }
        out(report.text(explain));
        yield 0;
      }
    };
  }

  private void out(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private int refuse(Refusal refusal) {
    spec.commandLine().getErr().println(refusal.what());
    spec.commandLine().getErr().println(refusal.remedy());
    spec.commandLine().getErr().flush();
    return REFUSED;
  }

  private CommandLine.ParameterException wrong(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  // What the options mean.

  private Method method(String name) {
    return Method.named(name)
        .orElseThrow(
            () ->
                wrong(
                    "There is no method "
                        + name
                        + ". Methods: "
                        + Arrays.stream(Method.values())
                            .map(Method::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** Pabulib's names for rules, and those of cast vote records. */
  private Optional<Method> byRule(String rule) {
    return switch (rule) {
      case "equalshares" -> Optional.of(Method.MES);
      case "equalshares/add1" -> Optional.of(Method.MES_ADD1);
      default -> Method.named(rule);
    };
  }

  private static Refusal noMethod(Election election) {
    return new Refusal(
        election.rule().isPresent()
            ? "The file's rule \"" + election.rule().get() + "\" is not one that is counted here."
            : "The file does not say how it is to be counted.",
        "Give --method: `urna count --help` lists them.");
  }

  private Settings settings(Election election) {
    return new Settings(
        seats.map(n -> OptionalInt.of(atLeastOne("--seats", n))).orElse(OptionalInt.empty()),
        tie(election),
        marks(),
        utility(),
        bordaFirst
            .map(n -> OptionalInt.of(atLeastOne("--borda-first", n)))
            .orElse(OptionalInt.empty()),
        quota.map(this::quota),
        threshold.map(this::threshold));
  }

  private int atLeastOne(String option, int value) {
    if (value < 1 || value > 1_000_000) {
      throw wrong(option + " must be from 1 to 1000000.");
    }
    return value;
  }

  private Tie tie(Election election) {
    List<Option> options = election.ballots().options();
    String rule = tie.orElse("backwards");
    boolean backwards =
        switch (rule) {
          case "backwards" -> true;
          case "order", "seed" -> false;
          default -> throw wrong("--tie must be backwards, order or seed.");
        };
    if (seed.isPresent() && !rule.equals("order")) {
      return Tie.byLot(backwards, seedBytes(seed.get()), options);
    }
    if (rule.equals("seed")) {
      throw wrong("--tie seed needs --seed HEX.");
    }
    List<Integer> order =
        election.tieOrder().orElse(IntStream.range(0, options.size()).boxed().toList());
    return new Tie(
        backwards,
        order,
        election.tieOrder().isPresent() ? "the file's order for ties" : "the order of the options");
  }

  private byte[] seedBytes(String hex) {
    if (!hex.matches("([0-9a-fA-F]{2}){1,64}")) {
      throw wrong("--seed must be 1 to 64 bytes in hexadecimal.");
    }
    return HexFormat.of().parseHex(hex);
  }

  private MarkRules marks() {
    MarkRules.Overvote over =
        switch (overvote.orElse("exhaust")) {
          case "exhaust" -> MarkRules.Overvote.EXHAUST;
          case "skip" -> MarkRules.Overvote.SKIP;
          case "exhaust-if-multiple" -> MarkRules.Overvote.EXHAUST_IF_MULTIPLE;
          default -> throw wrong("--overvote must be exhaust, skip or exhaust-if-multiple.");
        };
    String skips = skipped.orElse("any");
    if (!skips.equals("any") && !skips.matches("[0-9]{1,6}")) {
      throw wrong("--skipped must be a number, or any.");
    }
    boolean exhaustOnDuplicate =
        switch (duplicate.orElse("skip")) {
          case "skip" -> false;
          case "exhaust" -> true;
          default -> throw wrong("--duplicate must be skip or exhaust.");
        };
    return new MarkRules(
        over,
        skips.equals("any") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(skips)),
        exhaustOnDuplicate);
  }

  private Utility utility() {
    return switch (utility.orElse("cost")) {
      case "cost" -> Utility.COST;
      case "cardinality" -> Utility.CARDINALITY;
      default -> throw wrong("--utility must be cost or cardinality.");
    };
  }

  private GregoryRules.Quota quota(String name) {
    return switch (name) {
      case "droop" -> GregoryRules.Quota.DROOP;
      case "exact" -> GregoryRules.Quota.EXACT;
      case "hare" -> GregoryRules.Quota.HARE;
      default -> throw wrong("--quota must be droop, exact or hare.");
    };
  }

  private Rational threshold(String text) {
    return Rational.parse(text).orElseThrow(() -> wrong("--threshold must be a number."));
  }

  // Files.

  private static String digest(Path source) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(source), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException | NoSuchAlgorithmException gone) {
      return "";
    }
  }

  private Optional<Refusal> export(CountReport report, Optional<MarkRules> marks) {
    CountedFile counted =
        new CountedFile(report.source(), report.election(), report.count(), marks);
    try {
      Exports.Written written = Exports.write(counted, report.json(), export.orElseThrow());
      PrintWriter err = spec.commandLine().getErr();
      err.println("Exported: " + String.join(", ", written.files()));
      written.leftOut().forEach(why -> err.println("Left out: " + why));
      err.flush();
      return Optional.empty();
    } catch (IOException unwritable) {
      return Optional.of(
          new Refusal(
              export.orElseThrow() + ": it cannot be written: " + unwritable.getMessage() + ".",
              "Choose a new folder for --export."));
    }
  }

  /** Writes beside the target and moves: whoever reads the target sees all of it or the old one. */
  private static Optional<Refusal> write(Path target, String text) {
    Path absolute = target.toAbsolutePath();
    try {
      Path part = absolute.resolveSibling(".urna-count-" + ProcessHandle.current().pid() + ".part");
      try {
        Files.writeString(part, text, StandardCharsets.UTF_8);
        Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return Optional.empty();
    } catch (IOException unwritable) {
      return Optional.of(
          new Refusal(
              target + ": it cannot be written: " + unwritable.getMessage() + ".",
              "Choose another place for --json."));
    }
  }
}
