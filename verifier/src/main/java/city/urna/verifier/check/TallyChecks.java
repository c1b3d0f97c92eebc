package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.Element;
import city.urna.verifier.arithmetic.EqualityClaim;
import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.ProofBatch;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.QuestionShares;
import city.urna.verifier.records.Share;
import city.urna.verifier.report.Numbered;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** V10: the trustees' decryption shares (spec tally §2, §3), and what they open to. */
final class TallyChecks {
  private final Check proofs;
  private final Check enough;
  private final Frozen frozen;
  private final List<String> trustees;
  private final int threshold;
  private final SecureRandom random;
  private final List<Posted> posted = new ArrayList<>();
  private final Set<Integer> authors = new HashSet<>();

  private record Posted(LoggedRecord record, DecryptionShare share) {}

  TallyChecks(
      Checks checks, Frozen frozen, List<String> trustees, int threshold, SecureRandom random) {
    this.proofs = checks.of(Numbered.V10_1);
    this.enough = checks.of(Numbered.V10_2);
    this.frozen = frozen;
    this.trustees = List.copyOf(trustees);
    this.threshold = threshold;
    this.random = random;
  }

  /** A share by its trustee, after a closed set was fixed; gives why it is not allowed. */
  Optional<String> take(LoggedRecord record, DecryptionShare share) {
    if (!authors.add(share.getTrustee())) {
      return Optional.of(name(share.getTrustee()) + " had posted a share before");
    }
    posted.add(new Posted(record, share));
    return Optional.empty();
  }

  /** How many trustees have posted a share so far, good or not. */
  int posted() {
    return authors.size();
  }

  /**
   * Checks all shares against the fixed closed set and combines them.
   *
   * @return what each aggregate opens to, M (spec tally §3), question by question; none when too
   *     few shares hold
   */
  Optional<List<List<Element>>> finish(Bytes closedSetHash, ClosedSet closedSet) {
    List<List<Aggregate>> aggregates = new ArrayList<>();
    for (var aggregate : closedSet.getAggregatesList()) {
      List<Aggregate> places = new ArrayList<>();
      for (var ciphertext : aggregate.getCiphertextsList()) {
        if (Aggregate.decode(Bytes.of(ciphertext)) instanceof Parsed.Ok<Aggregate>(Aggregate a)) {
          places.add(a);
        }
      }
      aggregates.add(places);
    }
    if (!fits(aggregates)) {
      enough.notRun("the fixed closed set's sums cannot be read");
      proofs.notRun("the fixed closed set's sums cannot be read");
      return Optional.empty();
    }
    SortedMap<Integer, List<List<Element>>> good = new TreeMap<>();
    for (Posted each : posted) {
      check(each, closedSetHash, aggregates)
          .ifPresent(shares -> good.put(each.share.getTrustee(), shares));
    }
    proofs.done("");
    enough.looked(good.size());
    if (good.size() < threshold) {
      enough.failed(
          good.size() + " trustees' shares hold, " + threshold + " are needed to open anything");
      return Optional.empty();
    }
    enough.done(
        good.size()
            + " of "
            + frozen.trusteeKeys().size()
            + " trustees, "
            + threshold
            + " are needed");
    return Optional.of(open(aggregates, good));
  }

  private boolean fits(List<List<Aggregate>> aggregates) {
    if (aggregates.size() != frozen.questions().size()) {
      return false;
    }
    for (int i = 0; i < aggregates.size(); i++) {
      if (aggregates.get(i).size() != frozen.questions().get(i).places()) {
        return false;
      }
    }
    return true;
  }

