package city.urna.protocol.count;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The process's rule for ties (spec counting §4): backwards or not, then an order of all options,
 * of which the earliest is chosen.
 *
 * @param backwards whether what level options had in earlier rounds is looked at
 * @param order every option once
 */
public record Ties(boolean backwards, List<Integer> order) {
  private static final byte[] LABEL = "urna-tie".getBytes(StandardCharsets.US_ASCII);

  public Ties {
    order = List.copyOf(order);
    if (!order.stream().sorted().toList().equals(range(order.size()))) {
      throw new IllegalArgumentException("the order has every option once");
    }
  }

  /** By ballot order alone. */
  public static Ties itemOrder(int options) {
    return new Ties(false, range(options));
  }

  /**
   * The lot of the trustees' seed: ascending by SHA-256(label ‖ 0 ‖ seed ‖ 0 ‖ the option's id).
   *
   * @param ids in ballot order
   */
  public static Ties lot(boolean backwards, Bytes seed, List<String> ids) {
    List<Bytes> draws = ids.stream().map(id -> draw(seed, id)).toList();
    return new Ties(
        backwards,
        range(ids.size()).stream()
            .sorted(Comparator.<Integer, Bytes>comparing(draws::get).thenComparing(o -> o))
            .toList());
  }

  private static Bytes draw(Bytes seed, String id) {
    MessageDigest digest = Sha256.start();
    digest.update(LABEL);
    digest.update((byte) 0);
    digest.update(seed.toArray());
    digest.update((byte) 0);
    return Bytes.of(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Integer> range(int options) {
    return IntStream.range(0, options).boxed().toList();
  }

  /** Who is wanted of those that are level. */
  enum Wanted {
    MOST,
    FEWEST
  }

  /**
   * Decides among level options.
   *
   * @param earlier the rounds before, the first one first
   * @param reasons is told how, where there was anything to decide
   */
  int decide(Wanted wanted, List<Integer> level, List<Round> earlier, List<Reason> reasons) {
    if (level.size() == 1) {
      return level.getFirst();
    }
    List<Integer> left = new ArrayList<>(level);
    int round = backwards ? earlier.size() : 0;
    int decisive = 0;
    for (; round > 0 && left.size() > 1; round--) {
      Round then = earlier.get(round - 1);
      Comparator<Integer> better = Comparator.comparing(then.tallies()::get);
      int best =
          left.stream().max(wanted == Wanted.MOST ? better : better.reversed()).orElseThrow();
      if (left.removeIf(option -> better.compare(option, best) != 0)) {
        decisive = round;
      }
    }
    int chosen = left.stream().min(Comparator.comparing(order::indexOf)).orElseThrow();
    reasons.add(
        left.size() == 1
            ? Reason.of(Reason.Cause.LEVEL_NOW, level).with(chosen).inRound(decisive)
            : Reason.of(Reason.Cause.LEVEL_ALWAYS, level).with(chosen));
    return chosen;
  }

  /** Most first, level ones by the order. */
  Comparator<Integer> most(List<Fraction> totals) {
    return Comparator.<Integer, Fraction>comparing(totals::get)
        .reversed()
        .thenComparing(order::indexOf);
  }
}
