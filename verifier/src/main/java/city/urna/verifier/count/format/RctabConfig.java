package city.urna.verifier.count.format;

import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.method.RankedChoiceRules;
import city.urna.verifier.count.method.RankedChoiceRules.Mode;
import city.urna.verifier.count.method.RctabTie;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads an RCTab contest configuration (spec counting §10; RCTab 2.0, {@code
 * config_file_documentation.txt}).
 *
 * <p>A rule that is not known here is refused by its name, so that no setting is silently left out
 * of a count.
 *
 * @param title the contest's name
 * @param options the candidates in order; last the undeclared write-ins, if the sources allow them
 * @param names each candidate's name and aliases
 * @param sources where the cast vote records are
 * @param mostRankings the highest rank that a ballot may use
 */
record RctabConfig(
    String title,
    List<Option> options,
    Map<String, Integer> names,
    List<Source> sources,
    OptionalInt mostRankings,
    RankedChoiceRules rules,
    RctabTie tie,
    List<String> notes) {
  private static final String SEE_FORMAT =
      "See RCTab's config_file_documentation.txt, or count without this setting.";

  private static final Set<String> RULES =
      Set.of(
          "tiebreakMode",
          "overvoteRule",
          "winnerElectionMode",
          "randomSeed",
          "numberOfWinners",
          "multiSeatBottomsUpPercentageThreshold",
          "decimalPlacesForVoteArithmetic",
          "minimumVoteThreshold",
          "maxSkippedRanksAllowed",
          "maxRankingsAllowed",
          "nonIntegerWinningThreshold",
          "doesFirstRoundDetermineThreshold",
          "hareQuota",
          "batchElimination",
          "cutoffElimination",
          "continueUntilTwoCandidatesRemain",
          "stopTabulationEarlyAfterRound",
          "exhaustOnDuplicateCandidate",
          "rulesDescription",
          "treatBlankAsUndeclaredWriteIn",
          "overvoteLabel",
          "undervoteLabel",
          "skippedRankLabel",
          "undeclaredWriteInLabel");

  private static final Set<String> SOURCE =
      Set.of(
          "filePath",
          "contestId",
          "firstVoteColumnIndex",
          "firstVoteRowIndex",
          "idColumnIndex",
          "batchColumnIndex",
          "precinctColumnIndex",
          "overvoteDelimiter",
          "provider",
          "overvoteLabel",
          "skippedRankLabel",
          "undervoteLabel",
          "undeclaredWriteInLabel",
          "treatBlankAsUndeclaredWriteIn");

  /** How cast vote records are laid out. */
  enum Provider {
    ESS("ess"),
    CDF("cdf"),
    GENERIC_CSV("genericCsv");

    private final String label;

    Provider(String label) {
      this.label = label;
    }
  }

  /**
   * One source of cast vote records.
   *
   * @param firstColumn the first column with votes, from 1, if the configuration says it
   * @param firstRow the first row with votes, from 1
   */
  record Source(
      String path,
      Provider provider,
      String contest,
      OptionalInt firstColumn,
      OptionalInt firstRow,
      RankTable.Labels labels) {}

  static RctabConfig read(TextFile file) throws Malformed {
    return new Reader(file).config();
  }

  /** The number of the option for undeclared write-ins, if there is one. */
  OptionalInt undeclared() {
    return rules.undeclared();
  }

  /** Reads one file. */
  private static final class Reader {
    private final TextFile file;
    private final JsonNode root;
    private final JsonNode rules;

    Reader(TextFile file) throws Malformed {
      this.file = file;
      this.root = JsonText.object(file);
      this.rules = root.path("rules");
      if (!rules.isObject()) {
        throw bad("it has no rules: it is no RCTab configuration.");
      }
    }

    private Malformed bad(String what) {
      return Malformed.in(file.name(), what, SEE_FORMAT);
    }

    RctabConfig config() throws Malformed {
      refuseUnknown(rules, RULES, "rules");
      List<Source> sources = sources();
      List<Option> options = new ArrayList<>();
      Map<String, Integer> names = new HashMap<>();
      Set<Integer> excluded = new HashSet<>();
      candidates(options, names, excluded);
      OptionalInt undeclared = OptionalInt.empty();
      boolean writeIns =
          sources.stream()
              .anyMatch(s -> !s.labels().undeclared().isEmpty() || s.labels().blankIsUndeclared());
      if (writeIns) {
        undeclared = OptionalInt.of(options.size());
        options.add(Option.named(CvrFile.UNDECLARED));
      }
      List<String> notes = new ArrayList<>(file.notes());
      for (String slice : List.of("tabulateByPrecinct", "tabulateByBatch")) {
        if (flag(root.path("outputSettings"), slice)) {
          notes.add(slice + ": only the whole contest is counted.");
        }
      }
      RankedChoiceRules ranked = rules(excluded, undeclared);
      return new RctabConfig(
          text(root.path("outputSettings"), "contestName"),
          List.copyOf(options),
          Map.copyOf(names),
          List.copyOf(sources),
          mostRankings(),
          ranked,
          tie(options, undeclared.isPresent() ? options.size() - 1 : options.size()),
          List.copyOf(notes));
    }

    private void refuseUnknown(JsonNode node, Set<String> known, String where) throws Malformed {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (!known.contains(field.getKey())) {
          throw bad("the setting " + field.getKey() + " in " + where + " is not supported.");
        }
      }
    }

    // Sources and candidates.

    private List<Source> sources() throws Malformed {
      List<Source> sources = new ArrayList<>();
      for (JsonNode node : JsonText.list(root, "cvrFileSources")) {
        refuseUnknown(node, SOURCE, "cvrFileSources");
        String label = text(node, "provider");
        Provider provider =
            Arrays.stream(Provider.values())
                .filter(one -> one.label.equals(label))
                .findFirst()
                .orElseThrow(
                    () ->
                        bad(
                            "provider "
                                + Malformed.shown(label)
                                + " is not supported; ess, cdf and genericCsv are."));
        String skipped = text(node, "skippedRankLabel");
        sources.add(
            new Source(
                text(node, "filePath"),
                provider,
                text(node, "contestId"),
                optionalWhole(node, "firstVoteColumnIndex", 1, 1_000),
                optionalWhole(node, "firstVoteRowIndex", 1, 100_000),
                new RankTable.Labels(
                    text(node, "overvoteLabel"),
                    skipped.isEmpty() ? text(node, "undervoteLabel") : skipped,
                    text(node, "undeclaredWriteInLabel"),
                    text(node, "overvoteDelimiter"),
                    flag(node, "treatBlankAsUndeclaredWriteIn"))));
      }
      if (sources.isEmpty()) {
        throw bad("cvrFileSources names no cast vote records.");
      }
      return sources;
    }

    private void candidates(List<Option> options, Map<String, Integer> names, Set<Integer> excluded)
        throws Malformed {
      for (JsonNode node : JsonText.list(root, "candidates")) {
        String name = text(node, "name");
        if (name.isEmpty()) {
          throw bad("a candidate has no name.");
        }
        if (names.put(name, options.size()) != null) {
          throw bad("a second candidate " + Malformed.shown(name) + ".");
        }
        List<String> aliases = new ArrayList<>();
        JsonText.list(node, "aliases").forEach(alias -> aliases.add(alias.asText().strip()));
        aliases.add(text(node, "code"));
        for (String alias : aliases) {
          Integer before = alias.isEmpty() ? null : names.put(alias, options.size());
          if (before != null && before != options.size()) {
            throw bad("two candidates share the name " + Malformed.shown(alias) + ".");
          }
        }
        if (flag(node, "excluded")) {
          excluded.add(options.size());
        }
        options.add(Option.named(name));
        Limits.checkOptions(file, 1, options.size());
      }
      if (options.size() == excluded.size()) {
        throw bad("it names no candidate who is not excluded.");
      }
    }

    // Rules.

    private RankedChoiceRules rules(Set<Integer> excluded, OptionalInt undeclared)
        throws Malformed {
      String modeName = text(rules, "winnerElectionMode");
      Mode mode =
          switch (modeName) {
            case "singleWinnerMajority" -> Mode.SINGLE;
            case "multiWinnerAllowOnlyOneWinnerPerRound" -> Mode.ONE_WINNER_A_ROUND;
            case "multiWinnerAllowMultipleWinnersPerRound" -> Mode.MANY_WINNERS_A_ROUND;
            case "bottomsUp" -> Mode.BOTTOMS_UP;
            case "bottomsUpUsingPercentageThreshold" -> Mode.BOTTOMS_UP_SHARE;
            case "multiPassIrv" -> Mode.MULTI_PASS;
            default -> throw unsupported("winnerElectionMode");
          };
      int least = mode == Mode.BOTTOMS_UP_SHARE ? 0 : mode == Mode.SINGLE ? 1 : 2;
      int most = mode == Mode.BOTTOMS_UP_SHARE ? 0 : mode == Mode.SINGLE ? 1 : Limits.OPTIONS;
      int seats = whole("numberOfWinners", least, most);
      boolean transfers = seats > 1 && mode != Mode.MULTI_PASS;
      for (String single :
          List.of(
              "continueUntilTwoCandidatesRemain",
              "batchElimination",
              "doesFirstRoundDetermineThreshold")) {
        if (transfers && flag(rules, single)) {
          throw bad("the setting " + single + " is not supported with several winners.");
        }
      }
      if (flag(rules, "hareQuota") && flag(rules, "nonIntegerWinningThreshold")) {
        throw bad("hareQuota and nonIntegerWinningThreshold exclude each other.");
      }
      return new RankedChoiceRules(
          "rctab",
          mode,
          seats,
          new MarkRules(overvote(), skips(), flag(rules, "exhaustOnDuplicateCandidate")),
          whole("decimalPlacesForVoteArithmetic", 1, 20),
          flag(rules, "nonIntegerWinningThreshold"),
          flag(rules, "hareQuota"),
          flag(rules, "batchElimination"),
          flag(rules, "cutoffElimination"),
          share(mode),
          flag(rules, "continueUntilTwoCandidatesRemain"),
          flag(rules, "doesFirstRoundDetermineThreshold"),
          optionalWhole(rules, "stopTabulationEarlyAfterRound", 1, Integer.MAX_VALUE),
          BigDecimal.valueOf(optionalWhole(rules, "minimumVoteThreshold", 0, 1_000_000).orElse(0)),
          excluded,
          undeclared);
    }

    private Malformed unsupported(String key) {
      return bad(key + " " + Malformed.shown(text(rules, key)) + " is not supported.");
    }

    private MarkRules.Overvote overvote() throws Malformed {
      return switch (text(rules, "overvoteRule")) {
        case "alwaysSkipToNextRank" -> MarkRules.Overvote.SKIP;
        case "exhaustImmediately" -> MarkRules.Overvote.EXHAUST;
        case "exhaustIfMultipleContinuing" -> MarkRules.Overvote.EXHAUST_IF_MULTIPLE;
        default -> throw unsupported("overvoteRule");
      };
    }

    private OptionalInt skips() throws Malformed {
      String text = text(rules, "maxSkippedRanksAllowed");
      return text.equalsIgnoreCase("unlimited")
          ? OptionalInt.empty()
          : OptionalInt.of(whole("maxSkippedRanksAllowed", 0, 1_000_000));
    }

    private OptionalInt mostRankings() throws Malformed {
      String text = text(rules, "maxRankingsAllowed");
      return text.equalsIgnoreCase("max")
          ? OptionalInt.empty()
          : OptionalInt.of(whole("maxRankingsAllowed", 1, 1_000_000));
    }

    private Optional<BigDecimal> share(Mode mode) throws Malformed {
      if (mode != Mode.BOTTOMS_UP_SHARE) {
        return Optional.empty();
      }
      String text = text(rules, "multiSeatBottomsUpPercentageThreshold");
      if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")) {
        throw unsupported("multiSeatBottomsUpPercentageThreshold");
      }
      BigDecimal percent = new BigDecimal(text);
      if (percent.compareTo(BigDecimal.ONE) < 0 || percent.compareTo(new BigDecimal(100)) > 0) {
        throw unsupported("multiSeatBottomsUpPercentageThreshold");
      }
      return Optional.of(
          percent.divide(new BigDecimal(100), percent.scale() + 2, RoundingMode.HALF_UP));
    }

    private RctabTie tie(List<Option> options, int declared) throws Malformed {
      RctabTie.Mode mode =
          Arrays.stream(RctabTie.Mode.values())
              .filter(one -> one.label().equals(text(rules, "tiebreakMode")))
              .findFirst()
              .orElseThrow(() -> unsupported("tiebreakMode"));
      String seed = text(rules, "randomSeed");
      if (mode.needsSeed() && !seed.matches("-?[0-9]{1,15}")) {
        throw bad(
            "randomSeed is " + Malformed.shown(seed) + ", and " + mode.label() + " needs one.");
      }
      return new RctabTie(mode, options, declared, mode.needsSeed() ? Long.parseLong(seed) : 0L);
    }

    // Values: RCTab writes numbers as texts.

    private static String text(JsonNode node, String key) {
      JsonNode value = node.path(key);
      return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    private boolean flag(JsonNode node, String key) throws Malformed {
      return switch (text(node, key)) {
        case "", "false" -> false;
        case "true" -> true;
        default -> throw bad(key + " is " + Malformed.shown(text(node, key)) + ".");
      };
    }

    private int whole(String key, int least, int most) throws Malformed {
      return optionalWhole(rules, key, least, most).orElseThrow(() -> bad(key + " is missing."));
    }

    private OptionalInt optionalWhole(JsonNode node, String key, int least, int most)
        throws Malformed {
      String text = text(node, key);
      if (text.isEmpty()) {
        return OptionalInt.empty();
      }
      if (!text.matches("[0-9]{1,10}")
          || Long.parseLong(text) < least
          || Long.parseLong(text) > most) {
        throw bad(
            key
                + " is "
                + Malformed.shown(text)
                + "; it must be from "
                + least
                + " to "
                + most
                + ".");
      }
      return OptionalInt.of(Integer.parseInt(text));
    }
  }
}
