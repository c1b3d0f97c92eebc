package city.urna.verifier.count;

import java.util.List;

/**
 * What a voter marked at one rank of a ballot.
 *
 * @param marked the options marked here, by number; none is a skipped rank, more than one an
 *     over-vote
 * @param overvoted true where the record says "over-vote" and does not say which options
 */
public record Rank(List<Integer> marked, boolean overvoted) {
  public static final Rank SKIPPED = new Rank(List.of(), false);
  public static final Rank OVERVOTE = new Rank(List.of(), true);

  public Rank {
    marked = List.copyOf(marked);
    if (overvoted && !marked.isEmpty()) {
      throw new IllegalArgumentException("an over-vote without names has no names");
    }
  }

  public static Rank of(int option) {
    return new Rank(List.of(option), false);
  }

  public boolean isSkipped() {
    return marked.isEmpty() && !overvoted;
  }

  public boolean isOvervote() {
    return overvoted || marked.size() > 1;
  }
}
