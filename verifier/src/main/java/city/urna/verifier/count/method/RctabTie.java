package city.urna.verifier.count.method;

import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.TieRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * RCTab's tie-break modes (spec counting §10; RCTab 2.0, {@code config_file_documentation.txt},
 * {@code tiebreakMode}).
 *
 * <p>Its chance is {@link Random} with the configuration's seed, whose algorithm the Java platform
 * specifies: the same seed draws the same numbers everywhere.
 */
public final class RctabTie implements TieRule {
  /** The modes, by their names in a configuration. */
  public enum Mode {
    RANDOM("random"),
    ASK("stopCountingAndAsk"),
    PREVIOUS_THEN_RANDOM("previousRoundCountsThenRandom"),
    PREVIOUS_THEN_ASK("previousRoundCountsThenAsk"),
    CANDIDATE_ORDER("useCandidateOrder"),
    PERMUTATION("generatePermutation");

    private final String label;

    Mode(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    /** Whether it draws numbers. */
    public boolean needsSeed() {
      return this == RANDOM || this == PREVIOUS_THEN_RANDOM || this == PERMUTATION;
    }
  }

  private final Mode mode;
  private final List<Option> options;
  private final int declared;
  private final long seed;
  private final Random random;
  private final List<Integer> order;

  /**
   * @param options in the configuration's order
   * @param declared how many of them, the first ones, the configuration names: a permutation is
   *     drawn of these alone
   * @param seed not looked at by modes without chance
   */
  public RctabTie(Mode mode, List<Option> options, int declared, long seed) {
    this.mode = mode;
    this.options = List.copyOf(options);
    this.declared = declared;
    this.seed = seed;
    this.random = new Random(seed);
    List<Integer> sequence = new ArrayList<>(IntStream.range(0, options.size()).boxed().toList());
    if (mode == Mode.PERMUTATION) {
      List<Integer> drawn = sequence.subList(0, declared);
      drawn.sort(byName());
      Collections.shuffle(drawn, random);
    }
    this.order = List.copyOf(sequence);
  }

  @Override
  public TieRule restarted() {
    return new RctabTie(mode, options, declared, seed);
  }

  @Override
  public Verdict decide(Purpose purpose, List<Integer> tied, List<List<Rational>> earlier) {
    return switch (mode) {
      case RANDOM -> draw(tied);
      case ASK -> ask();
      case CANDIDATE_ORDER, PERMUTATION -> byOrder(purpose, tied);
      case PREVIOUS_THEN_RANDOM, PREVIOUS_THEN_ASK -> byEarlierRounds(purpose, tied, earlier);
    };
  }

  private Comparator<Integer> byName() {
    return Comparator.comparing(option -> options.get(option).id());
  }

  private Verdict draw(List<Integer> tied) {
    return drawOf(tied.stream().sorted(byName()).toList());
  }

  private Verdict drawOf(List<Integer> tied) {
    int index = (int) Math.floor(random.nextDouble() * tied.size());
    return new Verdict.Decided(tied.get(index), "by the configuration's random seed");
  }

  private static Verdict ask() {
    return new Verdict.Undecided("the configuration says to stop and ask");
  }

  private Verdict byOrder(Purpose purpose, List<Integer> tied) {
    Comparator<Integer> place = Comparator.comparing(order::indexOf);
    int chosen =
        switch (purpose) {
          case BEST -> tied.stream().min(place).orElseThrow();
          case WORST -> tied.stream().max(place).orElseThrow();
        };
    return new Verdict.Decided(
        chosen,
        mode == Mode.PERMUTATION ? "by the permutation drawn" : "by the configuration's order");
  }

  private Verdict byEarlierRounds(
      Purpose purpose, List<Integer> tied, List<List<Rational>> earlier) {
    List<Integer> level = new ArrayList<>(tied.stream().sorted(byName()).toList());
    for (int round = earlier.size() - 1; round >= 0 && level.size() > 1; round--) {
      List<Rational> then = earlier.get(round);
      level = new ArrayList<>(asHashed(level));
      Comparator<Rational> natural = Comparator.naturalOrder();
      Rational extreme =
          level.stream()
              .map(then::get)
              .max(purpose == Purpose.BEST ? natural : natural.reversed())
              .orElseThrow();
      level.removeIf(option -> !then.get(option).equals(extreme));
      if (level.size() == 1) {
        return new Verdict.Decided(level.getFirst(), "by what they had in round " + (round + 1));
      }
    }
    return mode == Mode.PREVIOUS_THEN_RANDOM ? drawOf(level) : ask();
  }

  /**
   * The order in which RCTab holds candidates whom earlier rounds left level: that of a hash set of
   * their names on Java 21, which RCTab 2.0 runs on. The table is a power of two, at least 16, and
   * at most three quarters full. It is computed here and does not depend on the machine.
   */
  private List<Integer> asHashed(List<Integer> level) {
    int wanted = Math.max((4 * level.size() + 2) / 3, 16);
    int table = Integer.highestOneBit(wanted - 1) << 1;
    return level.stream()
        .sorted(
            Comparator.comparingInt(
                option -> {
                  int hash = options.get(option).id().hashCode();
                  return (hash ^ (hash >>> 16)) & (table - 1);
                }))
        .toList();
  }
}
