package city.urna.verifier.count;

import java.util.List;
import java.util.SortedMap;

/** All ballots of an election, of one kind. Alike ballots may stand as one, with their number. */
public sealed interface Ballots {
  /** What can be chosen, in ballot order: an option's number is its place here. */
  List<Option> options();

  /** How many ballots there are. */
  long size();

  /** Each ballot is a set of options. */
  record Approvals(List<Option> options, List<Approval> ballots) implements Ballots {
    public Approvals {
      options = List.copyOf(options);
      ballots = List.copyOf(ballots);
    }

    @Override
    public long size() {
      return ballots.stream().mapToLong(Approval::number).sum();
    }
  }

  /** So many ballots that choose these options, none twice. */
  record Approval(long number, List<Integer> chosen) {
    public Approval {
      chosen = List.copyOf(chosen);
      atLeastOne(number);
    }
  }

  /** Each ballot ranks options: the first rank is the most preferred. */
  record Rankings(List<Option> options, List<Ranking> ballots) implements Ballots {
    public Rankings {
      options = List.copyOf(options);
      ballots = List.copyOf(ballots);
    }

    @Override
    public long size() {
      return ballots.stream().mapToLong(Ranking::number).sum();
    }
  }

  /** So many ballots with these ranks. The last rank is not a skipped one. */
  record Ranking(long number, List<Rank> ranks) {
    public Ranking {
      ranks = List.copyOf(ranks);
      atLeastOne(number);
      if (!ranks.isEmpty() && ranks.getLast().isSkipped()) {
        throw new IllegalArgumentException("skipped ranks at the end are left out");
      }
    }
  }

  /** Each ballot gives points to options; an option without an entry got none. */
  record Points(List<Option> options, List<Pointing> ballots) implements Ballots {
    public Points {
      options = List.copyOf(options);
      ballots = List.copyOf(ballots);
    }

    @Override
    public long size() {
      return ballots.stream().mapToLong(Pointing::number).sum();
    }
  }

  /** So many ballots that give these points. */
  record Pointing(long number, SortedMap<Integer, Rational> points) {
    public Pointing {
      points = java.util.Collections.unmodifiableSortedMap(new java.util.TreeMap<>(points));
      atLeastOne(number);
    }
  }

  /**
   * Each ballot grades every option.
   *
   * @param scale the grades' names, best first
   */
  record Grades(List<Option> options, List<String> scale, List<Grading> ballots)
      implements Ballots {
    public Grades {
      options = List.copyOf(options);
      scale = List.copyOf(scale);
      ballots = List.copyOf(ballots);
    }

    @Override
    public long size() {
      return ballots.stream().mapToLong(Grading::number).sum();
    }
  }

  /** So many ballots that give, option by option, these grades (places on the scale). */
  record Grading(long number, List<Integer> grades) {
    public Grading {
      grades = List.copyOf(grades);
      atLeastOne(number);
    }
  }

  private static void atLeastOne(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("a ballot stands for at least one");
    }
  }
}