  private Optional<List<List<Element>>> check(
      Posted each, Bytes closedSetHash, List<List<Aggregate>> aggregates) {
    DecryptionShare share = each.share;
    String where = Place.of(each.record) + ": the share of " + name(share.getTrustee());
    Point key = frozen.trusteeKeys().get(share.getTrustee());
    if (key == null) {
      proofs.failed(where + " is of a trustee outside the last round of the ceremony");
      return Optional.empty();
    }
    if (!Bytes.of(share.getClosedSet()).equals(closedSetHash)) {
      proofs.failed(where + " is for another closed set than the fixed one");
      return Optional.empty();
    }
    if (!hasShape(share)) {
      proofs.failed(where + " does not have one part for each sum");
      return Optional.empty();
    }
    List<EqualityClaim> claims = new ArrayList<>();
    List<List<Element>> points = new ArrayList<>();
    for (int i = 0; i < aggregates.size(); i++) {
      List<Element> opened = new ArrayList<>();
      for (int place = 0; place < aggregates.get(i).size(); place++) {
        Share part = share.getQuestions(i).getShares(place);
        claims.add(
            claim(
                closedSetHash,
                share.getTrustee(),
                i,
                place,
                key,
                aggregates.get(i).get(place),
                part));
        if (Element.decode(Bytes.of(part.getPoint())) instanceof Parsed.Ok<Element>(Element d)) {
          opened.add(d);
        }
      }
      points.add(opened);
    }
    proofs.looked(claims.size());
    List<ProofBatch.Rejected> rejected = ProofBatch.check(claims, random).rejected();
    for (ProofBatch.Rejected one : rejected) {
      EqualityClaim claim = claims.get(one.index());
      proofs.failed(
          where
              + " for question "
              + claim.question()
              + ", place "
              + claim.index()
              + ": "
              + one.reason());
    }
    return rejected.isEmpty() ? Optional.of(points) : Optional.empty();
  }

  private boolean hasShape(DecryptionShare share) {
    List<String> named =
        share.getQuestionsList().stream().map(QuestionShares::getQuestion).toList();
    if (!named.equals(frozen.questions().stream().map(Frozen.Question::id).toList())) {
      return false;
    }
    for (int i = 0; i < frozen.questions().size(); i++) {
      if (share.getQuestions(i).getSharesCount() != frozen.questions().get(i).places()) {
        return false;
      }
    }
    return true;
  }

  private EqualityClaim claim(
      Bytes closedSetHash,
      int trustee,
      int question,
      int place,
      Point key,
      Aggregate aggregate,
      Share part) {
    return new EqualityClaim(
        frozen.process(),
        frozen.scope(),
        frozen.election(),
        closedSetHash,
        trustee,
        frozen.questions().get(question).id(),
        place,
        key,
        aggregate,
        Bytes.of(part.getPoint()),
        Bytes.of(part.getCommitmentG()),
        Bytes.of(part.getCommitmentC()),
        Bytes.of(part.getResponse()));
  }

  /** M for every sum, with the first t good trustees. */
  private List<List<Element>> open(
      List<List<Aggregate>> aggregates, SortedMap<Integer, List<List<Element>>> good) {
    List<Integer> chosen = good.keySet().stream().limit(threshold).toList();
    List<List<Element>> opened = new ArrayList<>();
    for (int i = 0; i < aggregates.size(); i++) {
      List<Element> places = new ArrayList<>();
      for (int place = 0; place < aggregates.get(i).size(); place++) {
        SortedMap<Integer, Element> shares = new TreeMap<>();
        for (int trustee : chosen) {
          shares.put(trustee, good.get(trustee).get(i).get(place));
        }
        places.add(open(aggregates.get(i).get(place), shares, chosen));
      }
      opened.add(places);
    }
    return opened;
  }

  /** M = beta − Σ λ_i·D_i. */
  static Element open(Aggregate sum, Map<Integer, Element> shares, List<Integer> chosen) {
    Element opened = sum.beta();
    for (int trustee : chosen) {
      opened = opened.minus(shares.get(trustee).times(lagrange(trustee, chosen)));
    }
    return opened;
  }

  /** λ_i = Π j/(j−i) over the other chosen trustees j. */
  static Scalar lagrange(int i, List<Integer> chosen) {
    Scalar top = Scalar.ONE;
    Scalar bottom = Scalar.ONE;
    for (int j : chosen) {
      if (j != i) {
        top = top.times(Scalar.of(j));
        bottom = bottom.times(Scalar.of(j - i));
      }
    }
    return top.times(bottom.invert());
  }

  private String name(int trustee) {
    return trustee >= 1 && trustee <= trustees.size()
        ? "trustee " + trustee + " (" + trustees.get(trustee - 1) + ")"
        : "trustee " + trustee;
  }
}
