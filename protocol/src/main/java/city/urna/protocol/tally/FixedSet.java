package city.urna.protocol.tally;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Aggregate;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed set, read: what is decrypted if a majority of the organizations fixes it (spec tally
 * §1).
 */
public final class FixedSet {
  private final Election election;
  private final Digest hash;
  private final ClosedSet message;
  private final List<Question> questions;

  /**
   * What is to be decrypted for one question.
   *
   * @param ballots counted ballots whose style has this question
   * @param ciphertexts one for each item, then the blank's
   */
  public record Question(QuestionShape shape, long ballots, List<Aggregate> ciphertexts) {
    public Question {
      ciphertexts = List.copyOf(ciphertexts);
    }
  }

  private FixedSet(Election election, Digest hash, ClosedSet message, List<Question> questions) {
    this.election = election;
    this.hash = hash;
    this.message = message;
    this.questions = List.copyOf(questions);
  }

  /** The closed set hash: what organizations agree on, and what every share names. */
  public static Digest hash(Election election, Bytes body) {
    return Transcript.of("closed-set", election.context()).absorb("body", body).hash();
  }

  /**
   * Reads a closed set; refuses another election, other questions than the scope's in its order,
   * another number of ciphertexts, and what is no point or identity.
   *
   * @param body exact bytes of a {@code ClosedSet}
   */
  public static Parsed<FixedSet> read(Election election, Bytes body) {
    return StrictParser.parse(ClosedSet.parser(), body)
        .flatMap(message -> read(election, body, message));
  }

  private static Parsed<FixedSet> read(Election election, Bytes body, ClosedSet message) {
    List<QuestionShape> shapes = election.questions();
    if (!Bytes.of(message.getElection()).equals(election.hash().value())) {
      return new Parsed.Malformed<>("a closed set of another election");
    }
    if (message.getTreeRoot().size() != Digest.SIZE
        || message.getTrackersRoot().size() != Digest.SIZE) {
      return new Parsed.Malformed<>("a root has 32 bytes");
    }
    if (message.getAggregatesCount() != shapes.size()) {
      return new Parsed.Malformed<>("not one aggregate for each question");
    }
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      switch (question(shapes.get(i), message.getAggregates(i))) {
        case Parsed.Ok<Question>(Question question) -> questions.add(question);
        case Parsed.Malformed<Question>(String reason) -> {
          return new Parsed.Malformed<>(reason);
        }
      }
    }
    return new Parsed.Ok<>(new FixedSet(election, hash(election, body), message, questions));
  }

  private static Parsed<Question> question(
      QuestionShape shape, city.urna.protocol.records.Aggregate message) {
    if (!message.getQuestion().equals(shape.id())
        || message.getCiphertextsCount() != shape.ciphertexts()) {
      return new Parsed.Malformed<>("an aggregate of another shape than " + shape.id());
    }
    List<Aggregate> ciphertexts = new ArrayList<>();
    for (int i = 0; i < shape.ciphertexts(); i++) {
      switch (Aggregate.decode(Bytes.of(message.getCiphertexts(i)))) {
        case Parsed.Ok<Aggregate>(Aggregate one) -> ciphertexts.add(one);
        case Parsed.Malformed<Aggregate>(String reason) -> {
          return new Parsed.Malformed<>("question " + shape.id() + ", index " + i + ": " + reason);
        }
      }
    }
    return new Parsed.Ok<>(new Question(shape, message.getBallots(), ciphertexts));
  }

  public Election election() {
    return election;
  }

  /** The closed set hash. */
  public Digest hash() {
    return hash;
  }

  public ClosedSet message() {
    return message;
  }

  /** In the order of the scope. */
  public List<Question> questions() {
    return questions;
  }
}
