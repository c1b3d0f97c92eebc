package city.urna.verifier.count;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The declared tie rule (spec counting §4): first backwards, if asked for, then a fixed order.
 *
 * <p>Backwards: the tied options are compared by what they had at the end of the most recent
 * earlier round in which they differed. Those that were best (or worst) there remain tied and are
 * compared in the round before it, down to the first. What is still tied is decided by the order,
 * as lots are drawn: the earliest is the one that is chosen, whether to be elected, to have its
 * surplus transferred first or to leave (as in the PR Foundation's reference rules, D.1 and T).
 *
 * @param backwards whether earlier rounds are looked at
 * @param order every option once, as drawn
 * @param orderName what the order is, for reasons
 */
public record Tie(boolean backwards, List<Integer> order, String orderName) implements TieRule {
  private static final String LABEL = "urna-tie";

  public Tie {
    order = List.copyOf(order);
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, order.size()).boxed().toList())) {
      throw new IllegalArgumentException("the order names every option once");
    }
  }

  /** By the order of the options themselves. */
  public static Tie inOrder(int options) {
    return new Tie(false, IntStream.range(0, options).boxed().toList(), "the order of the options");
  }

  /** Backwards, then by the order of the options. */
  public static Tie backwards(int options) {
    return new Tie(true, inOrder(options).order(), "the order of the options");
  }

  /**
   * By lot: ascending by SHA-256(`urna-tie` ‖ 0x00 ‖ seed ‖ 0x00 ‖ the option's id in UTF-8), read
   * as an unsigned number. A seed that nobody could choose makes it a fair draw.
   */
  public static Tie byLot(boolean backwards, byte[] seed, List<Option> options) {
    List<String> keys = options.stream().map(option -> key(seed, option)).toList();
    List<Integer> order =
        IntStream.range(0, options.size())
            .boxed()
            .sorted(Comparator.<Integer, String>comparing(keys::get).thenComparing(index -> index))
            .toList();
    return new Tie(backwards, order, "the lot drawn from the seed");
  }

  private static String key(byte[] seed, Option option) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(LABEL.getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) 0);
      digest.update(seed);
      digest.update((byte) 0);
      return HexFormat.of().formatHex(digest.digest(option.id().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
  }

  @Override
  public Verdict.Decided decide(Purpose purpose, List<Integer> tied, List<List<Rational>> earlier) {
    List<Integer> level = new ArrayList<>(tied);
    String how = "";
    if (backwards) {
      for (int round = earlier.size() - 1; round >= 0 && level.size() > 1; round--) {
        List<Rational> then = earlier.get(round);
        Rational extreme = level.stream().map(then::get).reduce(pick(purpose)).orElseThrow();
        int before = level.size();
        level.removeIf(option -> !then.get(option).equals(extreme));
        if (level.size() < before) {
          how = "by what they had in round " + (round + 1);
        }
      }
      if (level.size() == 1) {
        return new Verdict.Decided(level.getFirst(), how);
      }
    }
    int chosen = level.stream().min(Comparator.comparing(order::indexOf)).orElseThrow();
    return new Verdict.Decided(chosen, "by " + orderName);
  }

  private static java.util.function.BinaryOperator<Rational> pick(Purpose purpose) {
    return switch (purpose) {
      case BEST -> (one, other) -> one.compareTo(other) >= 0 ? one : other;
      case WORST -> (one, other) -> one.compareTo(other) <= 0 ? one : other;
    };
  }
}
