package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.Element;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.check.Signers.Endorsement;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Certificate;
import city.urna.verifier.records.ClosedSet;
import city.urna.verifier.records.DecryptionShare;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Scope;
import city.urna.verifier.report.Consultation;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.report.Outcome;
import city.urna.verifier.signature.BlindSignatureKey;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The records of the scope from the freeze to the certificate, in log order. */
final class ElectionWalk {
  private final Checks checks;
  private final Check rules;
  private final Signers signers;
  private final Process process;
  private final Scope scope;
  private final List<Bytes> clerks;
  private final Frozen frozen;
  private final BallotChecks ballots;
  private final IssuanceChecks issuances;
  private final ClosedSetChecks closedSets;
  private final TallyChecks tally;
  private final CertificateChecks certificates;
  private final List<LoggedRecord> beforeShares = new ArrayList<>();
  private Optional<Long> closePosition = Optional.empty();

  ElectionWalk(
      Checks checks,
      Workers workers,
      SecureRandom random,
      Signers signers,
      DefinitionChecks.Defined defined,
      Frozen frozen,
      List<RollChecks.Entry> roll,
      Map<Frozen.IssuerKeyPlace, BlindSignatureKey> keys) {
    this.checks = checks;
    this.rules = checks.of(Numbered.V7_1);
    this.signers = signers;
    this.process = defined.process();
    this.scope = defined.scope();
    this.clerks = defined.clerks();
    this.frozen = frozen;
    Eligibility eligibility = Eligibility.of(frozen, keys);
    this.ballots = new BallotChecks(checks, frozen, eligibility, workers, random);
    this.issuances =
        new IssuanceChecks(
            checks.of(Numbered.V5_3), checks.of(Numbered.V5_4), eligibility, roll, workers);
    this.closedSets = new ClosedSetChecks(checks, frozen, signers);
    this.tally =
        new TallyChecks(
            checks,
            frozen,
            process.getTrusteesList().stream().map(t -> t.getParty().getId()).toList(),
            process.getThreshold(),
            random);
    this.certificates = new CertificateChecks(checks, frozen);
  }

  void ballot(LoggedRecord record, List<String> active, boolean inTime) {
    ballots.take(record, active, inTime);
  }

  void closed(LoggedRecord record) {
    closePosition = Optional.of(record.position());
  }

  /** A record that belongs after the close, and whose body {@link Bodies} has read. */
  void afterwards(LoggedRecord record, List<String> active) {
    switch (record.kind()) {
      case ISSUANCE_LIST -> issuances(record, body(record, IssuanceList.parser()), active);
      case CLOSED_SET -> closedSet(record, body(record, ClosedSet.parser()));
      case DECRYPTION_SHARE -> share(record, body(record, DecryptionShare.parser()));
      case CERTIFICATE -> certificate(record, body(record, Certificate.parser()));
      case GENESIS,
          PROCESS,
          ITEM,
          ROLL,
          CEREMONY,
          PHASE,
          BALLOT,
          ACT,
          ANCHOR,
          DECISION,
          CHECKPOINT ->
          throw new IllegalArgumentException("no record of after the close");
    }
  }

  private static <M extends Message> M body(LoggedRecord record, Parser<M> parser) {
    return StrictMessage.parse(parser, record.body()).orThrow();
  }

  private void refuse(LoggedRecord record, String why) {
    rules.failed(Place.of(record) + ": " + Words.of(record.kind()) + ": " + why);
  }

  private void issuances(LoggedRecord record, IssuanceList list, List<String> active) {
    Optional<Party> issuer =
        process.getIssuersList().stream()
            .filter(party -> party.getId().equals(list.getIssuer()))
            .findFirst();
    Optional<String> signed =
        issuer.isEmpty()
            ? Optional.of("there is no such issuer")
            : signers.refuse(
                record, List.of(Bytes.of(issuer.get().getKey())), "that issuer", Endorsement.NONE);
    issuances.take(record, list, active.contains(list.getIssuer()), signed);
  }

  private void closedSet(LoggedRecord record, ClosedSet set) {
    Optional<Integer> organization =
        record.signatures().stream()
            .findFirst()
            .flatMap(signature -> signers.organization(signature.key()));
    if (organization.isEmpty()) {
      refuse(record, "it is not signed by an organization");
      return;
    }
    Bytes key = record.signatures().getFirst().key();
    signers
        .refuse(record, List.of(key), "an organization", Endorsement.NONE)
        .ifPresent(why -> refuse(record, why));
    closedSets.take(record, organization.get(), set).ifPresent(why -> refuse(record, why));
  }

