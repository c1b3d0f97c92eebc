package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads NIST 1500-103 cast vote records in JSON (spec counting §16.3; <i>Cast Vote Records Common
 * Data Format Specification 1.0</i>, {@code CVR.CastVoteRecordReport}).
 *
 * <p>Of each record the current snapshot counts, of it the contest that is asked for. A position
 * without indication, or not allocable, is no mark; a rank may stand at the selection or at its
 * position. All write-ins are one option.
 */
final class CvrFile {
  static final String UNDECLARED = "Undeclared Write-ins";
  private static final String SEE_FORMAT = "See NIST SP 1500-103, CVR.CastVoteRecordReport.";

  /** What one record marks: option, rank (0 where none is given) and votes. */
  private record Mark(int option, int rank, long votes) {}

  private final TextFile file;
  private final JsonNode report;
  private final Optional<String> contestWanted;
  private final List<Option> options = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> selections = new HashMap<>();

  private CvrFile(TextFile file, Optional<String> contest) throws Malformed {
    this.file = file;
    this.report = JsonText.object(file);
    this.contestWanted = contest;
  }

  /** Whether a JSON object is such a report. */
  static boolean isReport(JsonNode node) {
    return node.path("@type").asText().equals("CVR.CastVoteRecordReport") || node.has("CVR");
  }

  /**
   * Reads one contest.
   *
   * @param contest its name or id; may be left out where the report has only one
   */
  static Election read(TextFile file, Optional<String> contest, Wanted wanted) throws Malformed {
    return new CvrFile(file, contest).election(wanted);
  }

  private Malformed bad(String what) {
    return Malformed.in(file.name(), what, SEE_FORMAT);
  }

