package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.ProofBatch;
import city.urna.verifier.arithmetic.RangeClaim;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.signature.Ed25519;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * V6: every ballot by itself (spec ballots §1, §4), in batches on all cores while the log is read.
 *
 * <p>Keeps of a good ballot its {@link BallotLine} and the running sums, nothing else.
 */
final class BallotChecks {
  private static final int BATCH = 128;
  private static final long BATCH_BYTES = 4 << 20;
  private static final List<Numbered> FAMILY =
      List.of(Numbered.V6_1, Numbered.V6_2, Numbered.V6_3, Numbered.V6_4, Numbered.V6_5);

  private final Checks checks;
  private final Frozen frozen;
  private final Eligibility eligibility;
  private final Workers workers;
  private final SecureRandom random;
  private final Sums sums;
  private final List<BallotLine> lines = new ArrayList<>();
  private List<Pending> batch = new ArrayList<>();
  private long batchBytes;

  /** A ballot on the log; {@code inTime}: it stands where casting was open. */
  private record Pending(LoggedRecord record, List<String> active, boolean inTime) {}

  /** What is wrong with a ballot. */
  private record Refusal(Numbered numbered, String evidence) {}

  /** How a batch came out. */
  private record Outcome(
      int ballots, List<Refusal> refusals, List<BallotLine> lines, List<List<Aggregate>> sums) {}

  /** A ballot in the course of being checked. */
  private static final class Candidate {
    final Pending pending;
    final List<Refusal> refusals = new ArrayList<>();
    Optional<OpenedBallot> opened = Optional.empty();

    Candidate(Pending pending) {
      this.pending = pending;
    }

    void refuse(Numbered numbered, String why) {
      refusals.add(new Refusal(numbered, "the ballot at " + Place.of(pending.record) + ": " + why));
    }
  }

  BallotChecks(
      Checks checks, Frozen frozen, Eligibility eligibility, Workers workers, SecureRandom random) {
    this.checks = checks;
    this.frozen = frozen;
    this.eligibility = eligibility;
    this.workers = workers;
    this.random = random;
    this.sums = new Sums(frozen);
  }

  /** Takes the next ballot in log order. */
  void take(LoggedRecord record, List<String> active, boolean inTime) {
    batch.add(new Pending(record, active, inTime));
    batchBytes += record.raw().size();
    if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
      flush();
    }
  }

  private void flush() {
    List<Pending> full = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    if (!full.isEmpty()) {
      workers.submit(() -> check(full), this::add);
    }
  }

  private void add(Outcome outcome) {
    FAMILY.forEach(numbered -> checks.of(numbered).looked(outcome.ballots));
    outcome.refusals.forEach(refusal -> checks.of(refusal.numbered).failed(refusal.evidence));
    lines.addAll(outcome.lines);
    sums.add(outcome.sums);
  }

  /** All ballots are in. */
  void finish() {
    flush();
    workers.drain();
    FAMILY.forEach(numbered -> checks.of(numbered).done(""));
  }

  /** Ballots in order that stand where casting was open, in log order; after {@link #finish}. */
  List<BallotLine> lines() {
    return lines;
  }

  /** The sums over {@link #lines}; after {@link #finish}. */
  Sums sums() {
    return sums;
  }

  private Outcome check(List<Pending> pending) {
    List<Candidate> candidates = pending.stream().map(Candidate::new).toList();
    candidates.forEach(this::checkAlone);
    List<RangeClaim> claims = new ArrayList<>();
    List<Candidate> claimants = new ArrayList<>();
    for (Candidate candidate : candidates) {
      for (RangeClaim claim : candidate.opened.map(o -> o.claims(frozen)).orElse(List.of())) {
        claims.add(claim);
        claimants.add(candidate);
      }
    }
    for (ProofBatch.Rejected rejected : ProofBatch.check(claims, random).rejected()) {
      RangeClaim claim = claims.get(rejected.index());
      claimants
          .get(rejected.index())
          .refuse(
              Numbered.V6_5,
              "question "
                  + claim.question()
                  + ", place "
                  + claim.index()
                  + ": "
                  + rejected.reason());
    }
    Sums batchSums = new Sums(frozen);
    List<BallotLine> good = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (candidate.pending.inTime && candidate.refusals.isEmpty()) {
        OpenedBallot ballot = candidate.opened.orElseThrow();
        batchSums.add(ballot);
        good.add(line(candidate.pending.record, ballot));
      }
    }
    return new Outcome(
        pending.size(),
        candidates.stream().flatMap(candidate -> candidate.refusals.stream()).toList(),
        good,
        batchSums.totals());
  }

  private BallotLine line(LoggedRecord record, OpenedBallot opened) {
    Ballot ballot = opened.ballot();
    Bytes replaces = Bytes.of(ballot.getReplaces());
    return new BallotLine(
        record.position(),
        eligibility.nullifier(Bytes.of(ballot.getCredential())),
        frozen.transcript("ballot").absorb("body", record.body()).hash(),
        replaces.isZero() ? Bytes.ZERO_32 : replaces,
        opened.style());
  }

  /** All but the proofs, which are checked together. */
  private void checkAlone(Candidate candidate) {
    LoggedRecord record = candidate.pending.record;
    switch (StrictMessage.parse(Ballot.parser(), record.body())) {
      case Parsed.Malformed<Ballot>(String reason) -> candidate.refuse(Numbered.V6_1, reason);
      case Parsed.Ok<Ballot>(Ballot ballot) -> {
        refuseSignature(record, ballot).ifPresent(why -> candidate.refuse(Numbered.V6_4, why));
        Optional<String> shape = OpenedBallot.refuseShape(frozen, ballot);
        if (shape.isPresent()) {
          candidate.refuse(Numbered.V6_2, shape.get());
          return;
        }
        eligibility
            .refuse(
                ballot.getStyle(),
                Bytes.of(ballot.getCredential()),
                ballot.getIssuerSignaturesList(),
                candidate.pending.active)
            .ifPresent(why -> candidate.refuse(Numbered.V6_3, why));
        switch (OpenedBallot.decode(frozen, ballot)) {
          case Parsed.Ok<OpenedBallot>(OpenedBallot opened) ->
              candidate.opened = Optional.of(opened);
          case Parsed.Malformed<OpenedBallot>(String reason) ->
              candidate.refuse(Numbered.V6_5, reason);
        }
      }
    }
  }

  private static Optional<String> refuseSignature(LoggedRecord record, Ballot ballot) {
    Bytes credential = Bytes.of(ballot.getCredential());
    if (record.signatures().size() != 1
        || !record.signatures().getFirst().key().equals(credential)
        || credential.size() != 32) {
      return Optional.of("it is not signed by exactly its credential");
    }
    return Ed25519.verifies(
            credential, record.signingDigest(), record.signatures().getFirst().value())
        ? Optional.empty()
        : Optional.of("its credential's signature does not verify");
  }
}
