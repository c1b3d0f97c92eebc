package city.urna.verifier.count.export;

import city.urna.verifier.count.Count;
import city.urna.verifier.count.Election;
import city.urna.verifier.count.MarkRules;
import java.util.Optional;

/**
 * What is exported: the ballots as they were read, and how they were counted.
 *
 * @param source the counted file's name
 * @param marks how unclear marks were read; none where the count asked who was still in it
 */
public record CountedFile(
    String source, Election election, Count count, Optional<MarkRules> marks) {
  /** The title, or the file's name where it gives none. */
  String title() {
    return election.title().isBlank() ? source : election.title();
  }

  /** How many are elected: as the file says, or as many as the count elected. */
  int seats() {
    return Math.max(1, count.winners().size());
  }
}
