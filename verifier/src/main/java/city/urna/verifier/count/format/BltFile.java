package city.urna.verifier.count.format;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.format.BltTokens.Token;
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

  private final TextFile file;
  private final BltTokens tokens;
  private final Set<Integer> withdrawn = new LinkedHashSet<>();
  private final Map<String, Integer> nicks = new HashMap<>();
  private final List<Integer> tieOrder = new ArrayList<>();
  private final Map<List<Rank>, Long> alike = new LinkedHashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private int candidates;
  private long ballots;

  private BltFile(TextFile file) {
    this.file = file;
    this.tokens = new BltTokens(file);
  }

  static Election read(TextFile file) throws Malformed {
    return new BltFile(file).election();
  }

  private Election election() throws Malformed {
    candidates = (int) count("the number of candidates", Limits.OPTIONS);
    int seats = (int) count("the number of seats", Limits.OPTIONS);
    options();
    for (int candidate = 1; candidate <= candidates; candidate++) {
      if (!withdrawn.contains(candidate)) {
        numbers.put(candidate, numbers.size());
      }
    }
    ballots();
    List<Option> all = names();
    String title = tokens.next().filter(Token::quoted).map(Token::text).orElse("");
    List<String> notes = new ArrayList<>(file.notes());
    List<Option> options = new ArrayList<>();
    for (int candidate = 1; candidate <= candidates; candidate++) {
      if (withdrawn.contains(candidate)) {
        notes.add("Withdrawn: " + all.get(candidate - 1).name() + ".");
      } else {
        options.add(all.get(candidate - 1));
      }
    }
    if (options.isEmpty()) {
      throw Malformed.at(file, 1, "all candidates have withdrawn.", EXAMPLE);
    }
    List<Integer> order = tieOrder.stream().filter(numbers::containsKey).map(numbers::get).toList();
    return new Election(
        title.isBlank() ? file.name() : title,
        new Ballots.Rankings(options, rankings()),
        OptionalInt.of(seats),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        order.isEmpty() ? Optional.empty() : Optional.of(order),
        Optional.empty(),
        notes);
  }

  private List<Ballots.Ranking> rankings() {
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
        take("a withdrawn candidate");
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
    if (nicks.containsKey(text)) {
      return nicks.get(text);
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
      alike.merge(ranks(), number, Long::sum);
    }
  }

  private List<Rank> ranks() throws Malformed {
    List<Rank> ranks = new ArrayList<>();
    int read = 0;
    for (Token token = take("a preference or 0");
        !token.isZero();
        token = take("a preference or 0")) {
      if (token.quoted()) {
        throw Malformed.at(file, token.line(), "a ballot does not end with 0.", EXAMPLE);
      }
      if (++read > 2 * Limits.OPTIONS) {
        throw Malformed.at(file, token.line(), "a ballot without end.", EXAMPLE);
      }
      if (token.text().equals("-")) {
        ranks.add(Rank.SKIPPED);
        continue;
      }
      List<Integer> marked = new ArrayList<>();
      for (String part : token.text().split("=", -1)) {
        int candidate = candidate(token, part);
        if (!withdrawn.contains(candidate)) {
          marked.add(numbers.get(candidate));
        }
      }
      if (!marked.isEmpty()) {
        ranks.add(new Rank(marked, false));
      }
    }
    while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
      ranks.removeLast();
    }
    return List.copyOf(ranks);
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
    return tokens.peek().orElseThrow(() -> ends(wanted));
  }

  private Token take(String wanted) throws Malformed {
    return tokens.next().orElseThrow(() -> ends(wanted));
  }

  private Malformed ends(String wanted) {
    return Malformed.at(
        file, tokens.line(), "the file ends where " + wanted + " belongs.", EXAMPLE);
  }
}
