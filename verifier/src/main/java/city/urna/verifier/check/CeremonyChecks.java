package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.arithmetic.Element;
import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.PossessionClaim;
import city.urna.verifier.arithmetic.ProofBatch;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Ceremony;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Opening;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.SealedShare;
import city.urna.verifier.records.TrusteeKey;
import city.urna.verifier.report.Numbered;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * V4: the trustees' key (spec ceremony). Fed with every ceremony record and restart in log order,
 * then asked whether the frozen key is what came out.
 *
 * <p>What is sealed inside shares no verifier can see; each trustee signs off that its own hold.
 */
final class CeremonyChecks {
  private static final int SEALED = 48;
  private static final int ENCAPSULATION = 65;

  private final String process;
  private final Bytes processHash;
  private final List<String> trustees;
  private final int threshold;
  private final Check commitments;
  private final Check possession;
  private final Check complaints;
  private final Check key;
  private final List<Complaint> unanswered = new ArrayList<>();
  private Round round;
  private Bytes previousRestart = Bytes.EMPTY;
  private Set<Integer> excluded = Set.of();

  /** One round of trustees, all with fresh polynomials. */
  private static final class Round {
    final int number;
    final List<Integer> active;
    final SortedMap<Integer, Bytes> commits = new TreeMap<>();
    final SortedMap<Integer, Bytes> openings = new TreeMap<>();
    final SortedMap<Integer, List<Point>> coefficients = new TreeMap<>();
    final List<Complaint> complaints = new ArrayList<>();
    final Set<Integer> signedOff = new HashSet<>();

    Round(int number, List<Integer> active) {
      this.number = number;
      this.active = List.copyOf(active);
    }

    boolean allOpened() {
      return openings.keySet().containsAll(active);
    }
  }

  private record Complaint(int round, int trustee, int dealer, LoggedRecord record) {}

  CeremonyChecks(
      Checks checks, String process, Bytes processHash, List<String> trustees, int threshold) {
    this.process = process;
    this.processHash = processHash;
    this.trustees = List.copyOf(trustees);
    this.threshold = threshold;
    this.commitments = checks.of(Numbered.V4_1);
    this.possession = checks.of(Numbered.V4_2);
    this.complaints = checks.of(Numbered.V4_3);
    this.key = checks.of(Numbered.V4_4);
    this.round = new Round(1, IntStream.rangeClosed(1, trustees.size()).boxed().toList());
  }

  /** A step by the trustee that it names; notes which check it fails, if it may not be taken. */
  void take(LoggedRecord record, Ceremony body) {
    int trustee = body.getTrustee();
    Check family =
        switch (body.getStepCase()) {
          case COMMIT, OPENING, STEP_NOT_SET -> commitments;
          case COMPLAINT, ANSWER -> complaints;
          case SIGN_OFF -> key;
        };
    Optional<String> refusal =
        body.getRound() != round.number
            ? Optional.of("it belongs to round " + body.getRound() + ", not to " + round.number)
            : !round.active.contains(trustee)
                ? Optional.of("trustee " + trustee + " takes no part in round " + round.number)
                : step(record, trustee, body);
    refusal.ifPresent(
        why -> family.failed(Place.of(record) + ": a step of trustee " + trustee + ": " + why));
  }

  private Optional<String> step(LoggedRecord record, int trustee, Ceremony body) {
    return switch (body.getStepCase()) {
      case COMMIT -> commit(trustee, Bytes.of(body.getCommit()));
      case OPENING -> open(record, trustee, Bytes.of(body.getOpening()));
      case COMPLAINT -> complain(record, trustee, body.getComplaint());
      case ANSWER -> answer(record, trustee, body.getAnswer());
      case SIGN_OFF -> signOff(record, trustee, body.getSignOff());
      case STEP_NOT_SET -> Optional.of("it says nothing");
    };
  }

  private Optional<String> commit(int trustee, Bytes commit) {
    if (commit.size() != 32) {
      return Optional.of("a commitment is 32 bytes");
    }
    return round.commits.putIfAbsent(trustee, commit) == null
        ? Optional.empty()
        : Optional.of("it had committed before");
  }

  private Optional<String> open(LoggedRecord record, int trustee, Bytes raw) {
    if (round.openings.containsKey(trustee)) {
      return Optional.of("it had opened before");
    }
    round.openings.put(trustee, raw);
    commitments.looked(1);
    possession.looked(1);
    String who = Place.of(record) + ": the opening of " + name(trustee);
    if (!round.commits.keySet().containsAll(round.active)) {
      commitments.failed(who + " was posted before every trustee had committed");
    }
    Bytes hash =
        transcript("ceremony-commit")
            .absorb("round", round.number)
            .absorb("trustee", trustee)
            .absorb("opening", raw)
            .hash();
    if (!hash.equals(round.commits.getOrDefault(trustee, Bytes.EMPTY))) {
      commitments.failed(who + " does not match its commitment");
    }
    switch (StrictMessage.parse(Opening.parser(), raw)) {
      case Parsed.Ok<Opening>(Opening opening) -> content(who, trustee, opening);
      case Parsed.Malformed<Opening>(String reason) -> commitments.failed(who + " " + reason);
    }
    return Optional.empty();
  }

