package city.urna.verifier.town;

import static city.urna.verifier.town.Town.PROCESS;
import static city.urna.verifier.town.Town.bytes;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Opening;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.SealedShare;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.ECPoint;

/** The trustees' ceremony, round by round (spec ceremony). Threshold 2. */
final class Keying {
  private static final int THRESHOLD = 2;

  private final Town town;
  private int round = 0;
  private List<Integer> active = List.of();
  private final Map<Integer, List<BigInteger>> polynomials = new LinkedHashMap<>();
  private final Map<Integer, byte[]> openings = new LinkedHashMap<>();

  Keying(Town town) {
    this.town = town;
  }

  int round() {
    return round;
  }

  List<Integer> active() {
    return active;
  }

  /** Everything that goes well in a round of these trustees. */
  void whole(List<Integer> trustees) {
    begin(trustees);
    rest();
  }

  /** All that comes after {@link #begin}. */
  void rest() {
    active.forEach(this::commit);
    active.forEach(this::open);
    active.forEach(this::signOff);
  }

  /** Fresh polynomials for the next round. */
  void begin(List<Integer> trustees) {
    round++;
    active = List.copyOf(trustees);
    polynomials.clear();
    openings.clear();
    for (int d : active) {
      List<BigInteger> f = new ArrayList<>();
      for (int k = 0; k < THRESHOLD; k++) {
        f.add(town.dice.scalar());
      }
      polynomials.put(d, f);
      openings.put(d, opening(d).build().toByteArray());
    }
  }

  Opening.Builder opening(int d) {
    List<BigInteger> f = polynomials.get(d);
    Opening.Builder opening = Opening.newBuilder().setSalt(bytes(town.dice.bytes(32)));
    Ink.Lines transcript =
        Ink.of("ceremony-possession", PROCESS, "", town.processHash)
            .absorb("round", Ink.u32(round))
            .absorb("trustee", Ink.u32(d))
            .absorb("count", Ink.u32(THRESHOLD));
    for (BigInteger coefficient : f) {
      byte[] point = Group.point(Group.base(coefficient));
      opening.addCoefficients(bytes(point));
      transcript.absorb("coefficient", point);
    }
    BigInteger w = town.dice.scalar();
    byte[] commitment = Group.point(Group.base(w));
    BigInteger c = transcript.absorb("commitment", commitment).challenge();
    opening
        .setPossessionCommitment(bytes(commitment))
        .setPossessionResponse(bytes(Group.scalar(w.add(c.multiply(f.getFirst())))));
    for (int i : active) {
      if (i != d) {
        opening.addShares(
            SealedShare.newBuilder()
                .setRecipient(i)
                .setEncapsulation(bytes(Ink.join(new byte[] {4}, town.dice.bytes(64))))
                .setCiphertext(bytes(town.dice.bytes(48))));
      }
    }
    return opening;
  }

  /** Replaces what a trustee will commit to and open. */
  void replaceOpening(int d, byte[] opening) {
    openings.put(d, opening);
  }

  void commit(int d) {
    step(
        d,
        Ceremony.newBuilder()
            .setCommit(
                bytes(
                    Ink.of("ceremony-commit", PROCESS, "", town.processHash)
                        .absorb("round", Ink.u32(round))
                        .absorb("trustee", Ink.u32(d))
                        .absorb("opening", openings.get(d))
                        .hash())));
  }

  void open(int d) {
    step(d, Ceremony.newBuilder().setOpening(bytes(openings.get(d))));
  }

  void complain(int trustee, int dealer) {
    step(trustee, Ceremony.newBuilder().setComplaint(dealer));
  }

  void answer(int dealer, int recipient, BigInteger shift) {
    step(
        dealer,
        Ceremony.newBuilder()
            .setAnswer(
                Ceremony.Answer.newBuilder()
                    .setRecipient(recipient)
                    .setShare(bytes(Group.scalar(share(dealer, recipient).add(shift))))));
  }

  void signOff(int i) {
    Ink.Lines transcript =
        Ink.of("ceremony-transcript", PROCESS, "", town.processHash)
            .absorb("round", Ink.u32(round))
            .absorb("count", Ink.u32(active.size()));
    for (int d : active) {
      transcript.absorb("trustee", Ink.u32(d)).absorb("opening", openings.get(d));
    }
    step(
        i,
        Ceremony.newBuilder()
            .setSignOff(
                Ceremony.SignOff.newBuilder()
                    .setJointKey(bytes(Group.point(jointKey())))
                    .setTranscript(bytes(transcript.hash()))));
  }

  private void step(int trustee, Ceremony.Builder body) {
    town.add(
        Kind.CEREMONY,
        "",
        body.setRound(round).setTrustee(trustee).build(),
        List.of(town.trustees.get(trustee - 1)));
  }

  /** A restart that excludes these; the next {@link #begin} is of that round. */
  byte[] restart(byte[] previous, List<Integer> excluded) {
    return town.add(
        Kind.PHASE,
        "",
        Phase.newBuilder()
            .setStep(5)
            .setPrevious(bytes(previous))
            .setRound(round + 1)
            .addAllExcluded(excluded)
            .setReason("did not answer")
            .build(),
        town.endorsed(town.clerk, 2));
  }

  private BigInteger share(int dealer, int recipient) {
    BigInteger value = BigInteger.ZERO;
    BigInteger power = BigInteger.ONE;
    for (BigInteger coefficient : polynomials.get(dealer)) {
      value = value.add(coefficient.multiply(power));
      power = power.multiply(BigInteger.valueOf(recipient));
    }
    return value.mod(Group.Q);
  }

  BigInteger secret(int trustee) {
    BigInteger x = BigInteger.ZERO;
    for (int d : active) {
      x = x.add(share(d, trustee));
    }
    return x.mod(Group.Q);
  }

  ECPoint publicKey(int trustee) {
    return Group.base(secret(trustee));
  }

  ECPoint jointKey() {
    BigInteger x = BigInteger.ZERO;
    for (int d : active) {
      x = x.add(polynomials.get(d).getFirst());
    }
    return Group.base(x);
  }
}
