package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Aggregate;
import city.urna.verifier.arithmetic.Ciphertext;
import city.urna.verifier.arithmetic.RangeClaim;
import city.urna.verifier.arithmetic.RangeKind;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.BallotAnswer;
import city.urna.verifier.records.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A ballot of the right shape with its ciphertexts decoded (spec ballots §1).
 *
 * @param style place among the frozen styles
 * @param ciphertexts for each question of the style, for each item, then the blank's
 */
record OpenedBallot(Ballot ballot, int style, List<List<Ciphertext>> ciphertexts) {
  private static final Pattern MARK = Pattern.compile("[0-9]{6}");
  private static final int BRANCH = 130;
  private static final int CIPHERTEXT = 66;

  /** Why the ballot is not one of this election, of one of its styles, in its shape (V6.2). */
  static Optional<String> refuseShape(Frozen frozen, Ballot ballot) {
    if (!Bytes.of(ballot.getElection()).equals(frozen.election())) {
      return Optional.of("it names another election");
    }
    Optional<Integer> place = frozen.style(ballot.getStyle());
    if (place.isEmpty()) {
      return Optional.of("it is of an unknown style");
    }
    if (ballot.getReplaces().size() != 32 || !MARK.matcher(ballot.getMark()).matches()) {
      return Optional.of("its predecessor or its mark has the wrong length");
    }
    List<Integer> questions = frozen.styles().get(place.get()).questions();
    if (ballot.getAnswersCount() != questions.size()) {
      return Optional.of("it does not answer exactly the questions of its style");
    }
    for (int i = 0; i < questions.size(); i++) {
      Frozen.Question question = frozen.questions().get(questions.get(i));
      if (!fits(question, ballot.getAnswers(i))) {
        return Optional.of("its answer to question " + question.id() + " has the wrong shape");
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Frozen.Question question, BallotAnswer answer) {
    int sum = question.provesSum() ? BRANCH * (question.max() - question.min() + 1) : 0;
    return answer.getSelectionsCount() == question.items().size()
        && answer.getSelectionsList().stream().allMatch(OpenedBallot::fits)
        && answer.hasBlank() == question.blank()
        && (!question.blank() || fits(answer.getBlank()))
        && answer.getSumProof().size() == sum;
  }

  private static boolean fits(Selection selection) {
    return selection.getCiphertext().size() == CIPHERTEXT
        && selection.getProof().size() == 2 * BRANCH;
  }

  /** Decodes the ciphertexts of a ballot whose shape is right. */
  static Parsed<OpenedBallot> decode(Frozen frozen, Ballot ballot) {
    int style = frozen.style(ballot.getStyle()).orElseThrow();
    List<List<Ciphertext>> all = new ArrayList<>();
    for (int i = 0; i < ballot.getAnswersCount(); i++) {
      List<Ciphertext> answer = new ArrayList<>();
      for (Selection selection : selections(ballot.getAnswers(i))) {
        switch (Ciphertext.decode(Bytes.of(selection.getCiphertext()))) {
          case Parsed.Ok<Ciphertext>(Ciphertext ciphertext) -> answer.add(ciphertext);
          case Parsed.Malformed<Ciphertext>(String reason) -> {
            int place = frozen.styles().get(style).questions().get(i);
            return Parsed.malformed(
                "question " + frozen.questions().get(place).id() + ": " + reason);
          }
        }
      }
      all.add(answer);
    }
    return Parsed.ok(new OpenedBallot(ballot, style, all));
  }

  private static List<Selection> selections(BallotAnswer answer) {
    List<Selection> all = new ArrayList<>(answer.getSelectionsList());
    if (answer.hasBlank()) {
      all.add(answer.getBlank());
    }
    return all;
  }

  /** Everything that its proofs claim, question by question. */
  List<RangeClaim> claims(Frozen frozen) {
    List<RangeClaim> claims = new ArrayList<>();
    for (int i = 0; i < ciphertexts.size(); i++) {
      Frozen.Question question =
          frozen.questions().get(frozen.styles().get(style).questions().get(i));
      BallotAnswer answer = ballot.getAnswers(i);
      List<Selection> selections = selections(answer);
      Aggregate.Sum sum = new Aggregate.Sum();
      for (int place = 0; place < selections.size(); place++) {
        Ciphertext ciphertext = ciphertexts.get(i).get(place);
        claims.add(
            claim(
                frozen,
                RangeKind.SELECTION,
                question,
                place,
                ciphertext.aggregate(),
                0,
                1,
                Bytes.of(selections.get(place).getProof())));
        sum.add(ciphertext, place < question.items().size() ? 1 : question.max());
      }
      if (question.provesSum()) {
        claims.add(
            claim(
                frozen,
                RangeKind.SUM,
                question,
                question.items().size() + 1,
                sum.total(),
                question.min(),
                question.max(),
                Bytes.of(answer.getSumProof())));
      }
    }
    return claims;
  }

  private RangeClaim claim(
      Frozen frozen,
      RangeKind kind,
      Frozen.Question question,
      int index,
      Aggregate ciphertext,
      int lo,
      int hi,
      Bytes proof) {
    return new RangeClaim(
        kind,
        frozen.process(),
        frozen.scope(),
        frozen.election(),
        ballot.getStyle(),
        question.id(),
        Bytes.of(ballot.getCredential()),
        index,
        frozen.jointKey(),
        ciphertext,
        lo,
        hi,
        proof);
  }
}