  private void content(String who, int trustee, Opening opening) {
    List<Integer> others = round.active.stream().filter(i -> i != trustee).toList();
    if (opening.getSalt().size() != 32
        || !opening.getSharesList().stream().map(SealedShare::getRecipient).toList().equals(others)
        || !opening.getSharesList().stream().allMatch(CeremonyChecks::isSealed)) {
      commitments.failed(who + " does not hold a salt and one sealed share for each other trustee");
    }
    List<Point> points = new ArrayList<>();
    Transcript statement =
        transcript("ceremony-possession")
            .absorb("round", round.number)
            .absorb("trustee", trustee)
            .count(threshold);
    for (var coefficient : opening.getCoefficientsList()) {
      Bytes encoded = Bytes.of(coefficient);
      statement.absorb("coefficient", encoded);
      if (Point.decode(encoded) instanceof Parsed.Ok<Point>(Point point)) {
        points.add(point);
      }
    }
    if (opening.getCoefficientsCount() != threshold || points.size() != threshold) {
      commitments.failed(who + " does not hold exactly " + threshold + " points as coefficients");
      return;
    }
    round.coefficients.put(trustee, points);
    PossessionClaim claim =
        new PossessionClaim(
            statement,
            points.getFirst(),
            Bytes.of(opening.getPossessionCommitment()),
            Bytes.of(opening.getPossessionResponse()));
    if (!ProofBatch.checkOne(claim).rejected().isEmpty()) {
      possession.failed(who + " does not prove that the trustee knew its part of the key");
    }
  }

  private static boolean isSealed(SealedShare share) {
    return share.getEncapsulation().size() == ENCAPSULATION
        && share.getCiphertext().size() == SEALED;
  }

  private Optional<String> complain(LoggedRecord record, int trustee, int dealer) {
    if (!round.allOpened()) {
      return Optional.of("complaints come when all have opened");
    }
    if (dealer == trustee || !round.active.contains(dealer)) {
      return Optional.of("there is no dealer " + dealer + " to complain of");
    }
    boolean twice =
        round.complaints.stream().anyMatch(c -> c.trustee == trustee && c.dealer == dealer);
    if (twice || round.signedOff.contains(trustee)) {
      return Optional.of("it had complained of " + name(dealer) + " before, or had signed off");
    }
    Complaint complaint = new Complaint(round.number, trustee, dealer, record);
    round.complaints.add(complaint);
    unanswered.add(complaint);
    complaints.looked(1);
    return Optional.empty();
  }

  private Optional<String> answer(LoggedRecord record, int dealer, Ceremony.Answer answer) {
    int recipient = answer.getRecipient();
    boolean open =
        unanswered.removeIf(
            c -> c.round == round.number && c.dealer == dealer && c.trustee == recipient);
    if (!open) {
      return Optional.of("it answers no complaint");
    }
    List<Point> coefficients = round.coefficients.getOrDefault(dealer, List.of());
    if (!(Scalar.decode(Bytes.of(answer.getShare())) instanceof Parsed.Ok<Scalar>(Scalar share))
        || coefficients.isEmpty()
        || !Point.GENERATOR.times(share).equals(at(coefficients, recipient))) {
      complaints.failed(
          Place.of(record)
              + ": the share with which "
              + name(dealer)
              + " answers "
              + name(recipient)
              + " does not hold against its coefficients");
    }
    return Optional.empty();
  }

  /** Σ i^k·A_k: what the share of recipient i, times G, must be. */
  private static Element at(List<Point> coefficients, int recipient) {
    Element sum = Element.IDENTITY;
    Scalar power = Scalar.ONE;
    for (Point coefficient : coefficients) {
      sum = sum.plus(coefficient.times(power));
      power = power.times(Scalar.of(recipient));
    }
    return sum;
  }

