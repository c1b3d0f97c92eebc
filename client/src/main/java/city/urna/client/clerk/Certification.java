package city.urna.client.clerk;

import city.urna.client.board.ElectionView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.clerk.Clerk.ClerkException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.count.CountingRule;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionResult;
import city.urna.protocol.records.Scope;
import city.urna.protocol.tally.CheckedShare;
import city.urna.protocol.tally.Counts;
import city.urna.protocol.tally.Decryption;
import city.urna.protocol.tally.DecryptionShares;
import city.urna.protocol.tally.FixedSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens the totals with the trustees' shares, counts, and certifies (spec tally §3, §4). The
 * contract and every organization compute the same before they accept it.
 */
public final class Certification {
  private final Clerk clerk;
  private final String scope;
  private final ElectionView view;
  private final ProcessRecords records;

  public Certification(Clerk clerk, String scope) {
    this.clerk = clerk;
    this.scope = scope;
    this.view = ElectionView.read(clerk.node(), clerk.process(), scope);
    this.records = new ProcessRecords(clerk.node(), clerk.process());
    records.skipTo(clerk.scope(scope).path("closedAt").asLong());
    records.follow();
  }

  /**
   * What was certified.
   *
   * @param closedSet the closed set that a majority of the organizations fixed
   */
  public record Certified(Certificate certificate, ClosedSet closedSet) {}

  /** Counts and certifies; the certificate as it went to the ledger. */
  public Certified certify() {
    FixedSet fixed = fixed();
    List<CheckedShare> shares = new ArrayList<>();
    for (SignedRecord record : records.of(Kind.DECRYPTION_SHARE, scope)) {
      DecryptionShare message = ProcessRecords.body(record, DecryptionShare.parser());
      if (DecryptionShares.check(fixed, message)
          instanceof Verdict.Verified<CheckedShare>(CheckedShare share)) {
        shares.add(share);
      }
    }
    int threshold = view.process().getThreshold();
    if (shares.size() < threshold) {
      throw new ClerkException(
          "%d of %d decryption shares are there: trustees run `urna trustee decrypt`"
              .formatted(shares.size(), threshold));
    }
    Certificate certificate = certificate(fixed, shares.subList(0, threshold));
    clerk.node().submit(clerk.record(Kind.CERTIFICATE, scope, certificate).bytes());
    return new Certified(certificate, fixed.message());
  }

  /** The closed set that a majority posted. */
  private FixedSet fixed() {
    Map<Digest, Integer> posted = new HashMap<>();
    int majority = view.trust().cosigners().size() / 2 + 1;
    for (SignedRecord record : records.of(Kind.CLOSED_SET, scope)) {
      FixedSet set = FixedSet.read(view.election(), record.body()).orThrow();
      if (posted.merge(set.hash(), 1, Integer::sum) == majority) {
        return set;
      }
    }
    throw new ClerkException(
        "no majority of the organizations has posted the same closed set yet; look at their logs");
  }

  private Certificate certificate(FixedSet fixed, List<CheckedShare> shares) {
    List<Counts> counts =
        switch (Decryption.of(fixed, shares).counts()) {
          case Verdict.Verified<List<Counts>>(List<Counts> found) -> found;
          case Verdict.Rejected<List<Counts>> rejected ->
              throw new ClerkException("the totals do not open: " + rejected.reason());
        };
    Certificate.Builder certificate =
        Certificate.newBuilder()
            .setElection(view.election().hash().value().toByteString())
            .setClosedSet(fixed.hash().value().toByteString());
    for (Counts question : counts) {
      certificate.addResults(result(question));
    }
    for (SignedRecord record : records.of(Kind.CLOSED_SET, scope)) {
      Bytes body = record.body();
      if (!FixedSet.hash(view.election(), body).equals(fixed.hash())) {
        certificate.addDissents(record.hash().value().toByteString());
      }
    }
    return certificate.build();
  }

  private QuestionResult result(Counts counts) {
    List<Item> items = view.items().get(counts.question());
    Scope frozen =
        view.process().getScopesList().stream()
            .filter(s -> s.getId().equals(scope))
            .findFirst()
            .orElseThrow();
    Question question =
        frozen.getQuestionsList().stream()
            .filter(q -> q.getId().equals(counts.question()))
            .findFirst()
            .orElseThrow();
    QuestionResult.Builder result =
        QuestionResult.newBuilder()
            .setQuestion(counts.question())
            .setBallots(counts.ballots())
            .addAllVotes(counts.votes())
            .setBlank(counts.blank());
    CountingRule.of(question.getRule(), items)
        .orThrow()
        .select(counts.votes())
        .forEach(place -> result.addSelected(items.get(place).getId()));
    return result.build();
  }
}
