package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Budget;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.format.DelimitedText.Row;
import city.urna.verifier.count.method.Approval;
import city.urna.verifier.count.method.Borda;
import city.urna.verifier.count.method.Score;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads Pabulib's {@code .pb} files (spec counting §16.1; the .pb file format of pabulib.org;
 * Stolicki, Szufa and Talmon, arXiv 2012.06539).
 *
 * <p>Votes of type {@code approval}, {@code choose-1}, {@code ordinal}, {@code cumulative} and
 * {@code scoring}. Refused: unknown projects, numbers of votes or projects that differ from what
 * META says, another {@code scoring_fn} than Borda.
 */
final class PabulibFile {
  /** Of {@code selected}: 2 and 3 are projects funded beside the rule, from other money. */
  private static final String FUNDED_BY_THE_RULE = "1";

  private static final String SEE_FORMAT = "See the .pb format at pabulib.org.";

  private final TextFile file;
  private final SequencedMap<String, String> meta = new LinkedHashMap<>();
  private final List<Option> options = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Rational> costs = new ArrayList<>();
  private final List<Set<String>> excludes = new ArrayList<>();
  private final List<Map<String, String>> projects = new ArrayList<>();
  private final List<Row> votes = new ArrayList<>();
  private final List<String> notes;
  private Map<String, Integer> voteColumns = Map.of();
  private final Map<String, Integer> metaLines = new HashMap<>();
  private int metaLine = 1;

  private PabulibFile(TextFile file) {
    this.file = file;
    this.notes = new ArrayList<>(file.notes());
  }

  static Election read(TextFile file) throws Malformed {
    return new PabulibFile(file).election();
  }

  private Election election() throws Malformed {
    sections();
    if (options.isEmpty()) {
      throw Malformed.at(file, metaLine, "no projects.", SEE_FORMAT);
    }
    checkNumber("num_projects", options.size(), "projects");
    checkNumber("num_votes", votes.size(), "votes");
    noteRepeatedVoters();
    Ballots ballots = ballots();
    noteOtherTotals(ballots);
    SequencedSet<Integer> selected = new LinkedHashSet<>();
    boolean stated = false;
    for (int option = 0; option < projects.size(); option++) {
      String flag = projects.get(option).getOrDefault("selected", "");
      stated |= !flag.isEmpty();
      if (flag.equals(FUNDED_BY_THE_RULE)) {
        selected.add(option);
      }
    }
    String title = meta.getOrDefault("description", file.name());
    return new Election(
        title,
        ballots,
        OptionalInt.empty(),
        firstPoints(),
        Optional.ofNullable(meta.get("rule")).filter(rule -> !rule.isEmpty()),
        Optional.of(budget()),
        Optional.empty(),
        stated ? Optional.of(selected) : Optional.empty(),
        notes,
        meta);
  }

  // Sections.

  private void sections() throws Malformed {
    List<Row> rows = DelimitedText.rows(file, ';');
    if (rows.isEmpty() || !rows.getFirst().cell(0).equalsIgnoreCase("META")) {
      throw Malformed.at(
          file,
          rows.isEmpty() ? 1 : rows.getFirst().line(),
          "a .pb file begins with META.",
          SEE_FORMAT);
    }
    String section = "";
    List<String> header = List.of();
    boolean headerNext = false;
    Set<String> seen = new LinkedHashSet<>();
    for (Row row : rows) {
      String title = row.cell(0).toUpperCase(java.util.Locale.ROOT);
      boolean alone = row.cells().stream().skip(1).allMatch(String::isEmpty);
      if (alone && (title.equals("META") || title.equals("PROJECTS") || title.equals("VOTES"))) {
        if (!seen.add(title)) {
          throw Malformed.at(file, row.line(), "a second section " + title + ".", SEE_FORMAT);
        }
        section = title;
        headerNext = true;
      } else if (headerNext) {
        header = row.cells();
        headerNext = false;
        if (section.equals("VOTES")) {
          voteColumns = columns(header);
          needColumn(voteColumns, "vote", row.line());
        } else if (section.equals("PROJECTS")) {
          needColumn(columns(header), "project_id", row.line());
          needColumn(columns(header), "cost", row.line());
        }
      } else {
        switch (section) {
          case "META" -> metaRow(row);
          case "PROJECTS" -> projectRow(row, header);
          case "VOTES" -> votes.add(row);
          default -> throw Malformed.at(file, row.line(), "a row before any section.", SEE_FORMAT);
        }
      }
    }
    for (String needed : List.of("META", "PROJECTS", "VOTES")) {
      if (!seen.contains(needed)) {
        throw Malformed.at(
            file, rows.getLast().line(), "the section " + needed + " is missing.", SEE_FORMAT);
      }
    }
  }

