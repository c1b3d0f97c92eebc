package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.archive.Walk;
import city.urna.verifier.block.BlockChecks;
import city.urna.verifier.block.fabric.FabricChecks;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.export.Certified;
import city.urna.verifier.export.ExportCheck;
import city.urna.verifier.log.LogChecks;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.report.Coalitions;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Status;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.trust.Holders;
import city.urna.verifier.trust.Trust;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs every check on an archive and says what came of it (spec archive §3, §4). */
public final class Verification {
  private final Trust trust;
  private final boolean beforeDecryption;
  private final Progress progress;

  /**
   * @param beforeDecryption for trustees: V1 to V9 only, on an archive without shares and
   *     certificate
   */
  public Verification(Trust trust, boolean beforeDecryption, Progress progress) {
    this.trust = trust;
    this.beforeDecryption = beforeDecryption;
    this.progress = progress;
  }

  /**
   * Verifies an archive.
   *
   * @param since an earlier checkpoint that the log must extend, if the auditor has one
   */
  public Report verify(Archive archive, Optional<Bytes> since) {
    return verify(archive, since, Optional.empty());
  }

  /**
   * Verifies an archive, and a folder of exports against it.
   *
   * @param exports what {@code urna clerk publish} wrote, or part of it
   */
  public Report verify(Archive archive, Optional<Bytes> since, Optional<Path> exports) {
    progress.at("checking the log", 0);
    List<Finding> findings =
        new ArrayList<>(new LogChecks(archive, LogTrust.of(trust), since).run());
    progress.at("checking the blocks", 0);
    BlockChecks blocks = new BlockChecks(archive, trust.genesis(), trust.ordererKey());
    switch (archive.manifest().ledger()) {
      case EMBEDDED -> findings.addAll(blocks.run(trust.fabric().isPresent()));
      case FABRIC -> {
        findings.add(blocks.genesis());
        findings.addAll(new FabricChecks(archive, trust.fabric()).run());
      }
    }
    Checks checks = new Checks(beforeDecryption);
    Audited audited = walk(archive, checks);
    exports.ifPresent(folder -> exports(checks.of(Numbered.V14_1), folder, audited.certified()));
    findings.addAll(checks.findings());
    return report(findings.stream().map(Verification::titled).toList(), audited);
  }

  private Audited walk(Archive archive, Checks checks) {
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      RecordWalk walk = new RecordWalk(trust, checks, workers, new SecureRandom(), archive);
      Walk end = archive.forEachRecord(watched(walk));
      end.broken().ifPresent(reason -> walk.broken(end.records(), reason));
      return walk.finish();
    }
  }

  private void exports(Check check, Path folder, Optional<Certified> certified) {
    if (certified.isEmpty()) {
      check.notRun("nothing is certified that exports could be held against");
      return;
    }
    progress.at("checking exports", 0);
    ExportCheck.Outcome outcome = ExportCheck.of(folder, certified.get());
    check.looked(outcome.files());
    if (!outcome.faults().isEmpty()) {
      check.failed(String.join("; ", outcome.faults()));
    }
    check.done(
        outcome.absent().isEmpty() ? "" : "not there: " + String.join(", ", outcome.absent()));
  }

  private RecordVisitor watched(RecordWalk walk) {
    return new RecordVisitor() {
      @Override
      public void record(LoggedRecord record) {
        progress.at("checking records", record.position());
        walk.record(record);
      }

      @Override
      public void unreadable(long position, Bytes raw, String reason) {
        walk.unreadable(position, raw, reason);
      }
    };
  }

  /** The same finding under the title that the report gives its number. */
  private static Finding titled(Finding finding) {
    return Numbered.of(finding.id())
        .map(
            numbered ->
                new Finding(
                    finding.id(),
                    numbered.title(),
                    finding.status(),
                    finding.count(),
                    finding.evidence()))
        .orElse(finding);
  }

  private Report report(List<Finding> findings, Audited audited) {
    Holders holders = new Holders(trust);
    List<String> notes = new ArrayList<>(audited.notes());
    notes.addAll(holders.notes());
    notes.addAll(holders.rechecks());
    switch (trust.madeBy()) {
      case DEMO ->
          notes.add(
              "the trust file was made by the demo that made this archive: it is circular. The"
                  + " verdict says that the two agree, not that either is right");
      case OBSERVER -> {}
    }
    if (beforeDecryption) {
      notes.add(
          "run before decryption: V10 to V14 are not part of this verdict, which says nothing"
              + " about a result");
    }
    List<String> reservations =
        findings.stream()
            .filter(finding -> finding.status() == Status.RESERVED)
            .map(finding -> finding.id() + ": " + finding.evidence())
            .toList();
    boolean failed = findings.stream().anyMatch(finding -> finding.status() == Status.FAILED);
    Verdict verdict =
        failed
            ? Verdict.INVALID
            : reservations.isEmpty() ? Verdict.VALID : Verdict.VALID_WITH_RESERVATIONS;
    Coalitions coalitions =
        audited.electionHash().isEmpty()
            ? Coalitions.NONE
            : holders.coalitions(audited.activeIssuers());
    return new Report(
        verdict,
        reservations,
        notes,
        findings,
        audited.electionHash().hex(),
        audited.closedSet().hex(),
        new Report.Ballots(
            audited.recorded(), audited.counted(), audited.superseded(), audited.unchained()),
        audited.outcomes(),
        coalitions,
        audited.stuffing(),
        audited.consultation());
  }
}
