package city.urna.verifier.count.method;

import city.urna.verifier.count.MarkRules;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The settings of a ranked-choice count, with RCTab's meanings (spec counting §10).
 *
 * @param name the method's name in the result
 * @param seats how many are to be elected; zero with {@link Mode#BOTTOMS_UP_SHARE}
 * @param decimals the places kept when a vote is divided
 * @param fractionalThreshold threshold = V/(S+1) + 10^-decimals instead of ⌊V/(S+1)⌋ + 1
 * @param hareQuota threshold = ⌈V/S⌉
 * @param batchElimination all who cannot be reached any more leave at once
 * @param cutoffElimination all who are below the threshold leave at once
 * @param shareToStay the share of votes that every remaining option must exceed in the end
 * @param untilTwoRemain go on after the winner is known, until two options remain
 * @param firstRoundThreshold the first round's threshold holds for all rounds
 * @param stopAfter the last round that is counted
 * @param minimumVotes options below this leave at the first elimination
 * @param excluded options that the ballots may name and the count passes over
 * @param undeclared the option that stands for all undeclared write-ins: it leaves first
 */
public record RankedChoiceRules(
    String name,
    Mode mode,
    int seats,
    MarkRules marks,
    int decimals,
    boolean fractionalThreshold,
    boolean hareQuota,
    boolean batchElimination,
    boolean cutoffElimination,
    Optional<BigDecimal> shareToStay,
    boolean untilTwoRemain,
    boolean firstRoundThreshold,
    OptionalInt stopAfter,
    BigDecimal minimumVotes,
    Set<Integer> excluded,
    OptionalInt undeclared) {
  /** How winners are found. */
  public enum Mode {
    /** One seat, a majority of the ballots still in the count. */
    SINGLE,
    /** Several seats by transfers; of several above the threshold one is elected a round. */
    ONE_WINNER_A_ROUND,
    /** Several seats by transfers; all above the threshold are elected. */
    MANY_WINNERS_A_ROUND,
    /** Options leave until as many remain as there are seats. */
    BOTTOMS_UP,
    /** Options leave until all that remain exceed a share of the votes. */
    BOTTOMS_UP_SHARE,
    /** One seat after the other, each by a count of its own without those elected before. */
    MULTI_PASS
  }

  public RankedChoiceRules {
    excluded = Set.copyOf(excluded);
    if ((mode == Mode.BOTTOMS_UP_SHARE) != (seats == 0 && shareToStay.isPresent())) {
      throw new IllegalArgumentException("a share to stay goes with that mode and no seats");
    }
  }

  /**
   * Plain instant run-off: one seat, a majority of the ballots that still count, one elimination a
   * round.
   */
  public static RankedChoiceRules instantRunoff(MarkRules marks) {
    return new RankedChoiceRules(
        InstantRunoff.NAME,
        Mode.SINGLE,
        1,
        marks,
        0,
        false,
        false,
        false,
        false,
        Optional.empty(),
        false,
        false,
        OptionalInt.empty(),
        BigDecimal.ZERO,
        Set.of(),
        OptionalInt.empty());
  }

  /** The same rules for one seat of a {@link Mode#MULTI_PASS} count. */
  RankedChoiceRules pass(Set<Integer> alsoExcluded) {
    return new RankedChoiceRules(
        name,
        Mode.SINGLE,
        1,
        marks,
        decimals,
        fractionalThreshold,
        hareQuota,
        batchElimination,
        cutoffElimination,
        shareToStay,
        untilTwoRemain,
        firstRoundThreshold,
        stopAfter,
        minimumVotes,
        alsoExcluded,
        undeclared);
  }

  /** Whether a winner's votes above the threshold go on to next preferences. */
  boolean transfersSurplus() {
    return seats > 1 && mode != Mode.BOTTOMS_UP;
  }
}
