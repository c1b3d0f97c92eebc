package city.urna.client.definition;

import city.urna.client.definition.ProcessFile.ItemText;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.client.definition.ProcessFile.RuleText;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.definition.ProcessFile.StyleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A participatory-budgeting election in Pabulib's {@code .pb} format (Stolicki, Szufa, Talmon,
 * <i>Pabulib: A Participatory Budgeting Library</i>, arXiv 2012.06539), as far as it can be run
 * with ballots that are counted under encryption: vote types {@code approval} and {@code choose-1},
 * greedy rules. Everything else is refused by its name.
 *
 * @param meta the META section, keys lower-case
 * @param projects in the file's order
 * @param votes one a voter: the chosen projects' ids, possibly none
 */
public record PabulibFile(
    Map<String, String> meta, List<Project> projects, List<List<String>> votes) {

  /** Of {@code selected}: 2 and 3 are projects funded beside the rule, from other money. */
  private static final String FUNDED_BY_THE_RULE = "1";

  private static final Set<String> RULES =
      Set.of("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive");

  /**
   * A line of PROJECTS.
   *
   * @param votes the file's own count, where it has one
   * @param selected the official outcome, where the file has one
   */
  public record Project(
      String id, String name, BigDecimal cost, Optional<Long> votes, Optional<Boolean> selected) {}

  public PabulibFile {
    meta = Map.copyOf(meta);
    projects = List.copyOf(projects);
    votes = votes.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a file.
   *
   * @throws DefinitionException naming the line and what is wrong with it
   */
  public static PabulibFile read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new DefinitionException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new Reader(file.getFileName().toString()).read(lines);
  }

  /** The file's rule, one of the greedy rules. */
  public String rule() {
    return meta.getOrDefault("rule", "greedy");
  }

  /** Whether the file limits what one ballot may cost in total: not enforced before mixing. */
  public boolean limitsTotalCost() {
    return meta.containsKey("max_sum_cost");
  }

  /**
   * The same election as a process with one scope {@code budget}, one style and one question, its
   * items the projects in the file's order under ids that the ledger accepts. Real files hold votes
   * outside their own limits; the limits widen to let them in, so that the counts can be compared.
   * Where any number may be chosen, an empty ballot is a blank and is not counted apart.
   */
  public ProcessFile process(String id) {
    int n = projects.size();
    int longest = votes.stream().mapToInt(List::size).max().orElse(0);
    int shortest = votes.stream().mapToInt(List::size).filter(s -> s > 0).min().orElse(1);
    boolean single = "choose-1".equals(meta.get("vote_type"));
    int max = Math.max(longest, Math.min(n, single ? 1 : whole("max_length").orElse(n)));
    int min = Math.max(1, Math.min(shortest, whole("min_length").orElse(1)));
    boolean free = min == 1 && max == n;
    String text = meta.getOrDefault("description", "Participatory budget");
    RuleText rule =
        new RuleText(rule(), 0, Optional.of(budget().toPlainString()), threshold(), "item-order");
    List<ItemText> items =
        projects.stream()
            .map(
                p ->
                    new ItemText(
                        itemId(p.id()),
                        Map.of("en", p.name().isBlank() ? p.id() : p.name()),
                        Map.of("en", p.id()),
                        Optional.of(p.cost().toPlainString()),
                        List.of()))
            .toList();
    QuestionText question =
        new QuestionText(
            "projects", Map.of("en", text), "choose", free ? 0 : min, max, !free, rule, items);
    StyleText style = new StyleText("all", Map.of("en", "All voters"), List.of("projects"));
    return new ProcessFile(
        id,
        List.of("en"),
        Map.of("en", text),
        Map.of("en", text),
        "CC-BY-4.0",
        2,
        2,
        List.of(new ScopeText("budget", List.of(style), List.of(question), Optional.empty())));
  }

  /**
   * A project's id as an item id: {@code p-} and the id in lower case, other characters as hyphens.
   */
  public static String itemId(String project) {
    return "p-" + project.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
  }

  private BigDecimal budget() {
    return Amount.read(meta.get("budget")).orElseThrow();
  }

  private long threshold() {
    return rule().equals("greedy") ? 0 : whole("min_project_score_threshold").orElse(0);
  }

  private Optional<Integer> whole(String key) {
    String value = meta.get(key);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(value).intValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new DefinitionException("META " + key + " is not a whole number");
    }
  }

  /** Reads the three sections line by line. */
  private static final class Reader {
    private final String name;
    private final Map<String, String> meta = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final List<List<String>> votes = new ArrayList<>();
    private final Set<String> voters = new LinkedHashSet<>();
    private int number;

    Reader(String name) {
      this.name = name;
    }

    PabulibFile read(List<String> lines) {
      String section = "";
      List<String> header = List.of();
      for (String raw : lines) {
        number++;
        String line = number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        String word = line.strip();
        if (word.isEmpty()) {
          continue;
        }
        if (Set.of("META", "PROJECTS", "VOTES").contains(word)) {
          section = word;
          header = List.of();
        } else if (section.isEmpty()) {
          throw wrong("expected META, found something else: is this a .pb file?");
        } else if (header.isEmpty()) {
          header = cells(line).stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
        } else {
          row(section, header, cells(line));
        }
      }
      check();
      return new PabulibFile(meta, List.copyOf(projects.values()), votes);
    }

    private void row(String section, List<String> header, List<String> cells) {
      if (section.equals("META")) {
        if (cells.size() < 2) {
          throw wrong("META needs key;value");
        }
        meta.put(cells.get(0).strip().toLowerCase(Locale.ROOT), cells.get(1).strip());
        return;
      }
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < Math.min(header.size(), cells.size()); i++) {
        row.put(header.get(i), cells.get(i).strip());
      }
      if (section.equals("PROJECTS")) {
        project(row);
      } else {
        vote(row);
      }
    }

    private void project(Map<String, String> row) {
      String id = required(row, "project_id");
      BigDecimal cost =
          Amount.read(required(row, "cost"))
              .orElseThrow(() -> wrong("project " + id + ": its cost is not " + Amount.FORM));
      if (cost.signum() < 0) {
        throw wrong("project " + id + ": its cost is negative");
      }
      Optional<Long> count =
          present(row, "votes").map(v -> wholeNumber("votes of project " + id, v));
      Optional<Boolean> selected = present(row, "selected").map(FUNDED_BY_THE_RULE::equals);
      Project project = new Project(id, row.getOrDefault("name", ""), cost, count, selected);
      if (projects.put(id, project) != null) {
        throw wrong("project " + id + " stands twice");
      }
    }

    private void vote(Map<String, String> row) {
      if (!voters.add(required(row, "voter_id"))) {
        throw wrong("voter " + row.get("voter_id") + " stands twice");
      }
      Set<String> chosen = new LinkedHashSet<>();
      for (String id : row.getOrDefault("vote", "").split(",")) {
        String project = id.strip();
        if (project.isEmpty()) {
          continue;
        }
        if (!projects.containsKey(project)) {
          throw wrong("a vote for project " + project + ", which PROJECTS does not list");
        }
        if (!chosen.add(project)) {
          throw wrong("a vote names project " + project + " twice");
        }
      }
      votes.add(List.copyOf(chosen));
    }

    private void check() {
      String type = meta.getOrDefault("vote_type", "");
      if (!type.equals("approval") && !type.equals("choose-1")) {
        throw wrong(
            "vote_type "
                + type
                + " cannot be cast yet; approval and choose-1 can (urna count counts all)");
      }
      if (!RULES.contains(meta.getOrDefault("rule", "greedy"))) {
        throw wrong(
            "rule "
                + meta.get("rule")
                + " cannot be certified yet; these can: greedy, greedy-no-skip,"
                + " greedy-threshold, greedy-exclusive");
      }
      BigDecimal budget =
          Amount.read(meta.getOrDefault("budget", ""))
              .orElseThrow(() -> wrong("META budget is missing or not " + Amount.FORM));
      if (budget.signum() < 0) {
        throw wrong("META budget is negative");
      }
      if (projects.isEmpty()) {
        throw wrong("no PROJECTS");
      }
      if (projects.keySet().stream().map(PabulibFile::itemId).distinct().count()
          != projects.size()) {
        throw wrong("two project ids differ only in letters' case or in special characters");
      }
    }

    /** Splits at semicolons outside of double quotes; doubled quotes stand for one. */
    private List<String> cells(String line) {
      List<String> cells = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        boolean doubled = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          cell.append('"');
          i++;
        } else if (c == '"' && (quoted || cell.isEmpty())) {
          quoted = !quoted;
        } else if (c == ';' && !quoted) {
          cells.add(cell.toString());
          cell.setLength(0);
        } else {
          cell.append(c);
        }
      }
      if (quoted) {
        throw wrong("a quotation mark is never closed");
      }
      cells.add(cell.toString());
      return cells;
    }

    private String required(Map<String, String> row, String key) {
      return present(row, key).orElseThrow(() -> wrong(key + " is missing"));
    }

    private static Optional<String> present(Map<String, String> row, String key) {
      return Optional.ofNullable(row.get(key)).filter(v -> !v.isEmpty());
    }

    private long wholeNumber(String what, String text) {
      try {
        return new BigDecimal(text).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        throw wrong(what + ": not a whole number");
      }
    }

    private DefinitionException wrong(String what) {
      return new DefinitionException(name + ", line " + number + ": " + what);
    }
  }
}
