package city.urna.protocol.count;

import java.util.List;

/**
 * Plurality and approval (spec counting §1): the items with the most votes are selected.
 *
 * @param seats how many, at least 1; all items where there are no more than that
 */
public record MostVotes(int seats) implements CountingRule {
  @Override
  public List<Integer> select(List<Long> votes) {
    return CountingRule.ranking(votes).stream().limit(Integer.toUnsignedLong(seats)).toList();
  }
}
