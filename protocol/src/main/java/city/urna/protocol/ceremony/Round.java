package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.group.Point;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One round of a process's ceremony: who takes part and what every statement in it begins with.
 *
 * @param process the process id
 * @param processHash the record hash of the process
 * @param number from 1
 * @param threshold t, the coefficients of each polynomial
 * @param active indexes of the trustees that take part, from 1
 */
public record Round(
    String process, Digest processHash, int number, int threshold, SortedSet<Integer> active) {
  public Round {
    active = Collections.unmodifiableSortedSet(new TreeSet<>(active));
    if (number < 1 || threshold < 1 || active.size() < threshold || active.first() < 1) {
      throw new IllegalArgumentException("no round of a ceremony");
    }
  }

  public static Round of(
      String process, Digest processHash, int number, int threshold, Collection<Integer> active) {
    return new Round(process, processHash, number, threshold, new TreeSet<>(active));
  }

  /** The other active trustees, ascending: those who get a share of that dealer's. */
  public List<Integer> recipients(int dealer) {
    return active.stream().filter(trustee -> trustee != dealer).toList();
  }

  /** What a trustee posts before it opens (spec ceremony, step 1). */
  public Digest commitment(int trustee, Bytes opening) {
    return transcript("ceremony-commit")
        .absorb("trustee", trustee)
        .absorb("opening", opening)
        .hash();
  }

  /** The statement of which a trustee proves that it knows the first coefficient's secret. */
  Transcript possession(int trustee, List<Point> coefficients) {
    Transcript transcript =
        transcript("ceremony-possession").absorb("trustee", trustee).count(coefficients.size());
    coefficients.forEach(point -> transcript.absorb("coefficient", point.encode()));
    return transcript;
  }

  /** What a sealed share is bound to. */
  Digest shareInfo(int dealer, int recipient) {
    return transcript("ceremony-share")
        .absorb("dealer", dealer)
        .absorb("recipient", recipient)
        .hash();
  }

  /** What a trustee signs off: everything that was opened (spec ceremony, step 5). */
  Digest transcript(SortedMap<Integer, Bytes> openings) {
    Transcript transcript = transcript("ceremony-transcript").count(active.size());
    openings.forEach(
        (trustee, opening) -> transcript.absorb("trustee", trustee).absorb("opening", opening));
    return transcript.hash();
  }

  private Transcript transcript(String type) {
    return Transcript.of(type, new Context(process, "", processHash)).absorb("round", number);
  }
}
