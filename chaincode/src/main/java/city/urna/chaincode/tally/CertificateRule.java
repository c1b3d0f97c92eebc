package city.urna.chaincode.tally;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownItem;
import city.urna.chaincode.process.KnownProcess;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.count.CountingRule;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Certificate;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionResult;
import city.urna.protocol.tally.CheckedShare;
import city.urna.protocol.tally.Counts;
import city.urna.protocol.tally.Decryption;
import city.urna.protocol.tally.FixedSet;
import java.util.ArrayList;
import java.util.List;

/** The certificate: counts and outcome, as the shares and the rules give them (spec tally §4). */
public final class CertificateRule {
  private CertificateRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by a clerk and a majority;
   * R4 before the close; R11 no closed set is fixed, or another than the named one; R13 a second
   * one, another election, too few shares, other counts, another selection, other dissents.
   */
  public static Verdict<List<Write>> decide(
      State state, Elections elections, SignedRecord record, Endorsement endorsement) {
    return record
        .body(Certificate.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            certificate ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            known
                                .signedByClerk(record, endorsement)
                                .flatMap(
                                    signed ->
                                        ClosedScope.read(state, elections, known, record.scope())))
                    .flatMap(
                        closed ->
                            closed
                                .requireFixed(Bytes.of(certificate.getClosedSet()))
                                .flatMap(fixed -> check(closed, fixed, certificate))))
        .map(
            certificate ->
                List.of(
                    new Write(
                        StateKeys.certificate(record.process(), record.scope()), record.bytes())));
  }

  private static Verdict<Certificate> check(
      ClosedScope closed, FixedSet fixed, Certificate certificate) {
    String key = StateKeys.certificate(closed.known().id(), closed.scope());
    if (closed.state().get(key).isPresent()) {
      return rejected("there is a certificate already");
    }
    if (!closed.isElection(Bytes.of(certificate.getElection()))) {
      return rejected("the certificate is another election's");
    }
    List<CheckedShare> shares = shares(closed, fixed);
    if (shares.size() < closed.known().process().getThreshold()) {
      return rejected("too few trustees have posted their shares");
    }
    return Decryption.of(fixed, shares)
        .confirm(certificate.getResultsList().stream().map(CertificateRule::counts).toList())
        .flatMap(counts -> outcome(closed, certificate, counts))
        .flatMap(counted -> dissents(closed, fixed, certificate));
  }

  /** As many as the threshold asks for; which ones makes no difference. */
  private static List<CheckedShare> shares(ClosedScope closed, FixedSet fixed) {
    return closed.election().trusteeKeys().keySet().stream()
        .flatMap(trustee -> closed.share(fixed, trustee).stream())
        .limit(closed.known().process().getThreshold())
        .toList();
  }

  private static Counts counts(QuestionResult result) {
    return new Counts(
        result.getQuestion(), result.getBallots(), result.getVotesList(), result.getBlank());
  }

  private static Verdict<Certificate> outcome(
      ClosedScope closed, Certificate certificate, List<Counts> counts) {
    List<Question> questions =
        closed.known().scope(closed.scope()).orElseThrow().getQuestionsList();
    for (int i = 0; i < questions.size(); i++) {
      List<Item> items = items(closed, i);
      List<String> selected =
          CountingRule.of(questions.get(i).getRule(), items)
              .orThrow()
              .select(counts.get(i).votes())
              .stream()
              .map(place -> items.get(place).getId())
              .toList();
      if (!certificate.getResults(i).getSelectedList().equals(selected)) {
        return rejected("the selection is not what the question's rule gives");
      }
    }
    return Verdict.verified(certificate);
  }

  private static List<Item> items(ClosedScope closed, int question) {
    return closed.definition().getQuestions(question).getItemsList().stream()
        .map(hash -> new Digest(Bytes.of(hash)))
        .map(
            hash ->
                KnownItem.named(closed.state(), closed.known().id(), closed.scope(), hash)
                    .orElseThrow()
                    .item())
        .toList();
  }

  private static Verdict<Certificate> dissents(
      ClosedScope closed, FixedSet fixed, Certificate certificate) {
    List<Bytes> dissents = new ArrayList<>();
    for (PostedSet posted : PostedSet.read(closed)) {
      if (!posted.closedSet().equals(fixed.hash())) {
        dissents.add(posted.record().value());
      }
    }
    return certificate.getDissentsList().stream().map(Bytes::of).toList().equals(dissents)
        ? Verdict.verified(certificate)
        : rejected("the dissents are not those on record, in the order of the log");
  }

  private static <T> Verdict<T> rejected(String reason) {
    return Verdict.rejected(Refusal.CERTIFICATE, reason);
  }
}
