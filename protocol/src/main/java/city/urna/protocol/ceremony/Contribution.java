package city.urna.protocol.ceremony;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.group.Element;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.MultiScalar;
import city.urna.protocol.group.Point;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.proof.PossessionProof;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Opening;
import city.urna.protocol.records.SealedShare;
import java.util.ArrayList;
import java.util.List;

/**
 * What one trustee gave to the joint key, as everybody sees it: its opening, read and checked (spec
 * ceremony, steps 2 to 4).
 */
public final class Contribution {
  private static final int SALT_SIZE = 32;

  private final Round round;
  private final int dealer;
  private final Bytes opening;
  private final List<Point> coefficients;
  private final List<SealedShare> shares;
  private final Opening message;

  private Contribution(
      Round round, int dealer, Bytes opening, Opening message, List<Point> coefficients) {
    this.round = round;
    this.dealer = dealer;
    this.opening = opening;
    this.message = message;
    this.coefficients = List.copyOf(coefficients);
    this.shares = message.getSharesList();
  }

  /**
   * Checks an opening against its commitment: hash, shape and exactly t coefficients ({@code R6
   * ceremony}), then the possession proof ({@code R9 proof}).
   *
   * @param commitment what the dealer posted before
   * @param opening exact bytes of an {@code Opening}
   */
  public static Verdict<Contribution> check(
      Round round, int dealer, Digest commitment, Bytes opening) {
    if (!round.commitment(dealer, opening).equals(commitment)) {
      return Verdict.rejected(Refusal.CEREMONY, "opening is not what was committed to");
    }
    return read(round, dealer, opening)
        .verdict(Refusal.CEREMONY)
        .flatMap(Contribution::checkPossession);
  }

  /** Reads an opening that has been accepted before; its possession proof is not checked again. */
  public static Parsed<Contribution> read(Round round, int dealer, Bytes opening) {
    return StrictParser.parse(Opening.parser(), opening)
        .flatMap(message -> shaped(round, dealer, opening, message));
  }

  private static Parsed<Contribution> shaped(
      Round round, int dealer, Bytes opening, Opening message) {
    if (!round.active().contains(dealer)) {
      return new Parsed.Malformed<>("not an active trustee");
    }
    if (message.getSalt().size() != SALT_SIZE) {
      return new Parsed.Malformed<>("a salt has 32 bytes");
    }
    if (message.getCoefficientsCount() != round.threshold()) {
      return new Parsed.Malformed<>("not exactly t coefficients");
    }
    List<Integer> recipients =
        message.getSharesList().stream().map(SealedShare::getRecipient).toList();
    if (!recipients.equals(round.recipients(dealer))) {
      return new Parsed.Malformed<>("not one share for each other active trustee, ascending");
    }
    for (SealedShare share : message.getSharesList()) {
      if (share.getEncapsulation().size() != ShareBox.ENCAPSULATION_SIZE
          || share.getCiphertext().size() != ShareBox.CIPHERTEXT_SIZE) {
        return new Parsed.Malformed<>("a sealed share of another size");
      }
    }
    List<Point> coefficients = new ArrayList<>();
    for (int k = 0; k < round.threshold(); k++) {
      switch (Point.decode(Bytes.of(message.getCoefficients(k)))) {
        case Parsed.Ok<Point>(Point point) -> coefficients.add(point);
        case Parsed.Malformed<Point>(String reason) -> {
          return new Parsed.Malformed<>("coefficient " + k + ": " + reason);
        }
      }
    }
    return new Parsed.Ok<>(new Contribution(round, dealer, opening, message, coefficients));
  }

  private Verdict<Contribution> checkPossession() {
    return Point.decode(Bytes.of(message.getPossessionCommitment()))
        .flatMap(
            commitment ->
                Scalar.decode(Bytes.of(message.getPossessionResponse()))
                    .map(response -> new PossessionProof(commitment, response)))
        .verdict(Refusal.PROOF)
        .flatMap(
            proof ->
                proof
                    .verify(round.possession(dealer, coefficients), coefficients.getFirst())
                    .map(point -> this));
  }

  /** The trustee whose contribution it is. */
  public int dealer() {
    return dealer;
  }

  /** The exact bytes of the {@code Opening}. */
  public Bytes opening() {
    return opening;
  }

  /** A_{d,0} to A_{d,t−1}. */
  public List<Point> coefficients() {
    return coefficients;
  }

  /** Σ_k i^k·A_{d,k}, which is f_d(i)·G. */
  public Element publicShare(int trustee) {
    List<Scalar> powers = new ArrayList<>();
    Scalar power = Scalar.ONE;
    for (int k = 0; k < coefficients.size(); k++) {
      powers.add(power);
      power = power.times(Scalar.of(trustee));
    }
    return MultiScalar.sum(powers, coefficients);
  }

  /**
   * Opens the share that was sealed to a trustee; malformed is a reason to complain (step 3).
   *
   * @param secret the trustee's sealing key
   */
  public Parsed<Scalar> openShare(int recipient, Scalar secret) {
    int place = round.recipients(dealer).indexOf(recipient);
    if (place < 0) {
      throw new IllegalArgumentException("no recipient of this dealer");
    }
    SealedShare share = shares.get(place);
    return new ShareBox(Bytes.of(share.getEncapsulation()), Bytes.of(share.getCiphertext()))
        .open(secret, round.shareInfo(dealer, recipient).value(), Bytes.EMPTY)
        .flatMap(plaintext -> share(recipient, plaintext));
  }

  /** Checks a published share as the answer to a complaint: {@code R6 ceremony} (step 4). */
  public Verdict<Scalar> checkAnswer(int recipient, Bytes share) {
    return share(recipient, share).verdict(Refusal.CEREMONY);
  }

  private Parsed<Scalar> share(int recipient, Bytes encoded) {
    return Scalar.decode(encoded)
        .flatMap(
            share ->
                FixedBase.GENERATOR.times(share).equals(publicShare(recipient))
                    ? new Parsed.Ok<>(share)
                    : new Parsed.Malformed<>("the share does not fit the coefficients"));
  }
}
