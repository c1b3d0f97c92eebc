package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.InclusionProof;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.signature.Signatures;
import city.urna.protocol.transcript.Context;
import java.util.List;

/**
 * What the author of a public act keeps: the act, its path to an anchor's root, and the anchor's
 * own receipt (spec consultation §11). Checked without a network.
 *
 * @param act exact bytes of the {@code PublicAct}
 * @param index its place in the anchor's list
 * @param path the leaf's sibling first
 * @param anchor exact bytes of the anchor's record
 */
public record PublicActReceipt(
    Context election, Bytes act, int index, List<Digest> path, Bytes anchor, Receipt proof) {
  public PublicActReceipt {
    path = List.copyOf(path);
  }

  /** What came of checking it. */
  public sealed interface Outcome {
    /** The act stands on the log. */
    record Recorded(Tracker act, Receipt.Outcome.Recorded anchor) implements Outcome {}

    /** The first thing that does not hold. */
    record Refused(String reason) implements Outcome {}
  }

  /** Checks signature, path, anchor and the anchor's receipt, in this order. */
  public Outcome check(CheckpointTrust trust) {
    Parsed<PublicAct> parsed = StrictParser.parse(PublicAct.parser(), act);
    if (!(parsed instanceof Parsed.Ok<PublicAct>(PublicAct message))
        || !(StrictParser.parse(Act.parser(), Bytes.of(message.getAct()))
            instanceof Parsed.Ok<Act>(Act body))) {
      return new Outcome.Refused("the act does not parse");
    }
    Tracker tracker = Forum.actHash(election, Bytes.of(message.getAct()));
    if (!body.hasKey()
        || !Bytes.of(body.getElection()).equals(election.hash().value())
        || !Signatures.verify(
            Bytes.of(body.getKey()), tracker.bytes(), Bytes.of(message.getSignature()))) {
      return new Outcome.Refused("the act is another election's, or not signed by its key");
    }
    if (!(SignedRecord.parse(anchor) instanceof Parsed.Ok<SignedRecord>(SignedRecord record))
        || record.kind() != Kind.ANCHOR
        || !record.process().equals(election.process())
        || !record.scope().equals(election.scope())) {
      return new Outcome.Refused("the anchor is none of this scope");
    }
    Anchor anchored = record.body(Anchor.parser()).orThrow();
    if (!Bytes.of(anchored.getElection()).equals(election.hash().value()) || !leads(anchored)) {
      return new Outcome.Refused("the path does not lead to the anchor's root");
    }
    if (!proof.entry().recordHash().equals(record.hash())) {
      return new Outcome.Refused("the receipt is another record's");
    }
    return switch (proof.check(trust)) {
      case Receipt.Outcome.Recorded recorded -> new Outcome.Recorded(tracker, recorded);
      case Receipt.Outcome.UntrustedCheckpoint(CheckpointTrust.Step step, String reason) ->
          new Outcome.Refused(reason);
      case Receipt.Outcome.WrongPath(String reason) -> new Outcome.Refused(reason);
    };
  }

  private boolean leads(Anchor anchored) {
    return index >= 0
        && index < anchored.getActs()
        && Digest.parse(Bytes.of(anchored.getRoot()))
            .optional()
            .filter(
                root ->
                    new InclusionProof(index, anchored.getActs(), path)
                        .holds(MerkleTree.leafHash(act), root))
            .isPresent();
  }
}