  private Map<String, Integer> columns(List<String> header) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int index = 0; index < header.size(); index++) {
      columns.putIfAbsent(header.get(index), index);
    }
    return columns;
  }

  private void needColumn(Map<String, Integer> columns, String name, int line) throws Malformed {
    if (!columns.containsKey(name)) {
      throw Malformed.at(file, line, "the column " + name + " is missing.", SEE_FORMAT);
    }
  }

  private void metaRow(Row row) throws Malformed {
    metaLine = row.line();
    if (row.cells().size() < 2) {
      throw Malformed.at(
          file,
          row.line(),
          "META needs key;value, not " + Malformed.shown(row.cell(0)) + ".",
          SEE_FORMAT);
    }
    metaLines.put(row.cell(0), row.line());
    if (meta.put(row.cell(0), row.cell(1)) != null) {
      throw Malformed.at(
          file, row.line(), "META names " + Malformed.shown(row.cell(0)) + " twice.", SEE_FORMAT);
    }
  }

  private void projectRow(Row row, List<String> header) throws Malformed {
    Map<String, String> project = new LinkedHashMap<>();
    for (int index = 0; index < header.size(); index++) {
      project.putIfAbsent(header.get(index), row.cell(index));
    }
    String id = project.get("project_id");
    if (id.isEmpty()) {
      throw Malformed.at(file, row.line(), "a project without project_id.", SEE_FORMAT);
    }
    String name = project.getOrDefault("name", "");
    if (numbers.put(id, options.size()) != null) {
      throw Malformed.at(
          file,
          row.line(),
          "a second project " + Malformed.shown(id) + ".",
          "Give each its own id.");
    }
    options.add(new Option(id, name.isEmpty() ? id : name));
    Limits.checkOptions(file, row.line(), options.size());
    costs.add(money(project.get("cost"), "cost of " + Malformed.shown(id), row.line()));
    excludes.add(Set.copyOf(list(project.getOrDefault("excludes", ""))));
    projects.add(project);
  }

  private Rational money(String text, String what, int line) throws Malformed {
    Optional<Rational> amount = Rational.parse(text.replace(',', '.'));
    if (amount.isEmpty() || amount.get().signum() < 0) {
      throw Malformed.at(
          file,
          line,
          "the " + what + " is " + Malformed.shown(text) + ", not an amount of money.",
          "Write it as a plain decimal, such as 1250 or 1250.50.");
    }
    return amount.get();
  }

  /** The line of META that says this, or its last one. */
  private int lineOf(String key) {
    return metaLines.getOrDefault(key, metaLine);
  }

  private void checkNumber(String key, int found, String things) throws Malformed {
    String stated = meta.getOrDefault(key, "");
    if (!stated.isEmpty() && !stated.equals(Integer.toString(found))) {
      throw Malformed.at(
          file,
          lineOf(key),
          "META says "
              + key
              + " "
              + Malformed.shown(stated)
              + ", the file holds "
              + found
              + " "
              + things
              + ".",
          "Get the whole file again, or correct " + key + ".");
    }
  }

  private void noteRepeatedVoters() {
    Integer column = voteColumns.get("voter_id");
    if (column == null) {
      return;
    }
    Map<String, Integer> first = new HashMap<>();
    long repeated =
        votes.stream()
            .filter(
                row ->
                    !row.cell(column).isEmpty()
                        && first.putIfAbsent(row.cell(column), row.line()) != null)
            .count();
    if (repeated > 0) {
      notes.add(repeated + " ballots repeat the voter_id of an earlier one; all are counted.");
    }
  }

  /** Says where the file's own columns of results differ from its ballots. */
  private void noteOtherTotals(Ballots ballots) throws Malformed {
    long[] named = new long[options.size()];
    for (Row row : votes) {
      new LinkedHashSet<>(projectsOf(row)).forEach(option -> named[option]++);
    }
    List<Rational> points =
        switch (ballots) {
          case Ballots.Approvals approvals -> Approval.votes(approvals);
          case Ballots.Points given -> Score.sums(given);
          case Ballots.Rankings rankings ->
              Borda.sums(rankings, firstPoints().orElse(options.size()));
          case Ballots.Grades _ -> List.of();
        };
    for (int option = 0; option < options.size(); option++) {
      noteOther(option, "votes", Rational.of(named[option]));
      noteOther(option, "score", points.get(option));
    }
  }

  private void noteOther(int option, String column, Rational found) {
    String stated = projects.get(option).getOrDefault(column, "");
    if (!stated.isEmpty() && !Rational.parse(stated).equals(Optional.of(found))) {
      notes.add(
          "PROJECTS says "
              + column
              + " "
              + Malformed.shown(stated)
              + " for "
              + options.get(option).id()
              + "; the ballots give "
              + found
              + ".");
    }
  }

  // Votes.

  private Ballots ballots() throws Malformed {
    String type = meta.getOrDefault("vote_type", "");
    return switch (type) {
      case "approval", "choose-1" -> approvals(type.equals("choose-1"));
      case "ordinal" -> rankings();
      case "cumulative", "scoring" -> points(type.equals("scoring"));
      default ->
          throw Malformed.at(
              file,
              lineOf("vote_type"),
              "vote_type is " + Malformed.shown(type) + ".",
              "It must be approval, choose-1, ordinal, cumulative or scoring.");
    };
  }

  private Ballots approvals(boolean single) throws Malformed {
    Map<List<Integer>, Long> alike = new LinkedHashMap<>();
    long repeated = 0;
    for (Row row : votes) {
      List<Integer> named = projectsOf(row);
      SequencedSet<Integer> chosen = new LinkedHashSet<>(named);
      repeated += chosen.size() < named.size() ? 1 : 0;
      if (single && chosen.size() > 1) {
        throw Malformed.at(
            file,
            row.line(),
            "a choose-1 vote names " + chosen.size() + " projects.",
            "Leave one, or set vote_type to approval.");
      }
      alike.merge(chosen.stream().sorted().toList(), 1L, Long::sum);
    }
    if (repeated > 0) {
      notes.add(repeated + " ballots name a project twice; it counts once.");
    }
    List<Ballots.Approval> ballots = new ArrayList<>();
    alike.forEach((chosen, number) -> ballots.add(new Ballots.Approval(number, chosen)));
    return new Ballots.Approvals(options, ballots);
  }

  private Ballots rankings() throws Malformed {
    String function = meta.getOrDefault("scoring_fn", "Borda");
    if (!function.isEmpty() && !function.equalsIgnoreCase("Borda")) {
      throw Malformed.at(
          file,
          lineOf("scoring_fn"),
          "scoring_fn " + Malformed.shown(function) + " is not supported.",
          "Only Borda is.");
    }
    Map<List<Integer>, Long> alike = new LinkedHashMap<>();
    for (Row row : votes) {
      alike.merge(projectsOf(row), 1L, Long::sum);
    }
    List<Rank> ranks = new ArrayList<>();
    for (int option = 0; option < options.size(); option++) {
      ranks.add(Rank.of(option));
    }
    List<Ballots.Ranking> ballots = new ArrayList<>();
    alike.forEach(
        (order, number) ->
            ballots.add(new Ballots.Ranking(number, order.stream().map(ranks::get).toList())));
    return new Ballots.Rankings(options, ballots);
  }

  private Ballots points(boolean scoring) throws Malformed {
    if (!votes.isEmpty()) {
      needColumn(voteColumns, "points", votes.getFirst().line() - 1);
    }
    Rational left = Rational.ZERO;
    if (scoring && !meta.getOrDefault("default_score", "").isEmpty()) {
      left = number(meta.get("default_score"), lineOf("default_score"));
    }
    Map<TreeMap<Integer, Rational>, Long> alike = new LinkedHashMap<>();
    for (Row row : votes) {
      List<Integer> named = projectsOf(row);
      List<String> given = list(row.cell(voteColumns.get("points")));
      if (named.size() != given.size()) {
        throw Malformed.at(
            file,
            row.line(),
            named.size() + " projects with " + given.size() + " points.",
            "Give each project of the vote its points.");
      }
      TreeMap<Integer, Rational> points = new TreeMap<>();
      if (left.signum() != 0) {
        for (int option = 0; option < options.size(); option++) {
          points.put(option, left);
        }
      }
      Set<Integer> seen = new LinkedHashSet<>();
      for (int index = 0; index < named.size(); index++) {
        Rational value = number(given.get(index), row.line());
        if (!scoring && value.signum() < 0) {
          throw Malformed.at(
              file, row.line(), "a cumulative vote gives points below zero.", SEE_FORMAT);
        }
        if (!seen.add(named.get(index))) {
          throw Malformed.at(
              file, row.line(), "a vote gives points to a project twice.", "Add them up.");
        }
        points.put(named.get(index), value);
      }
      alike.merge(points, 1L, Long::sum);
    }
    List<Ballots.Pointing> ballots = new ArrayList<>();
    alike.forEach((points, number) -> ballots.add(new Ballots.Pointing(number, points)));
    return new Ballots.Points(options, ballots);
  }

  private Rational number(String text, int line) throws Malformed {
    Optional<Rational> value = Rational.parse(text);
    if (value.isEmpty()) {
      throw Malformed.at(
          file, line, Malformed.shown(text) + " is not a number.", "Write a plain decimal.");
    }
    return value.get();
  }

  private List<Integer> projectsOf(Row row) throws Malformed {
    List<Integer> chosen = new ArrayList<>();
    for (String id : list(row.cell(voteColumns.get("vote")))) {
      Integer option = numbers.get(id);
      if (option == null) {
        throw Malformed.at(
            file,
            row.line(),
            "the vote names " + Malformed.shown(id) + ", which is no project_id.",
            "Correct the vote or add the project.");
      }
      chosen.add(option);
    }
    return chosen;
  }

  private static List<String> list(String cell) {
    List<String> items = new ArrayList<>();
    for (String item : cell.split(",")) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  // The rest.

  private OptionalInt firstPoints() throws Malformed {
    if (!meta.getOrDefault("vote_type", "").equals("ordinal")) {
      return OptionalInt.empty();
    }
    String stated = meta.getOrDefault("max_length", "");
    if (stated.isEmpty()) {
      return OptionalInt.of(options.size());
    }
    if (!stated.matches("[0-9]{1,6}")) {
      throw Malformed.at(
          file,
          lineOf("max_length"),
          "max_length is " + Malformed.shown(stated) + ".",
          "Write a whole number.");
    }
    return OptionalInt.of(Integer.parseInt(stated));
  }

  private Budget budget() throws Malformed {
    Rational limit = money(meta.getOrDefault("budget", ""), "budget", lineOf("budget"));
    String stated = meta.getOrDefault("min_project_score_threshold", "");
    Optional<Rational> threshold =
        stated.isEmpty()
            ? Optional.empty()
            : Optional.of(number(stated, lineOf("min_project_score_threshold")));
    List<Set<Integer>> conflicts = new ArrayList<>();
    for (int option = 0; option < options.size(); option++) {
      Set<Integer> others = new LinkedHashSet<>();
      for (String id : excludes.get(option)) {
        Integer other = numbers.get(id);
        if (other == null) {
          throw Malformed.at(
              file,
              metaLine,
              options.get(option).id()
                  + " excludes "
                  + Malformed.shown(id)
                  + ", which is no project_id.",
              "Correct the column excludes.");
        }
        others.add(other);
      }
      conflicts.add(others);
    }
    return new Budget(limit, costs, threshold, conflicts);
  }
}
