package city.urna.verifier.count;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Small elections drawn from a seed: few options and few ballots, so that ties are common. */
public final class RandomElections {
  private final Random random;

  public RandomElections(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  public int from(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  public static List<Option> options(int number) {
    List<Option> options = new ArrayList<>();
    for (int option = 0; option < number; option++) {
      options.add(Option.named("Option " + (char) ('A' + option)));
    }
    return options;
  }

  /** Strict rankings, some cut short, some blank. */
  public Ballots.Rankings rankings(int options, int lines) {
    List<Ballots.Ranking> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Rank> ranks = new ArrayList<>();
      for (int option : order(options).subList(0, from(random.nextInt(10) == 0 ? 0 : 1, options))) {
        ranks.add(Rank.of(option));
      }
      ballots.add(new Ballots.Ranking(from(1, 4), ranks));
    }
    return new Ballots.Rankings(options(options), ballots);
  }

  /** Rankings as people really fill them in: with skipped ranks, over-votes and repetitions. */
  public Ballots.Rankings messyRankings(int options, int lines) {
    List<Ballots.Ranking> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Rank> ranks = new ArrayList<>();
      int length = from(0, options + 1);
      for (int rank = 0; rank < length; rank++) {
        ranks.add(
            switch (random.nextInt(8)) {
              case 0 -> Rank.SKIPPED;
              case 1 -> Rank.OVERVOTE;
              case 2 -> new Rank(order(options).subList(0, Math.min(2, options)), false);
              default -> Rank.of(random.nextInt(options));
            });
      }
      while (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
        ranks.removeLast();
      }
      ballots.add(new Ballots.Ranking(from(1, 3), ranks));
    }
    return new Ballots.Rankings(options(options), ballots);
  }

  public Ballots.Approvals approvals(int options, int lines) {
    List<Ballots.Approval> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Integer> chosen = new ArrayList<>(order(options).subList(0, from(0, options)));
      Collections.sort(chosen);
      ballots.add(new Ballots.Approval(from(1, 3), chosen));
    }
    return new Ballots.Approvals(options(options), ballots);
  }

  /** Points from 0 to 5, some in halves. */
  public Ballots.Points points(int options, int lines) {
    List<Ballots.Pointing> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      TreeMap<Integer, Rational> given = new TreeMap<>();
      for (int option : order(options).subList(0, from(0, options))) {
        given.put(option, Rational.of(from(0, 10)).dividedBy(Rational.of(2)));
      }
      ballots.add(new Ballots.Pointing(from(1, 3), given));
    }
    return new Ballots.Points(options(options), ballots);
  }

  public Ballots.Grades grades(int options, int lines) {
    List<Ballots.Grading> ballots = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      List<Integer> given = new ArrayList<>();
      for (int option = 0; option < options; option++) {
        given.add(random.nextInt(4));
      }
      ballots.add(new Ballots.Grading(from(1, 3), given));
    }
    return new Ballots.Grades(
        options(options), List.of("excellent", "good", "passable", "poor"), ballots);
  }

  /** Costs from 1 to 30, a budget that pays for some of them, a threshold, some conflicts. */
  public Budget budget(int options) {
    List<Rational> costs = new ArrayList<>();
    List<Set<Integer>> conflicts = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      costs.add(Rational.of(from(2, 60)).dividedBy(Rational.of(2)));
      Set<Integer> others = new LinkedHashSet<>();
      if (random.nextInt(3) == 0) {
        others.add(random.nextInt(options));
        others.remove(option);
      }
      conflicts.add(others);
    }
    return new Budget(
        Rational.of(from(10, 80)), costs, Optional.of(Rational.of(from(0, 12))), conflicts);
  }

  private List<Integer> order(int options) {
    List<Integer> order = new ArrayList<>();
    for (int option = 0; option < options; option++) {
      order.add(option);
    }
    Collections.shuffle(order, random);
    return order;
  }
}
