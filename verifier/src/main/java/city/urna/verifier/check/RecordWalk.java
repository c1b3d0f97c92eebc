package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.archive.RecordVisitor;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.record.Kind;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.trust.Trust;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The walk through the log, from the genesis record on: finds the audited process and hands its
 * records to {@link ProcessWalk}.
 */
final class RecordWalk implements RecordVisitor {
  private final Trust trust;
  private final Checks checks;
  private final Check rules;
  private final Workers workers;
  private final SecureRandom random;
  private final SecondReading again;
  private final Bodies bodies;
  private final DefinitionChecks definition;
  private final Archive archive;
  private final CheckpointChecks checkpoints;
  private final ForeignContents foreign;
  private final List<Long> before = new ArrayList<>();
  private final SortedMap<String, Long> others = new TreeMap<>();
  private Optional<ProcessWalk> process = Optional.empty();

  RecordWalk(Trust trust, Checks checks, Workers workers, SecureRandom random, Archive archive) {
    this.trust = trust;
    this.checks = checks;
    this.rules = checks.of(Numbered.V7_1);
    this.workers = workers;
    this.random = random;
    this.archive = archive;
    this.again = new SecondReading(archive);
    this.checkpoints = new CheckpointChecks(checks, archive, LogTrust.of(trust));
    this.foreign = new ForeignContents(archive);
    this.bodies = new Bodies(checks);
    this.definition = new DefinitionChecks(checks, trust);
  }

  @Override
  public void record(LoggedRecord record) {
    if (record.position() == 0) {
      first(record);
    } else if (record.kind() == Kind.GENESIS) {
      rules.failed(Place.of(record) + ": a second genesis record");
      bodies.read(record);
    } else if (record.kind() == Kind.CHECKPOINT) {
      checkpoints.take(record, definition.founded().map(DefinitionChecks.Founded::signers));
    } else if (!record.process().equals(trust.process())) {
      foreign.take(record);
      others.merge("process " + record.process(), 1L, Long::sum);
    } else if (process.isPresent()) {
      process.get().record(record);
    } else if (record.kind() == Kind.PROCESS && definition.founded().isPresent()) {
      DefinitionChecks.Founded founded = definition.founded().get();
      rules.looked(1);
      definition.process(record, founded);
      process =
          definition
              .defined()
              .map(
                  defined ->
                      new ProcessWalk(
                          trust,
                          checks,
                          workers,
                          random,
                          again,
                          definition,
                          founded,
                          defined,
                          new ConsultationWalk(
                              checks,
                              trust,
                              workers,
                              archive,
                              definition,
                              founded,
                              defined,
                              checkpoints,
                              foreign)));
      process.ifPresent(this::takeBefore);
    } else if (definition.founded().isPresent() && definition.defined().isEmpty()) {
      rules.failed(Place.of(record) + ": it belongs to a process that no record defines");
      before.add(record.position());
    }
  }

  /** What stood before the process record is read all the same. */
  private void takeBefore(ProcessWalk walk) {
    before.forEach(position -> again.record(position).ifPresent(walk::record));
    before.clear();
  }

  private void first(LoggedRecord record) {
    if (record.kind() == Kind.GENESIS) {
      rules.looked(1);
      definition.genesis(record);
    } else {
      checks.of(Numbered.V3_1).failed(Place.of(record) + ": the log does not begin with genesis");
    }
  }

  @Override
  public void unreadable(long position, Bytes raw, String reason) {
    rules.failed("position " + position + " holds what is no record: " + reason);
  }

  /** The walk ended before the last record. */
  void broken(long position, String reason) {
    rules.failed("the records cannot be read beyond position " + position + ": " + reason);
  }

  /** Everything is in: what is left of it, and why what could not run did not. */
  Audited finish() {
    workers.drain();
    if (process.isEmpty()) {
      if (definition.founded().isEmpty()) {
        missing("there is no usable genesis record (V3.1)", Numbered.V3_2);
      } else {
        missing("there is no usable process record (V3.2)", Numbered.V3_3);
      }
      return Audited.NOTHING.withOthers(others);
    }
    rules.done("");
    return process.get().finish().withOthers(others);
  }

  private void missing(String why, Numbered from) {
    for (Numbered numbered : Numbered.values()) {
      if (numbered.compareTo(from) >= 0) {
        checks.of(numbered).notRun(why);
      }
    }
  }
}
