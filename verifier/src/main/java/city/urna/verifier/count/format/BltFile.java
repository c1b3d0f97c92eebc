package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads {@code .blt} files (spec counting §16.2): Hill, Wichmann and Woodall's ballot format with
 * the additions that OpenSTV, OpaVote and Droop agree on.
 *
 * <pre>
 * 4 2          four candidates, two seats
 * -2           candidate 2 has withdrawn
 * 3 1 3 4 0    three ballots: 1, then 3, then 4
 * 2 4=1 - 3 0  two ballots: 4 and 1 level, a skipped rank, then 3
 * 0            no more ballots
 * "Ada"        the names in order, then the title
 * </pre>
 *
 * <p>Also: comments after {@code #} and between {@code /* *}{@code /}, ballot ids in brackets,
 * {@code [tie 3 1 2 4]}, {@code [nick a b c d]}, {@code [withdrawn 2]}, {@code [droop …]}.
 */
final class BltFile {
  private static final String EXAMPLE =
      "A .blt file has candidates and seats, one line a ballot ending in 0, a 0, and the names in"
          + " quotes.";

  private record Token(String text, int line, boolean quoted) {}

  private final TextFile file;
  private final List<Token> tokens;
  private final Set<Integer> withdrawn = new LinkedHashSet<>();
  private final Map<String, Integer> nicks = new HashMap<>();
  private final List<Integer> tieOrder = new ArrayList<>();
  private final Map<List<List<Integer>>, Long> lines = new LinkedHashMap<>();
  private int next;
  private int candidates;
  private long ballots;

  private BltFile(TextFile file) throws Malformed {
    this.file = file;
    this.tokens = tokens(file);
  }

  static Election read(TextFile file) throws Malformed {
    return new BltFile(file).election();
  }

  private Election election() throws Malformed {
    candidates = (int) count("the number of candidates", Limits.OPTIONS);
    int seats = (int) count("the number of seats", Limits.OPTIONS);
    options();
    ballots();
    List<Option> all = names();
    String title = next < tokens.size() && tokens.get(next).quoted() ? tokens.get(next).text() : "";
    List<String> notes = new ArrayList<>(file.notes());
    Map<Integer, Integer> numbers = new HashMap<>();
    List<Option> options = new ArrayList<>();
    for (int candidate = 1; candidate <= candidates; candidate++) {
      if (withdrawn.contains(candidate)) {
        notes.add("Withdrawn: " + all.get(candidate - 1).name() + ".");
      } else {
        numbers.put(candidate, options.size());
        options.add(all.get(candidate - 1));
      }
    }
    if (options.isEmpty()) {
      throw Malformed.at(file, 1, "all candidates have withdrawn.", EXAMPLE);
    }
    List<Integer> order = tieOrder.stream().filter(numbers::containsKey).map(numbers::get).toList();
    return new Election(
        title.isBlank() ? file.name() : title,
        new Ballots.Rankings(options, rankings(options.size(), numbers)),
        OptionalInt.of(seats),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        order.isEmpty() ? Optional.empty() : Optional.of(order),
        Optional.empty(),
        notes);
  }

  private List<Ballots.Ranking> rankings(int options, Map<Integer, Integer> numbers) {
    List<Rank> single = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      single.add(Rank.of(option));
    }
    Map<List<Rank>, Long> alike = new LinkedHashMap<>();
    lines.forEach(
        (marks, number) -> {
          List<Rank> ranks = new ArrayList<>();
          for (List<Integer> mark : marks) {
            List<Integer> standing =
                mark.stream().filter(numbers::containsKey).map(numbers::get).toList();
            if (standing.size() == 1) {
              ranks.add(single.get(standing.getFirst()));
            } else if (!standing.isEmpty()) {
              ranks.add(new Rank(standing, false));
            } else if (mark.isEmpty()) {
              ranks.add(Rank.SKIPPED);
            }
          }
          while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
            ranks.removeLast();
          }
          alike.merge(List.copyOf(ranks), number, Long::sum);
        });
    List<Ballots.Ranking> rankings = new ArrayList<>();
    alike.forEach((ranks, number) -> rankings.add(new Ballots.Ranking(number, ranks)));
    return rankings;
  }

  // Parts of the file.

  private long count(String what, long most) throws Malformed {
    Token token = take(what);
    OptionalLong value = Limits.whole(token.text());
    if (token.quoted() || value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > most) {
      throw Malformed.at(
          file,
          token.line(),
          what + " is " + Malformed.shown(token.text()) + "; it must be from 1 to " + most + ".",
          EXAMPLE);
    }
    return value.getAsLong();
  }

  /** Withdrawn candidates and bracketed options, up to the first ballot. */
  private void options() throws Malformed {
    while (true) {
      Token token = peek("a ballot or the 0 after the last one");
      if (token.text().startsWith("[")) {
        option();
      } else if (token.text().matches("-[0-9]+")) {
        next++;
        withdraw(token, token.text().substring(1));
      } else {
        return;
      }
    }
  }

  private void option() throws Malformed {
    Token opening = take("an option");
    StringBuilder text = new StringBuilder(opening.text());
    while (text.indexOf("]") < 0) {
      text.append(' ').append(take("the ] that ends an option").text());
    }
    String inside = text.substring(1, text.indexOf("]")).strip();
    List<String> words = List.of(inside.split("\\s+"));
    List<String> values = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "withdrawn" -> {
        for (String value : values) {
          withdraw(opening, value);
        }
      }
      case "nick" -> {
        for (String value : values) {
          nicks.put(value, nicks.size() + 1);
        }
        if (nicks.size() != candidates) {
          throw Malformed.at(
              file, opening.line(), "[nick] must name each candidate once.", EXAMPLE);
        }
      }
      case "tie" -> {
        for (String value : values) {
          tieOrder.add(candidate(opening, value));
        }
        if (Set.copyOf(tieOrder).size() != candidates || tieOrder.size() != candidates) {
          throw Malformed.at(file, opening.line(), "[tie] must name each candidate once.", EXAMPLE);
        }
      }
      case "droop" -> {
        // Settings of another program: this one is told on the command line.
      }
      default ->
          throw Malformed.at(
              file,
              opening.line(),
              "the option " + Malformed.shown(words.getFirst()) + " is not supported.",
              "Supported are tie, nick, withdrawn and droop.");
    }
  }

  private void withdraw(Token token, String value) throws Malformed {
    if (!withdrawn.add(candidate(token, value))) {
      throw Malformed.at(file, token.line(), "a candidate withdraws twice.", EXAMPLE);
    }
  }

  private int candidate(Token token, String text) throws Malformed {
    Integer nick = nicks.get(text);
    if (nick != null) {
      return nick;
    }
    OptionalLong value = Limits.whole(text);
    if (value.isEmpty() || value.getAsLong() < 1 || value.getAsLong() > candidates) {
      throw Malformed.at(
          file,
          token.line(),
          Malformed.shown(text) + " is no candidate: they are numbered 1 to " + candidates + ".",
          EXAMPLE);
    }
    return (int) value.getAsLong();
  }

  private void ballots() throws Malformed {
    while (true) {
      Token token = take("a ballot or the 0 after the last one");
      long number = 1;
      if (token.text().startsWith("(")) {
        while (!token.text().endsWith(")")) {
          token = take("the ) that ends a ballot id");
        }
      } else {
        OptionalLong value = Limits.whole(token.text());
        if (token.quoted() || value.isEmpty()) {
          throw Malformed.at(
              file,
              token.line(),
              Malformed.shown(token.text())
                  + " stands where a number of ballots, or the 0 after the"
                  + " last one, belongs.",
              EXAMPLE);
        }
        if (value.getAsLong() == 0) {
          return;
        }
        number = value.getAsLong();
      }
      ballots += number;
      Limits.checkBallots(file, token.line(), number > Limits.BALLOTS ? number : ballots);
      List<List<Integer>> ranks = new ArrayList<>();
      for (token = take("a preference or 0"); !isZero(token); token = take("a preference or 0")) {
        if (token.quoted()) {
          throw Malformed.at(file, token.line(), "a ballot does not end with 0.", EXAMPLE);
        }
        List<Integer> rank = new ArrayList<>();
        if (!token.text().equals("-")) {
          for (String part : token.text().split("=", -1)) {
            rank.add(candidate(token, part));
          }
        }
        ranks.add(List.copyOf(rank));
        if (ranks.size() > 2 * Limits.OPTIONS) {
          throw Malformed.at(file, token.line(), "a ballot without end.", EXAMPLE);
        }
      }
      lines.merge(List.copyOf(ranks), number, Long::sum);
    }
  }

  private static boolean isZero(Token token) {
    return !token.quoted() && token.text().equals("0");
  }

  private List<Option> names() throws Malformed {
    List<Option> names = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (int candidate = 1; candidate <= candidates; candidate++) {
      Token token = take("the name of candidate " + candidate);
      if (!token.quoted() || token.text().isBlank()) {
        throw Malformed.at(
            file,
            token.line(),
            Malformed.shown(token.text())
                + " stands where the name of candidate "
                + candidate
                + " belongs.",
            "Write the name in quotes.");
      }
      if (!seen.add(token.text())) {
        throw Malformed.at(
            file,
            token.line(),
            "a second candidate " + Malformed.shown(token.text()) + ".",
            "Give each candidate a name of its own.");
      }
      names.add(Option.named(token.text()));
    }
    return names;
  }

  private Token peek(String wanted) throws Malformed {
    if (next >= tokens.size()) {
      int last = tokens.isEmpty() ? 1 : tokens.getLast().line();
      throw Malformed.at(file, last, "the file ends where " + wanted + " belongs.", EXAMPLE);
    }
    return tokens.get(next);
  }

  private Token take(String wanted) throws Malformed {
    Token token = peek(wanted);
    next++;
    return token;
  }

  // Words and quoted texts.

  private static List<Token> tokens(TextFile file) throws Malformed {
    List<Token> tokens = new ArrayList<>();
    int depth = 0;
    int number = 0;
    for (String line : file.text().split("\r\n|\r|\n", -1)) {
      number++;
      int at = 0;
      while (at < line.length()) {
        char first = line.charAt(at);
        if (depth > 0) {
          if (line.startsWith("*/", at)) {
            depth--;
            at++;
          } else if (line.startsWith("/*", at)) {
            depth++;
            at++;
          }
          at++;
        } else if (Character.isWhitespace(first)) {
          at++;
        } else if (first == '#') {
          break;
        } else if (line.startsWith("/*", at)) {
          depth++;
          at += 2;
        } else if (first == '"') {
          int end = closingQuote(line, at + 1);
          if (end < 0) {
            throw Malformed.at(
                file, number, "a name's quote does not end.", "Close it on the line.");
          }
          String name = line.substring(at + 1, end).replaceAll("\\s+", " ");
          tokens.add(new Token(name, number, true));
          at = end + 1;
        } else {
          int end = at;
          while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
          }
          tokens.add(new Token(line.substring(at, end), number, false));
          at = end;
        }
      }
    }
    return tokens;
  }

  /** A quote ends a text where white space, a comment or the line's end follows. */
  private static int closingQuote(String line, int from) {
    for (int at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
      if (at + 1 == line.length()
          || Character.isWhitespace(line.charAt(at + 1))
          || line.charAt(at + 1) == '#') {
        return at;
      }
    }
    return -1;
  }
}
