package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import java.util.Collection;
import java.util.List;

/**
 * What another device checks when a voter challenges (spec ballots §3.2): the ballot encrypts what
 * the voter chose, and would have been accepted. Proves that the first device was honest about this
 * ballot; about the next one it proves nothing, which is why the first device cannot know which
 * will be challenged.
 */
public final class OpeningCheck {
  private final Election election;
  private final BallotCheck ballots;

  /**
   * @param activeIssuers ids of the issuers that are active
   */
  public OpeningCheck(Election election, Collection<String> activeIssuers) {
    this.election = election;
    this.ballots = new BallotCheck(election, activeIssuers);
  }

  /** The tracker that the voter noted before, when everything holds; else the first that does not. */
  public Verdict<Tracker> check(BallotOpening opening) {
    return switch (StrictParser.parse(Ballot.parser(), opening.body())) {
      case Parsed.Malformed<Ballot>(String reason) ->
          Verdict.rejected(Refusal.ENVELOPE, reason);
      case Parsed.Ok<Ballot>(Ballot message) -> {
        SignedRecord unsigned =
            SignedRecord.sign(
                Kind.BALLOT, opening.process(), opening.scope(), opening.body(), List.of());
        yield ballots
            .check(SignedBallot.opened(unsigned, message))
            .flatMap(checked -> encrypts(checked, opening));
      }
    };
  }

  private Verdict<Tracker> encrypts(CheckedBallot ballot, BallotOpening opening) {
    List<QuestionShape> shapes = election.style(ballot.style()).orElseThrow();
    for (int i = 0; i < shapes.size(); i++) {
      QuestionShape shape = shapes.get(i);
      List<Scalar> randomness = opening.randomness().getOrDefault(shape.id(), List.of());
      List<Ciphertext> sent = ballot.answers().get(shape.id());
      if (i >= opening.answers().size()
          || !opening.answers().get(i).question().equals(shape.id())
          || opening.answers().get(i).choices().size() != sent.size()
          || randomness.size() != sent.size()
          || randomness.stream().anyMatch(Scalar::isZero)) {
        return Verdict.rejected(
            Refusal.ELECTION, "the opening lacks a part of question " + shape.id());
      }
      for (int place = 0; place < sent.size(); place++) {
        int choice = opening.answers().get(i).choices().get(place);
        Bytes expected = election.key().encrypt(choice, randomness.get(place)).encode();
        if (!expected.equals(sent.get(place).encode())) {
          return Verdict.rejected(
              Refusal.PROOF,
              "question " + shape.id() + ", place " + place + ": encrypts something else");
        }
      }
    }
    return Verdict.verified(ballot.tracker());
  }
}