  private void share(LoggedRecord record, DecryptionShare share) {
    int trustee = share.getTrustee();
    if (trustee < 1 || trustee > process.getTrusteesCount()) {
      refuse(record, "there is no such trustee");
      return;
    }
    if (closedSets.fixed().isEmpty()) {
      refuse(record, "nothing may be decrypted before a majority has fixed the closed set");
    }
    Bytes key = Bytes.of(process.getTrustees(trustee - 1).getParty().getKey());
    signers
        .refuse(record, List.of(key), "the trustee that it names", Endorsement.NONE)
        .ifPresent(why -> refuse(record, why));
    tally.take(record, share).ifPresent(why -> refuse(record, why));
  }

  private void certificate(LoggedRecord record, Certificate certificate) {
    if (closedSets.fixed().isEmpty()) {
      refuse(record, "there is nothing to certify before a majority has fixed the closed set");
    }
    if (tally.posted() < process.getThreshold()) {
      beforeShares.add(record);
    }
    Optional<String> signed =
        signers.refuseOneOf(record, clerks, "a clerk of the process", Endorsement.MAJORITY);
    certificates
        .take(record, certificate, closedSets.dissents(), signed)
        .ifPresent(why -> refuse(record, why));
  }

  /** The log is at its end. */
  Audited finish(SecondReading again, PhaseRules phases, List<String> notes) {
    ballots.finish();
    ReplayChecks.Replayed replayed = new ReplayChecks(checks).replay(ballots.lines());
    Bytes closedSet = Bytes.EMPTY;
    List<Outcome> outcomes = List.of();
    SortedMap<String, Long> stuffing = new TreeMap<>();
    if (closePosition.isPresent()) {
      stuffing =
          issuances.finish(
              phases.activeIssuers(), process.getMinimumIssuers(), "ballots", byStyle(replayed));
      closedSet = closedSet(replayed, closePosition.get() + 1, again);
      outcomes = open();
    } else {
      checks.notRun(
          "the scope was never closed",
          Numbered.V5_3,
          Numbered.V5_4,
          Numbered.V7_4,
          Numbered.V8_1,
          Numbered.V10_1,
          Numbered.V10_2,
          Numbered.V11_1,
          Numbered.V11_2,
          Numbered.V12_1);
    }
    checks.of(Numbered.V9_1).notApplicable("no question of this process is mixed");
    checks.of(Numbered.V14_1).notApplicable("no exports were given (--exports)");
    return new Audited(
        frozen.election(),
        closedSet,
        replayed.recorded(),
        replayed.counted().size(),
        replayed.superseded(),
        replayed.unchained(),
        outcomes,
        stuffing,
        phases.activeIssuers(),
        notes,
        closedSets.fixed().flatMap(set -> certificates.certified(process, scope, signers, set)),
        Consultation.NONE);
  }

  private Map<String, Long> byStyle(ReplayChecks.Replayed replayed) {
    Map<String, Long> byStyle = new HashMap<>();
    for (BallotLine line : replayed.counted()) {
      byStyle.merge(frozen.styles().get(line.style()).id(), 1L, Long::sum);
    }
    return byStyle;
  }

  private Bytes closedSet(ReplayChecks.Replayed replayed, long size, SecondReading again) {
    List<List<Aggregate>> sums =
        replayed.notCounted().isEmpty()
            ? ballots.sums().totals()
            : ballots.sums().less(again.sums(frozen, replayed.notCounted()));
    return closedSets.finish(
        new ClosedSetChecks.Own(
            size,
            again.root(size).orElse(Bytes.EMPTY),
            replayed.recorded(),
            replayed.counted(),
            sums));
  }

  private List<Outcome> open() {
    Optional<ClosedSetChecks.Posted> fixed = closedSets.fixed();
    if (fixed.isEmpty()) {
      checks.notRun(
          "no closed set is fixed (V7.4)",
          Numbered.V10_1,
          Numbered.V10_2,
          Numbered.V11_1,
          Numbered.V11_2,
          Numbered.V12_1);
      return List.of();
    }
    if (tally.posted() >= process.getThreshold()) { // else V10.2 says so
      beforeShares.forEach(
          record -> refuse(record, "it stands before enough trustees had posted their shares"));
    }
    certificates.finish(fixed.get().hash(), fixed.get().set());
    Optional<List<List<Element>>> opened = tally.finish(fixed.get().hash(), fixed.get().set());
    if (opened.isEmpty()) {
      checks.notRun("the sums cannot be opened (V10)", Numbered.V11_1, Numbered.V11_2);
      return List.of();
    }
    return certificates.count(opened.get(), fixed.get().set());
  }
}
