package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose checkpoints are believed: the log's key, the cosigners in order, and how many must have
 * signed (spec log §3).
 */
public record CheckpointTrust(NoteKey log, List<NoteKey> cosigners, int quorum) {
  public CheckpointTrust {
    cosigners = List.copyOf(cosigners);
    if (log.type() != NoteKey.Type.LOG
        || cosigners.stream().anyMatch(key -> key.type() != NoteKey.Type.COSIGNER)
        || quorum < 1
        || quorum > cosigners.size()) {
      throw new IllegalArgumentException("no such trust");
    }
  }

  /** What came of checking a checkpoint. */
  public sealed interface Outcome {
    /** Signed by the log and by at least the quorum. */
    record Trusted(Checkpoint checkpoint, List<Cosignature> cosignatures) implements Outcome {
      public Trusted {
        cosignatures = List.copyOf(cosignatures);
      }
    }

    /** The first step that failed. */
    record Refused(Step step, String reason) implements Outcome {}
  }

  /** The steps of the check, in order. */
  public enum Step {
    FORMAT,
    ORIGIN,
    LOG_SIGNATURE,
    COSIGNATURES
  }

  /** The name under which an organization cosigns: {@code <origin>/<organization id>}. */
  public static String cosignerName(String origin, String organization) {
    return origin + "/" + organization;
  }

  /** The trust that a genesis record states; it keeps records §7.1, or this is malformed. */
  public static Parsed<CheckpointTrust> of(Genesis genesis) {
    String origin = genesis.getOrigin();
    Parsed<List<NoteKey>> cosigners = new Parsed.Ok<>(List.of());
    for (Organization organization : genesis.getOrganizationsList()) {
      cosigners =
          cosigners.flatMap(
              before ->
                  NoteKey.of(
                          cosignerName(origin, organization.getId()),
                          NoteKey.Type.COSIGNER,
                          Bytes.of(organization.getCosignerKey()))
                      .map(key -> append(before, key)));
    }
    int quorum = genesis.getQuorum();
    if (quorum < 1 || quorum > genesis.getOrganizationsCount()) {
      return new Parsed.Malformed<>("no such quorum");
    }
    return cosigners.flatMap(
        keys ->
            NoteKey.of(origin, NoteKey.Type.LOG, Bytes.of(genesis.getLogKey()))
                .map(log -> new CheckpointTrust(log, keys, quorum)));
  }

  /**
   * Checks a signed checkpoint exactly: the log's line first, then cosignature lines in the
   * cosigners' order, one each, every one valid, no other line, at least the quorum.
   */
  public Outcome check(SignedNote note) {
    return switch (Checkpoint.parse(note.text())) {
      case Parsed.Malformed<Checkpoint>(String reason) -> refused(Step.FORMAT, reason);
      case Parsed.Ok<Checkpoint>(Checkpoint checkpoint) -> check(note, checkpoint);
    };
  }

  private Outcome check(SignedNote note, Checkpoint checkpoint) {
    if (!checkpoint.origin().equals(log.name())) {
      return refused(Step.ORIGIN, "a checkpoint of another log");
    }
    NoteSignature first = note.signatures().getFirst();
    if (!log.claims(first) || !Signatures.verify(log.key(), note.signedText(), first.value())) {
      return refused(Step.LOG_SIGNATURE, "the first line is not the log's signature");
    }
    List<Cosignature> found = new ArrayList<>();
    int next = 0;
    for (NoteSignature line : note.signatures().subList(1, note.signatures().size())) {
      while (next < cosigners.size() && !cosigners.get(next).claims(line)) {
        next++;
      }
      if (next == cosigners.size()) {
        return refused(
            Step.COSIGNATURES, "a line by nobody known, a second one, or one out of order");
      }
      Optional<Cosignature> cosignature =
          Cosignature.verify(note.text(), line, cosigners.get(next));
      if (cosignature.isEmpty()) {
        return refused(Step.COSIGNATURES, "the cosignature of " + line.name() + " is not valid");
      }
      found.add(cosignature.get());
      next++;
    }
    return found.size() < quorum
        ? refused(Step.COSIGNATURES, found.size() + " cosignatures, the quorum is " + quorum)
        : new Outcome.Trusted(checkpoint, found);
  }

  private static Outcome refused(Step step, String reason) {
    return new Outcome.Refused(step, reason);
  }

  private static List<NoteKey> append(List<NoteKey> keys, NoteKey key) {
    List<NoteKey> all = new ArrayList<>(keys);
    all.add(key);
    return List.copyOf(all);
  }
}
