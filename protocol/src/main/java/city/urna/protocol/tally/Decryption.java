package city.urna.protocol.tally;

import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.MultiScalar;
import city.urna.protocol.group.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The points M that t trustees' shares give, and the counts behind them (spec tally §3).
 *
 * <p>It does not know t: with too few shares every M is a point of no small logarithm.
 */
public final class Decryption {
  private final FixedSet closed;
  private final List<List<Element>> points;

  private Decryption(FixedSet closed, List<List<Element>> points) {
    this.closed = closed;
    this.points = Collections.unmodifiableList(points);
  }

  /**
   * M = beta − Σ λ_i·D_i for every aggregate.
   *
   * @param shares of t or more distinct trustees, all checked against this closed set
   */
  public static Decryption of(FixedSet closed, List<CheckedShare> shares) {
    SortedSet<Integer> trustees = new TreeSet<>();
    for (CheckedShare share : shares) {
      if (!trustees.add(share.trustee()) || !share.closedSet().equals(closed.hash())) {
        throw new IllegalArgumentException("shares of distinct trustees and this set are wanted");
      }
    }
    List<Scalar> coefficients =
        shares.stream().map(share -> Lagrange.coefficient(trustees, share.trustee())).toList();
    List<List<Element>> points = new ArrayList<>();
    for (int q = 0; q < closed.questions().size(); q++) {
      List<Element> own = new ArrayList<>();
      List<Aggregate> ciphertexts = closed.questions().get(q).ciphertexts();
      for (int i = 0; i < ciphertexts.size(); i++) {
        List<Element> decrypted = new ArrayList<>();
        for (CheckedShare share : shares) {
          decrypted.add(share.points().get(q).get(i));
        }
        own.add(open(ciphertexts.get(i), coefficients, decrypted));
      }
      points.add(List.copyOf(own));
    }
    return new Decryption(closed, points);
  }

  /** beta − Σ λ_i·D_i. */
  static Element open(Aggregate ciphertext, List<Scalar> coefficients, List<Element> shares) {
    return ciphertext.beta().minus(MultiScalar.sum(coefficients, shares));
  }

  /**
   * The counts of every question; {@code R13 certificate} where a point is no count from 0 to the
   * question's ballots.
   */
  public Verdict<List<Counts>> counts() {
    List<Counts> counts = new ArrayList<>();
    for (int q = 0; q < points.size(); q++) {
      FixedSet.Question question = closed.questions().get(q);
      SmallLogarithm logarithm = new SmallLogarithm(question.ballots());
      List<Long> found = new ArrayList<>();
      for (Element point : points.get(q)) {
        OptionalLong count = logarithm.of(point);
        if (count.isEmpty()) {
          return Verdict.rejected(
              Refusal.CERTIFICATE, "question " + question.shape().id() + " opens to no count");
        }
        found.add(count.getAsLong());
      }
      counts.add(Counts.of(question, found));
    }
    return Verdict.verified(counts);
  }

  /**
   * Checks stated counts: m·G = M for each, ballots as in the aggregates (spec tally §4); {@code
   * R13 certificate}.
   */
  public Verdict<List<Counts>> confirm(List<Counts> stated) {
    if (stated.size() != points.size()) {
      return Verdict.rejected(Refusal.CERTIFICATE, "not one result for each question");
    }
    for (int q = 0; q < points.size(); q++) {
      FixedSet.Question question = closed.questions().get(q);
      QuestionShape shape = question.shape();
      Counts counts = stated.get(q);
      if (!counts.question().equals(shape.id())
          || counts.ballots() != question.ballots()
          || counts.votes().size() != shape.items()
          || !shape.blank() && counts.blank() != 0) {
        return Verdict.rejected(
            Refusal.CERTIFICATE, "a result of another shape than question " + shape.id());
      }
      for (int i = 0; i < points.get(q).size(); i++) {
        long count = i < shape.items() ? counts.votes().get(i) : counts.blank();
        if (count < 0
            || !FixedBase.GENERATOR.times(Scalar.of(count)).equals(points.get(q).get(i))) {
          return Verdict.rejected(
              Refusal.CERTIFICATE, "a wrong count: question " + shape.id() + ", index " + i);
        }
      }
    }
    return Verdict.verified(List.copyOf(stated));
  }
}
