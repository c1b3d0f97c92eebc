package city.urna.verifier.count.method;

import city.urna.verifier.count.MarkRules;
import city.urna.verifier.count.Rational;
import city.urna.verifier.count.Tie;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a count is told beyond the ballots.
 *
 * @param seats how many to elect; none means what the file says, or one
 * @param tie the tie rule
 * @param marks how unclear marks are read
 * @param utility what a funded project is worth to a voter (equal shares)
 * @param firstPoints what a first place is worth (Borda); none means what the file says, or n − 1
 * @param quota another quota than the transfer rule's own
 * @param threshold another threshold than the file's (greedy)
 */
public record Settings(
    OptionalInt seats,
    Tie tie,
    MarkRules marks,
    Utility utility,
    OptionalInt firstPoints,
    Optional<GregoryRules.Quota> quota,
    Optional<Rational> threshold) {
  /** Everything by the file, unclear marks by {@link MarkRules#DEFAULT}. */
  public static Settings with(Tie tie) {
    return new Settings(
        OptionalInt.empty(),
        tie,
        MarkRules.DEFAULT,
        Utility.COST,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
