package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Scalar;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * All that a challenged ballot was made of (spec ballots §3.2). Secret while the ballot may still
 * be cast: it shows the vote.
 *
 * @param body the exact bytes of the {@code Ballot}
 * @param randomness by question id: for each item, then the blank's
 * @param answers what the device says that the voter answered, in the style's order
 */
public record BallotOpening(
    String process,
    String scope,
    Bytes body,
    Map<String, List<Scalar>> randomness,
    List<Answer> answers) {
  public BallotOpening {
    randomness = Map.copyOf(randomness);
    answers = List.copyOf(answers);
  }

  /**
   * Checks, on another device, that the ballot behind a noted tracker holds these answers and would
   * have been accepted: tracker, issuers' signatures, proofs, and each ciphertext made again.
   *
   * @param noted the tracker that the voter noted before the challenge
   * @return the answers, for the voter to compare with what was chosen
   */
  public Verdict<List<Answer>> check(
      Election election, Collection<String> activeIssuers, Tracker noted) {
    if (!process.equals(election.context().process())
        || !scope.equals(election.context().scope())) {
      return Verdict.rejected(Refusal.ELECTION, "an opening of another scope");
    }
    return new BallotCheck(election, activeIssuers)
        .checkUnsigned(body)
        .flatMap(
            ballot ->
                ballot.tracker().equals(noted)
                    ? opens(election, ballot)
                    : Verdict.rejected(Refusal.ELECTION, "another tracker than the noted one"));
  }

  private Verdict<List<Answer>> opens(Election election, CheckedBallot ballot) {
    List<QuestionShape> shapes = election.style(ballot.style()).orElseThrow();
    if (answers.size() != shapes.size() || randomness.size() != shapes.size()) {
      return Verdict.rejected(Refusal.PROOF, "not one opened answer for each question");
    }
    for (int i = 0; i < shapes.size(); i++) {
      QuestionShape shape = shapes.get(i);
      Answer answer = answers.get(i);
      List<Scalar> scalars = randomness.getOrDefault(shape.id(), List.of());
      List<Ciphertext> ciphertexts = ballot.answers().get(shape.id());
      if (!answer.fits(shape) || scalars.size() != shape.ciphertexts()) {
        return Verdict.rejected(Refusal.PROOF, "opened answer of another shape: " + shape.id());
      }
      for (int place = 0; place < scalars.size(); place++) {
        if (!opens(
            election.key(),
            ciphertexts.get(place),
            answer.choices().get(place),
            scalars.get(place))) {
          return Verdict.rejected(
              Refusal.PROOF, "question " + shape.id() + ", index " + place + " holds another vote");
        }
      }
    }
    return Verdict.verified(answers);
  }

  private static boolean opens(PublicKey key, Ciphertext ciphertext, int choice, Scalar r) {
    Aggregate again =
        new Aggregate(FixedBase.GENERATOR.times(r), key.projectBeta(choice, r).normalize());
    return again.equals(Aggregate.of(ciphertext));
  }

  @Override
  public String toString() {
    return "BallotOpening[redacted]";
  }
}
