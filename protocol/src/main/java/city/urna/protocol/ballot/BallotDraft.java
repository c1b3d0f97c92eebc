package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.proof.RangeKind;
import city.urna.protocol.proof.RangeProver;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.Selection;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A ballot that is built and proved but not signed (spec ballots §1, §3): the voter sees its
 * tracker, and then casts or challenges it.
 */
public final class BallotDraft {
  private final Bytes body;
  private final Tracker tracker;
  private final BallotOpening opening;

  private BallotDraft(Bytes body, Tracker tracker, BallotOpening opening) {
    this.body = body;
    this.tracker = tracker;
    this.opening = opening;
  }

  /**
   * Builds the body.
   *
   * @param replaces the tracker of the ballot that this one replaces, {@link Tracker#NONE} at first
   * @param mark six decimal digits, the voter's own
   * @param answers one for each question of the style, in its order
   * @throws IllegalArgumentException for an unknown style, another mark, or answers that the
   *     questions do not allow: none of these can be proved
   */
  public static BallotDraft make(
      Election election,
      String style,
      Credential credential,
      Tracker replaces,
      String mark,
      List<Answer> answers,
      SecureRandom random) {
    List<QuestionShape> shapes =
        election.style(style).orElseThrow(() -> new IllegalArgumentException("unknown style"));
    if (!BodyCheck.MARK.matcher(mark).matches()) {
      throw new IllegalArgumentException("a mark has six digits");
    }
    if (answers.size() != shapes.size()
        || !IntStream.range(0, shapes.size()).allMatch(i -> answers.get(i).fits(shapes.get(i)))) {
      throw new IllegalArgumentException("an answer that its question does not allow");
    }
    Map<String, List<Scalar>> randomness = new LinkedHashMap<>();
    List<RangeProver.Witness> witnesses = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      QuestionShape shape = shapes.get(i);
      List<Scalar> own =
          Stream.generate(() -> Scalar.random(random)).limit(shape.ciphertexts()).toList();
      randomness.put(shape.id(), own);
      witnesses.addAll(witnesses(shape, answers.get(i), own));
    }
    Iterator<RangeProver.Proven> proven =
        new RangeProver(election.context(), style, credential.key(), election.key(), random)
            .prove(witnesses)
            .iterator();
    Ballot.Builder ballot =
        Ballot.newBuilder()
            .setElection(election.hash().value().toByteString())
            .setStyle(style)
            .setCredential(credential.key().toByteString())
            .addAllIssuerSignatures(credential.inOrder(election.issuers()))
            .setReplaces(replaces.bytes().toByteString())
            .setMark(mark);
    shapes.forEach(shape -> ballot.addAnswers(answer(shape, proven)));
    Bytes body = Bytes.of(ballot.build().toByteString());
    BallotOpening opening =
        new BallotOpening(
            election.context().process(), election.context().scope(), body, randomness, answers);
    return new BallotDraft(body, election.tracker(body), opening);
  }

  private static List<RangeProver.Witness> witnesses(
      QuestionShape shape, Answer answer, List<Scalar> randomness) {
    List<RangeProver.Witness> witnesses = new ArrayList<>();
    Scalar sum = Scalar.ZERO;
    for (int place = 0; place < shape.ciphertexts(); place++) {
      Scalar r = randomness.get(place);
      witnesses.add(
          new RangeProver.Witness(
              RangeKind.SELECTION, shape.id(), place, 0, 1, answer.choices().get(place), r));
      sum = sum.plus(r.times(Scalar.of(shape.weight(place))));
    }
    if (shape.hasSum()) {
      witnesses.add(
          new RangeProver.Witness(
              RangeKind.SUM,
              shape.id(),
              shape.sumIndex(),
              shape.min(),
              shape.max(),
              answer.sum(shape),
              sum));
    }
    return witnesses;
  }

  private static BallotAnswer answer(QuestionShape shape, Iterator<RangeProver.Proven> proven) {
    BallotAnswer.Builder answer = BallotAnswer.newBuilder();
    for (int place = 0; place < shape.items(); place++) {
      answer.addSelections(selection(proven.next()));
    }
    if (shape.blank()) {
      answer.setBlank(selection(proven.next()));
    }
    if (shape.hasSum()) {
      answer.setSumProof(proven.next().proof().encode().toByteString());
    }
    return answer.build();
  }

  private static Selection selection(RangeProver.Proven proven) {
    return Selection.newBuilder()
        .setCiphertext(proven.ciphertext().encode().toByteString())
        .setProof(proven.proof().encode().toByteString())
        .build();
  }

  /** The exact bytes of the {@code Ballot}, to be signed in order to cast it. */
  public Bytes body() {
    return body;
  }

  /** What the voter notes before deciding. */
  public Tracker tracker() {
    return tracker;
  }

  /** What a challenge shows to another device; whoever sees it sees the vote. */
  public BallotOpening opening() {
    return opening;
  }
}
