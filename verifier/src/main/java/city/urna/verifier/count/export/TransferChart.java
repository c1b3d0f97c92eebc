package city.urna.verifier.count.export;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Round;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Transfers by round: a column for each round, in it a block for each option as high as its votes,
 * and between columns what stayed and what moved.
 */
final class TransferChart {
  private static final double COLUMN = 190;
  private static final double BLOCK = 14;
  private static final double LEFT = 220;
  private static final double TOP = 84;
  private static final double HEIGHT = 460;
  private static final double GAP = 20;

  private final CountedFile counted;
  private final Count count;
  private final int options;
  private final double scale;
  private final Svg svg = new Svg();

  private TransferChart(CountedFile counted) {
    this.counted = counted;
    this.count = counted.count();
    this.options = count.options().size();
    double most = 1e-9;
    for (Round round : count.rounds()) {
      most = Math.max(most, Arrays.stream(votes(round)).sum());
    }
    this.scale = HEIGHT / most;
  }

  static String of(CountedFile counted) {
    return new TransferChart(counted).draw();
  }

  private String draw() {
    svg.text(16, 28, "start", "head", Charts.fit(counted.title(), 90));
    svg.text(
        16,
        48,
        "start",
        "quiet",
        count.method() + ", " + counted.election().ballots().size() + " ballots");
    List<Round> rounds = count.rounds();
    for (int round = 0; round < rounds.size(); round++) {
      if (round + 1 < rounds.size()) {
        bands(round);
      }
      column(round);
    }
    double bottom = TOP + HEIGHT + GAP * options;
    List<String> elected =
        count.winners().stream().map(w -> count.options().get(w).name()).toList();
    return svg.drawing(
        LEFT + COLUMN * Math.max(1, rounds.size()) + 40,
        bottom + 40,
        counted.title(),
        rounds.size() + " rounds; elected: " + String.join(", ", elected));
  }

  private double[] votes(Round round) {
    double[] votes = new double[options];
    round.tallies().forEach(t -> votes[t.option()] = Math.max(0, t.amount().value().doubleValue()));
    return votes;
  }

  /** Where each option's block begins, from the top. */
  private double[] tops(double[] votes) {
    double[] tops = new double[options];
    double y = TOP;
    for (int option = 0; option < options; option++) {
      tops[option] = y;
      y += votes[option] * scale + GAP;
    }
    return tops;
  }

  private void column(int number) {
    Round round = count.rounds().get(number);
    double[] votes = votes(round);
    double[] tops = tops(votes);
    double x = LEFT + COLUMN * number;
    svg.text(x + BLOCK / 2, TOP - 14, "middle", "", "Round " + (number + 1));
    for (int option = 0; option < options; option++) {
      double height = votes[option] * scale;
      if (number == 0) {
        svg.text(
            LEFT - 12,
            tops[option] + Math.max(height / 2, 4) + 4,
            "end",
            "",
            Charts.fit(count.options().get(option).name(), 28));
      }
      if (votes[option] == 0) {
        continue;
      }
      boolean elected = isElectedBy(option, number);
      boolean leaves = round.eliminated().contains(option);
      String amount = round.tally(option).map(Amount::toString).orElse("");
      svg.bar(
          x,
          tops[option],
          BLOCK,
          Math.max(height, 1),
          elected ? "in" : leaves ? "gone" : "out",
          count.options().get(option).name()
              + ", round "
              + (number + 1)
              + ": "
              + amount
              + (elected ? ", elected" : leaves ? ", eliminated" : ""));
      String mark = round.elected().contains(option) ? " ✓" : leaves ? " ✗" : "";
      svg.text(
          x + BLOCK + 5,
          tops[option] + Math.max(height / 2, 4) + 4,
          "start",
          "quiet",
          Charts.grouped(amount) + mark);
    }
  }

  private boolean isElectedBy(int option, int round) {
    return count.rounds().subList(0, round + 1).stream()
        .anyMatch(r -> r.elected().contains(option));
  }

  /** What stayed and what moved between this round and the next. */
  private void bands(int number) {
    Round round = count.rounds().get(number);
    double[] votes = votes(round);
    double[] next = votes(count.rounds().get(number + 1));
    double[] from = tops(votes);
    double[] to = tops(next);
    double x = LEFT + COLUMN * number + BLOCK;
    double end = LEFT + COLUMN * (number + 1);
    double[] leaving = new double[options];
    List<Round.Transfer> moves = new ArrayList<>(round.transfers());
    moves.forEach(move -> leaving[move.from()] += move.amount().value().doubleValue());
    for (int option = 0; option < options; option++) {
      double kept = Math.min(Math.max(0, votes[option] - leaving[option]), next[option]) * scale;
      if (kept > 0) {
        String says = count.options().get(option).name() + " keeps votes";
        svg.band(x, from[option], end, to[option], kept, "kept", says);
        from[option] += kept;
        to[option] += kept;
      }
    }
    for (Round.Transfer move : moves) {
      OptionalInt target = move.to();
      double height = move.amount().value().doubleValue() * scale;
      if (target.isPresent() && height > 0) {
        String says =
            move.amount()
                + " from "
                + count.options().get(move.from()).name()
                + " to "
                + count.options().get(target.getAsInt()).name();
        svg.band(x, from[move.from()], end, to[target.getAsInt()], height, "moved", says);
        from[move.from()] += height;
        to[target.getAsInt()] += height;
      }
    }
  }
}
