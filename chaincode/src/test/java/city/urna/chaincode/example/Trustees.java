package city.urna.chaincode.example;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.ceremony.Contribution;
import city.urna.protocol.ceremony.Dealer;
import city.urna.protocol.ceremony.JointKey;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.ceremony.Round;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ceremony;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One round of the trustees' ceremony, everybody honest. */
public final class Trustees {
  private final Parties parties;
  private final Round round;
  private final Map<Integer, Dealer> dealers = new TreeMap<>();
  private final JointKey key;

  public Trustees(Parties parties, Digest processHash, int number, List<Integer> active) {
    this.parties = parties;
    this.round = Round.of(Parties.PROCESS, processHash, number, Parties.THRESHOLD, active);
    Map<Integer, Point> sealing = new TreeMap<>();
    active.forEach(
        i -> sealing.put(i, Point.decode(parties.sealing.get(i - 1).publicKey()).orThrow()));
    active.forEach(i -> dealers.put(i, Dealer.draw(round, i, sealing, parties.random)));
    this.key =
        JointKey.of(
                round,
                active.stream()
                    .map(i -> Contribution.read(round, i, dealers.get(i).opening()).orThrow())
                    .toList())
            .orThrow();
  }

  public JointKey key() {
    return key;
  }

  public Round round() {
    return round;
  }

  public Dealer dealer(int trustee) {
    return dealers.get(trustee);
  }

  /** x_i. */
  public KeyShare share(int trustee) {
    Map<Integer, Scalar> received = new TreeMap<>();
    for (int dealer : round.recipients(trustee)) {
      received.put(dealer, Scalar.decode(dealers.get(dealer).answer(trustee)).orThrow());
    }
    return key.share(dealers.get(trustee), received).orThrow();
  }

  public SignedRecord commit(int trustee) {
    return record(
        trustee, step(trustee).setCommit(dealers.get(trustee).commitment().value().toByteString()));
  }

  public SignedRecord open(int trustee) {
    return record(trustee, step(trustee).setOpening(dealers.get(trustee).opening().toByteString()));
  }

  public SignedRecord complain(int trustee, int dealer) {
    return record(trustee, step(trustee).setComplaint(dealer));
  }

  public SignedRecord answer(int dealer, int recipient, Bytes share) {
    return record(
        dealer,
        step(dealer)
            .setAnswer(
                Ceremony.Answer.newBuilder()
                    .setRecipient(recipient)
                    .setShare(share.toByteString())));
  }

  public SignedRecord signOff(int trustee) {
    return record(
        trustee,
        step(trustee)
            .setSignOff(
                Ceremony.SignOff.newBuilder()
                    .setJointKey(key.key().encode().toByteString())
                    .setTranscript(key.transcript().value().toByteString())));
  }

  public List<SignedRecord> commits() {
    return round.active().stream().map(this::commit).toList();
  }

  public List<SignedRecord> openings() {
    return round.active().stream().map(this::open).toList();
  }

  public List<SignedRecord> signOffs() {
    return round.active().stream().map(this::signOff).toList();
  }

  public List<SignedRecord> all() {
    List<SignedRecord> all = new ArrayList<>(commits());
    all.addAll(openings());
    all.addAll(signOffs());
    return all;
  }

  /** The beginning of a step of that trustee's. */
  public Ceremony.Builder step(int trustee) {
    return Ceremony.newBuilder().setRound(round.number()).setTrustee(trustee);
  }

  public SignedRecord record(int trustee, Ceremony.Builder step) {
    return Parties.record(
        Kind.CEREMONY, "", step.build(), List.of(parties.trustees.get(trustee - 1)));
  }
}
