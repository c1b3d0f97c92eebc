package city.urna.verifier.log;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.report.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks V1.* (spec archive §3): manifest and log. */
public final class LogChecks {
  private final Archive archive;
  private final LogTrust trust;
  private final Optional<Bytes> since;

  /**
   * @param since an earlier checkpoint that the log must extend, if the auditor has one
   */
  public LogChecks(Archive archive, LogTrust trust, Optional<Bytes> since) {
    this.archive = archive;
    this.trust = trust;
    this.since = since;
  }

  /** Runs V1.1 to V1.5, each whatever the others found. */
  public List<Finding> run() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        finding(
            "V1.1",
            "the manifest lists exactly the files that are there",
            new ManifestCheck(archive).run()));
    Parsed<Bytes> note = archive.read("checkpoint", Checkpoint.MOST_BYTES);
    Parsed<Checkpoint> checkpoint = note.flatMap(text -> Checkpoint.parse(text, trust));
    Parsed<TreeHead> head = note.flatMap(Checkpoint::unproven);
    findings.add(
        finding(
            "V1.2",
            "the checkpoint is signed by the log and a quorum of trusted cosigners",
            checkpoint.map(c -> (long) c.cosignatures().size())));
    findings.add(
        finding(
            "V1.3",
            "the entries give every tile and the checkpoint's root and size",
            head.flatMap(h -> new TileCheck(archive, h).run())));
    findings.add(
        finding(
            "V1.4",
            "every record gives its entry",
            head.flatMap(h -> new EntryCheck(archive, h.size()).run())));
    findings.add(extension(head));
    return List.copyOf(findings);
  }

  private Finding extension(Parsed<TreeHead> head) {
    String title = "the log extends the earlier checkpoint";
    if (since.isEmpty()) {
      return Finding.notApplicable("V1.5", title, "no earlier checkpoint was given");
    }
    return finding(
        "V1.5",
        title,
        Checkpoint.parse(since.get(), trust, 0)
            .flatMap(earlier -> head.flatMap(h -> extend(earlier.head(), h))));
  }

  /** Recomputes the root that the log had at the earlier size. */
  private Parsed<Long> extend(TreeHead earlier, TreeHead head) {
    if (earlier.size() > head.size()) {
      return Parsed.malformed(
          "the earlier checkpoint has " + earlier.size() + " entries, the log " + head.size());
    }
    return LogRoots.at(archive, earlier.size(), head.size())
        .flatMap(
            root ->
                root.equals(earlier.root())
                    ? Parsed.ok(earlier.size())
                    : Parsed.malformed("fork: the log had another root at the earlier size"));
  }

  private static Finding finding(String id, String title, Parsed<Long> outcome) {
    return switch (outcome) {
      case Parsed.Ok<Long>(Long count) -> Finding.passed(id, title, count);
      case Parsed.Malformed<Long>(String reason) -> Finding.failed(id, title, 0, reason);
    };
  }
}
