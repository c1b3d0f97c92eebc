package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.Signatures;
import java.util.Optional;

/** Acts of keys of their own, which are no records: an anchor stands for them (§4.2). */
public final class PublicActs {
  private PublicActs() {}

  /**
   * The exact bytes of a {@code PublicAct}.
   *
   * @param act the exact bytes of an {@code Act} whose author is this key
   */
  public static Bytes sign(Forum forum, Bytes act, Ed25519PrivateKey key) {
    return Bytes.of(
        PublicAct.newBuilder()
            .setAct(act.toByteString())
            .setSignature(key.sign(forum.actHash(act).bytes()).toByteString())
            .build()
            .toByteString());
  }

  /** Refuses R1 form, R3 not signed by its key, R7 another election, R14 what §4.3 refuses. */
  public static Verdict<CheckedAct> check(Forum forum, Bytes publicAct) {
    return StrictParser.parse(PublicAct.parser(), publicAct)
        .flatMap(
            message ->
                StrictParser.parse(Act.parser(), Bytes.of(message.getAct()))
                    .map(act -> new Read(message, act)))
        .verdict(Refusal.ENVELOPE)
        .flatMap(read -> check(forum, read));
  }

  private record Read(PublicAct message, Act act) {}

  private static Verdict<CheckedAct> check(Forum forum, Read read) {
    Act act = read.act();
    Tracker tracker = forum.actHash(Bytes.of(read.message().getAct()));
    Bytes key = Bytes.of(act.getKey());
    if (key.size() != Ed25519PrivateKey.SEED_SIZE
        || !Signatures.verify(key, tracker.bytes(), Bytes.of(read.message().getSignature()))) {
      return Verdict.rejected(Refusal.SIGNATURE, "not signed by its key");
    }
    if (!Bytes.of(act.getElection()).equals(forum.election())) {
      return Verdict.rejected(Refusal.ELECTION, "another election");
    }
    return ActForm.wrong(forum.rules(), act, true)
        .<Verdict<CheckedAct>>map(reason -> Verdict.rejected(Refusal.ACT, reason))
        .orElseGet(() -> Verdict.verified(new CheckedAct(act, tracker, Optional.empty())));
  }
}