  private Election election(Wanted wanted) throws Malformed {
    if (!isReport(report)) {
      throw bad("it is no cast vote record report: it has no CVR.");
    }
    JsonNode contest = contest();
    selections(contest, candidates());
    String contestId = contest.path("@id").asText();
    Map<List<Mark>, Long> alike = new LinkedHashMap<>();
    boolean ranked = false;
    int record = 0;
    for (JsonNode cvr : JsonText.list(report, "CVR")) {
      record++;
      Optional<JsonNode> found = contestOf(cvr, contestId, record);
      if (found.isEmpty()) {
        continue;
      }
      List<Mark> marks = marks(found.get(), record);
      ranked |= marks.stream().anyMatch(mark -> mark.rank() > 0);
      alike.merge(marks, 1L, Long::sum);
    }
    Ballots ballots = ballots(alike, ranked, wanted);
    int seats = contest.path("NumberElected").asInt(0);
    return new Election(
        contest.path("Name").asText(file.name()),
        ballots,
        seats > 0 ? OptionalInt.of(seats) : OptionalInt.empty(),
        OptionalInt.empty(),
        rule(contest.path("VoteVariation").asText("")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        file.notes());
  }

  private static Optional<String> rule(String variation) {
    return switch (variation) {
      case "approval", "borda", "plurality" -> Optional.of(variation);
      case "rcv" -> Optional.of("irv");
      case "cumulative", "range" -> Optional.of("score");
      default -> Optional.empty();
    };
  }

  // The contest and its options.

  private JsonNode contest() throws Malformed {
    List<JsonNode> contests = new ArrayList<>();
    for (JsonNode election : JsonText.list(report, "Election")) {
      JsonText.list(election, "Contest").forEach(contests::add);
    }
    List<JsonNode> matching =
        contests.stream()
            .filter(
                one ->
                    contestWanted.isEmpty()
                        || one.path("Name").asText().equals(contestWanted.get())
                        || one.path("@id").asText().equals(contestWanted.get()))
            .toList();
    if (matching.size() != 1) {
      List<String> names =
          contests.stream().map(one -> one.path("Name").asText(one.path("@id").asText())).toList();
      throw Malformed.in(
          file.name(),
          matching.isEmpty() ? "there is no such contest." : "it holds several contests.",
          "Name one with --contest: " + String.join(", ", names) + ".");
    }
    return matching.getFirst();
  }

  private Map<String, String> candidates() throws Malformed {
    Map<String, String> names = new HashMap<>();
    for (JsonNode election : JsonText.list(report, "Election")) {
      for (JsonNode candidate : JsonText.list(election, "Candidate")) {
        String id = candidate.path("@id").asText();
        if (names.put(id, candidate.path("Name").asText(id)) != null) {
          throw bad("a second candidate " + Malformed.shown(id) + ".");
        }
      }
    }
    return names;
  }

  private void selections(JsonNode contest, Map<String, String> candidates) throws Malformed {
    for (JsonNode selection : JsonText.list(contest, "ContestSelection")) {
      String id = selection.path("@id").asText();
      String name;
      if (selection.path("IsWriteIn").asBoolean(false)) {
        name = UNDECLARED;
      } else if (selection.has("Selection")) {
        name = selection.path("Selection").asText();
      } else {
        List<String> named = new ArrayList<>();
        for (JsonNode candidate : JsonText.list(selection, "CandidateIds")) {
          String known = candidates.get(candidate.asText());
          if (known == null) {
            throw bad("the selection " + Malformed.shown(id) + " names an unknown candidate.");
          }
          named.add(known);
        }
        name = named.isEmpty() ? id : String.join(" / ", named);
      }
      if (name.isBlank()) {
        throw bad("a contest selection has neither id nor name.");
      }
      if (selections.put(id, number(name)) != null) {
        throw bad("a second contest selection " + Malformed.shown(id) + ".");
      }
    }
    if (options.isEmpty()) {
      throw bad("the contest has no selections.");
    }
  }

  private int number(String name) throws Malformed {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    numbers.put(name, options.size());
    options.add(Option.named(name));
    Limits.checkOptions(file, 1, options.size());
    return options.size() - 1;
  }

  // The records.

  private Optional<JsonNode> contestOf(JsonNode cvr, String contestId, int record)
      throws Malformed {
    String current = cvr.path("CurrentSnapshotId").asText();
    for (JsonNode snapshot : JsonText.list(cvr, "CVRSnapshot")) {
      if (snapshot.path("@id").asText().equals(current)) {
        for (JsonNode contest : JsonText.list(snapshot, "CVRContest")) {
          if (contest.path("ContestId").asText().equals(contestId)) {
            return Optional.of(contest);
          }
        }
        return Optional.empty();
      }
    }
    throw bad("record " + record + " has no snapshot " + Malformed.shown(current) + ".");
  }

  private List<Mark> marks(JsonNode contest, int record) throws Malformed {
    List<Mark> marks = new ArrayList<>();
    for (JsonNode selection : JsonText.list(contest, "CVRContestSelection")) {
      if (has(selection, "Status", "needs-adjudication")
          || has(selection, "Status", "invalidated-rules")) {
        continue;
      }
      Iterable<JsonNode> positions =
          selection.has("SelectionPosition")
              ? JsonText.list(selection, "SelectionPosition")
              : List.of(JsonText.nothing());
      for (JsonNode position : positions) {
        if (position.path("HasIndication").asText().equals("no")
            || position.path("IsAllocable").asText().equals("no")) {
          continue;
        }
        int option = option(selection, position, record);
        JsonNode rank = selection.has("Rank") ? selection.path("Rank") : position.path("Rank");
        if (!rank.isMissingNode() && (!rank.canConvertToInt() || rank.asInt() < 1)) {
          throw bad("record " + record + " has the rank " + Malformed.shown(rank.toString()) + ".");
        }
        if (rank.asInt(0) > 2 * Limits.OPTIONS) {
          throw bad("record " + record + " has a rank above " + 2 * Limits.OPTIONS + ".");
        }
        long votes = position.path("NumberVotes").asLong(1);
        marks.add(new Mark(option, rank.asInt(0), Math.clamp(votes, 0, Limits.BALLOTS)));
      }
    }
    marks.sort(java.util.Comparator.comparingInt(Mark::rank).thenComparingInt(Mark::option));
    return List.copyOf(marks);
  }

  private int option(JsonNode selection, JsonNode position, int record) throws Malformed {
    if (position.has("CVRWriteIn")) {
      return number(UNDECLARED);
    }
    String id = selection.path("ContestSelectionId").asText();
    Integer option = selections.get(id);
    if (option == null) {
      throw bad(
          "record " + record + " selects " + Malformed.shown(id) + ", which the contest lacks.");
    }
    return option;
  }

  private static boolean has(JsonNode node, String field, String value) {
    for (JsonNode item : node.path(field)) {
      if (item.asText().equals(value)) {
        return true;
      }
    }
    return node.path(field).asText().equals(value);
  }

  // Ballots.

  private Ballots ballots(Map<List<Mark>, Long> alike, boolean ranked, Wanted wanted)
      throws Malformed {
    boolean marksDo = wanted == Wanted.ANY || wanted == Wanted.MARKS;
    if (wanted == Wanted.RANKS || (marksDo && ranked)) {
      if (!ranked && alike.keySet().stream().anyMatch(marks -> !marks.isEmpty())) {
        throw Malformed.in(
            file.name(), "its records rank nothing.", "Choose plurality, approval or score.");
      }
      return rankings(alike);
    }
    return wanted == Wanted.POINTS ? points(alike) : approvals(alike);
  }

  private Ballots rankings(Map<List<Mark>, Long> alike) {
    List<Ballots.Ranking> ballots = new ArrayList<>();
    alike.forEach(
        (marks, number) -> {
          SortedMap<Integer, List<Integer>> byRank = new TreeMap<>();
          for (Mark mark : marks) {
            List<Integer> there = byRank.computeIfAbsent(mark.rank(), _ -> new ArrayList<>());
            if (!there.contains(mark.option())) {
              there.add(mark.option());
            }
          }
          byRank.remove(0);
          List<Rank> ranks = new ArrayList<>();
          byRank.forEach(
              (rank, marked) -> {
                while (ranks.size() < rank - 1) {
                  ranks.add(Rank.SKIPPED);
                }
                ranks.add(new Rank(marked, false));
              });
          ballots.add(new Ballots.Ranking(number, ranks));
        });
    return new Ballots.Rankings(options, ballots);
  }

  private Ballots approvals(Map<List<Mark>, Long> alike) {
    List<Ballots.Approval> ballots = new ArrayList<>();
    alike.forEach(
        (marks, number) -> {
          SequencedSet<Integer> chosen = new LinkedHashSet<>();
          marks.stream()
              .filter(mark -> mark.votes() > 0)
              .forEach(mark -> chosen.add(mark.option()));
          ballots.add(new Ballots.Approval(number, List.copyOf(chosen)));
        });
    return new Ballots.Approvals(options, ballots);
  }

  private Ballots points(Map<List<Mark>, Long> alike) {
    List<Ballots.Pointing> ballots = new ArrayList<>();
    alike.forEach(
        (marks, number) -> {
          TreeMap<Integer, Rational> points = new TreeMap<>();
          marks.forEach(
              mark -> points.merge(mark.option(), Rational.of(mark.votes()), Rational::plus));
          ballots.add(new Ballots.Pointing(number, points));
        });
    return new Ballots.Points(options, ballots);
  }
}