  private Optional<String> signOff(LoggedRecord record, int trustee, Ceremony.SignOff signOff) {
    if (!round.allOpened()) {
      return Optional.of("sign-offs come when all have opened");
    }
    if (!round.signedOff.add(trustee)) {
      return Optional.of("it had signed off before");
    }
    key.looked(1);
    String who = Place.of(record) + ": the sign-off of " + name(trustee);
    if (unanswered.stream().anyMatch(c -> c.round == round.number)) {
      key.failed(who + " was posted while a complaint stood unanswered");
    }
    if (!Bytes.of(signOff.getJointKey()).equals(jointKey().encode())) {
      key.failed(who + " names another joint key than the openings give");
    }
    Transcript transcript =
        transcript("ceremony-transcript").absorb("round", round.number).count(round.active.size());
    for (int active : round.active) {
      transcript.absorb("trustee", active).absorb("opening", round.openings.get(active));
    }
    if (!Bytes.of(signOff.getTranscript()).equals(transcript.hash())) {
      key.failed(who + " names other openings than those posted");
    }
    return Optional.empty();
  }

  private Element jointKey() {
    return Element.sum(round.coefficients.values().stream().map(List::getFirst).toList());
  }

  /** A restart by the clerk and a majority; gives why it is not allowed. */
  Optional<String> restart(LoggedRecord record, Phase phase) {
    List<Integer> out = phase.getExcludedList();
    List<Integer> stay =
        IntStream.rangeClosed(1, trustees.size()).boxed().filter(i -> !out.contains(i)).toList();
    boolean ascending =
        IntStream.range(1, out.size()).allMatch(i -> out.get(i - 1) < out.get(i))
            && out.stream().allMatch(i -> i >= 1 && i <= trustees.size());
    if (!Bytes.of(phase.getPrevious()).equals(previousRestart)) {
      return Optional.of("it does not name the phase record before it");
    }
    if (!PhaseRules.isPlain(PhaseRules.Step.RESTART, phase)) {
      return Optional.of("its reason is no text, or it has a field that its step does not use");
    }
    if (phase.getRound() != round.number + 1
        || !ascending
        || !out.containsAll(excluded)
        || out.size() <= excluded.size()
        || stay.size() < threshold) {
      return Optional.of("its round or its list of excluded trustees breaks the rules");
    }
    previousRestart = record.hash();
    excluded = Set.copyOf(out);
    round = new Round(phase.getRound(), stay);
    return Optional.empty();
  }

  /** The freeze came: is what it names what the ceremony gave? */
  void finish(Definition definition) {
    commitments.done(round.active.size() + " trustees opened what they had committed to");
    possession.done("each trustee proved that it knew its part");
    finishComplaints();
    List<Integer> missing =
        round.active.stream().filter(trustee -> !round.signedOff.contains(trustee)).toList();
    for (int trustee : missing) {
      key.failed(name(trustee) + " never signed off round " + round.number);
    }
    if (!round.coefficients.keySet().containsAll(round.active)) {
      key.failed("round " + round.number + " of the ceremony is not whole");
      return;
    }
    if (definition.getCeremonyRound() != round.number) {
      key.failed(
          "the definition names round " + definition.getCeremonyRound() + " of the ceremony");
    }
    if (!(jointKey() instanceof Point joint)
        || !Bytes.of(definition.getJointKey()).equals(joint.encode())) {
      key.failed("the frozen joint key is not the sum of the trustees' parts");
    }
    List<TrusteeKey> wanted = new ArrayList<>();
    for (int trustee : round.active) {
      Element sum =
          Element.sum(
              round.coefficients.values().stream().map(points -> at(points, trustee)).toList());
      wanted.add(
          TrusteeKey.newBuilder()
              .setTrustee(trustee)
              .setKey(com.google.protobuf.ByteString.copyFrom(sum.encode().toArray()))
              .build());
      if (!(sum instanceof Point)) {
        key.failed("the key of " + name(trustee) + " is the identity");
      }
    }
    if (!definition.getTrusteeKeysList().equals(wanted)) {
      key.failed("the frozen trustee keys are not what the openings give");
    }
    key.done(
        "joint key of "
            + round.active.size()
            + " trustees, of whom "
            + threshold
            + " can open; round "
            + round.number);
  }

  private void finishComplaints() {
    for (Complaint complaint : unanswered) {
      String what =
          Place.of(complaint.record)
              + ": "
              + name(complaint.trustee)
              + " complained of "
              + name(complaint.dealer)
              + " in round "
              + complaint.round
              + " and got no answer";
      if (!excluded.contains(complaint.dealer)) {
        complaints.failed(what);
      }
    }
    String out = excluded.isEmpty() ? "" : "; excluded: " + names(excluded);
    complaints.done((round.complaints.isEmpty() ? "no trustee complained" : "all answered") + out);
  }

  private String names(Set<Integer> indexes) {
    return String.join(", ", indexes.stream().sorted().map(this::name).toList());
  }

  private String name(int trustee) {
    return "trustee " + trustee + " (" + trustees.get(trustee - 1) + ")";
  }

  private Transcript transcript(String type) {
    return Transcript.of(type, process, "", processHash);
  }
}
