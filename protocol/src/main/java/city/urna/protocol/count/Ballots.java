package city.urna.protocol.count;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The ballots of one question, of one kind. An option is named by its place in ballot order. */
public sealed interface Ballots {
  /** How many options there are. */
  int options();

  /** How many ballots there are, blank ones too. */
  long number();

  /** So many ballots with the same content. */
  record Alike<B>(long number, B ballot) {
    public Alike {
      if (number < 1) {
        throw new IllegalArgumentException("at least one ballot");
      }
    }

    private static <B> long sum(List<Alike<B>> ballots) {
      return ballots.stream().mapToLong(Alike::number).sum();
    }
  }

  /** Each ballot chooses options. */
  record Sets(int options, List<Alike<SortedSet<Integer>>> ballots) implements Ballots {
    public Sets {
      ballots =
          ballots.stream()
              .map(b -> new Alike<>(b.number(), Collections.unmodifiableSortedSet(b.ballot())))
              .toList();
    }

    @Override
    public long number() {
      return Alike.sum(ballots);
    }

    /** One point for each chosen option. */
    public Points asPoints() {
      return new Points(
          options,
          ballots.stream()
              .map(
                  b -> {
                    SortedMap<Integer, Fraction> points = new TreeMap<>();
                    b.ballot().forEach(option -> points.put(option, Fraction.ONE));
                    return new Alike<>(b.number(), points);
                  })
              .toList());
    }
  }

  /**
   * What stands at one rank of a ballot: nothing (the rank is skipped), one option, or more.
   *
   * @param unreadable more than one mark, and the record does not say for whom
   */
  record Rank(SortedSet<Integer> marked, boolean unreadable) {
    public Rank {
      marked = Collections.unmodifiableSortedSet(new TreeSet<>(marked));
    }

    public static Rank of(Integer... marked) {
      return new Rank(new TreeSet<>(Set.of(marked)), false);
    }

    boolean isSkipped() {
      return marked.isEmpty() && !unreadable;
    }

    boolean isOvervote() {
      return marked.size() > 1 || unreadable;
    }
  }

  /** Each ballot ranks options, the most preferred first. */
  record Rankings(int options, List<Alike<List<Rank>>> ballots) implements Ballots {
    public Rankings {
      ballots =
          ballots.stream().map(b -> new Alike<>(b.number(), List.copyOf(b.ballot()))).toList();
    }

    @Override
    public long number() {
      return Alike.sum(ballots);
    }

    /**
     * Borda's points (spec counting §6): each option takes as many places as it has company, and
     * shares their points with it.
     *
     * @param first what the first place is worth
     */
    public Points asPoints(long first) {
      return new Points(
          options,
          ballots.stream().map(b -> new Alike<>(b.number(), points(b.ballot(), first))).toList());
    }

    private static SortedMap<Integer, Fraction> points(List<Rank> ranks, long first) {
      SortedMap<Integer, Fraction> points = new TreeMap<>();
      Set<Integer> placed = new HashSet<>();
      long next = first;
      for (Rank rank : ranks) {
        List<Integer> level = rank.marked().stream().filter(placed::add).toList();
        long places = rank.unreadable() ? 1 : level.size();
        // next + (next − 1) + … over as many places as are worth more than nothing.
        long worthy = Math.max(0, Math.min(places, next));
        long together = worthy * next - worthy * (worthy - 1) / 2;
        level.forEach(option -> points.put(option, Fraction.of(together, places)));
        next -= places;
      }
      return points;
    }
  }

  /** Each ballot gives points; an option without any got none. */
  record Points(int options, List<Alike<SortedMap<Integer, Fraction>>> ballots) implements Ballots {
    public Points {
      ballots =
          ballots.stream()
              .map(b -> new Alike<>(b.number(), Collections.unmodifiableSortedMap(b.ballot())))
              .toList();
    }

    @Override
    public long number() {
      return Alike.sum(ballots);
    }

    /** All points of each option. */
    public List<Fraction> totals() {
      List<Fraction> totals = new ArrayList<>(Collections.nCopies(options, Fraction.ZERO));
      for (Alike<SortedMap<Integer, Fraction>> alike : ballots) {
        for (Map.Entry<Integer, Fraction> given : alike.ballot().entrySet()) {
          totals.set(
              given.getKey(),
              totals.get(given.getKey()).plus(given.getValue().times(alike.number())));
        }
      }
      return List.copyOf(totals);
    }
  }

  /**
   * Each ballot gives every option a grade, by its place on a scale that begins with the best.
   *
   * @param scale how many grades there are
   */
  record Grades(int options, int scale, List<Alike<List<Integer>>> ballots) implements Ballots {
    public Grades {
      ballots =
          ballots.stream().map(b -> new Alike<>(b.number(), List.copyOf(b.ballot()))).toList();
    }

    @Override
    public long number() {
      return Alike.sum(ballots);
    }
  }
}
