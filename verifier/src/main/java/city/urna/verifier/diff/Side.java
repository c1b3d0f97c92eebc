package city.urna.verifier.diff;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.Checkpoint;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.TreeHead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One of two archives.
 *
 * @param head the checkpoint's text, unproven
 * @param lines the checkpoint as stored, line by line
 * @param signatures what verifying them under a trust file gave; empty without one
 */
record Side(
    Path path,
    Archive archive,
    TreeHead head,
    List<String> lines,
    Optional<Parsed<Checkpoint>> signatures) {

  static Parsed<Side> open(Path path, Optional<LogTrust> trust) {
    return Archive.open(path)
        .flatMap(
            archive ->
                archive
                    .read("checkpoint", Checkpoint.MOST_BYTES)
                    .flatMap(note -> of(path, archive, note, trust)));
  }

  private static Parsed<Side> of(Path path, Archive archive, Bytes note, Optional<LogTrust> trust) {
    return Checkpoint.unproven(note)
        .map(
            head ->
                new Side(
                    path,
                    archive,
                    head,
                    new String(note.toArray(), StandardCharsets.UTF_8).lines().toList(),
                    trust.map(known -> Checkpoint.parse(note, known))));
  }
}
