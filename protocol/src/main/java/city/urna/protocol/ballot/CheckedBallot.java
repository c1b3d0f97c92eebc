package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A ballot of which everything has been checked that can be checked without other ballots. Only
 * {@link BallotCheck} makes one; what counts goes on with nothing less.
 */
public final class CheckedBallot {
  private final Nullifier nullifier;
  private final Tracker tracker;
  private final Tracker replaces;
  private final String style;
  private final Set<String> issuers;
  private final SequencedMap<String, List<Ciphertext>> answers;

  CheckedBallot(
      Nullifier nullifier,
      Tracker tracker,
      Tracker replaces,
      String style,
      Set<String> issuers,
      SequencedMap<String, List<Ciphertext>> answers) {
    this.nullifier = nullifier;
    this.tracker = tracker;
    this.replaces = replaces;
    this.style = style;
    this.issuers = Set.copyOf(issuers);
    this.answers = answers;
  }

  /**
   * Reads a ballot again that this program has itself accepted before: nothing is checked but what
   * has to be decoded.
   */
  public static Parsed<CheckedBallot> ofAccepted(Election election, SignedRecord record) {
    return record
        .body(Ballot.parser())
        .flatMap(
            message ->
                answers(election, message)
                    .flatMap(
                        answers ->
                            Tracker.parse(Bytes.of(message.getReplaces()))
                                .map(
                                    replaces ->
                                        new CheckedBallot(
                                            election.nullifier(Bytes.of(message.getCredential())),
                                            election.tracker(record.body()),
                                            replaces,
                                            message.getStyle(),
                                            message.getIssuerSignaturesList().stream()
                                                .map(IssuerSignature::getIssuer)
                                                .collect(Collectors.toSet()),
                                            answers))));
  }

  private static Parsed<SequencedMap<String, List<Ciphertext>>> answers(
      Election election, Ballot message) {
    List<QuestionShape> shapes = election.style(message.getStyle()).orElse(List.of());
    if (shapes.isEmpty() || shapes.size() != message.getAnswersCount()) {
      return new Parsed.Malformed<>("a ballot of another election");
    }
    SequencedMap<String, List<Ciphertext>> answers = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      List<Selection> selections = AnswerProofs.selections(shapes.get(i), message.getAnswers(i));
      List<Ciphertext> ciphertexts = new ArrayList<>();
      for (Selection selection : selections) {
        switch (Ciphertext.decode(Bytes.of(selection.getCiphertext()))) {
          case Parsed.Ok<Ciphertext>(Ciphertext one) -> ciphertexts.add(one);
          case Parsed.Malformed<Ciphertext>(String reason) -> {
            return new Parsed.Malformed<>(reason);
          }
        }
      }
      if (ciphertexts.size() != shapes.get(i).ciphertexts()) {
        return new Parsed.Malformed<>("a ballot of another shape");
      }
      answers.put(shapes.get(i).id(), List.copyOf(ciphertexts));
    }
    return new Parsed.Ok<>(Collections.unmodifiableSequencedMap(answers));
  }

  public Nullifier nullifier() {
    return nullifier;
  }

  public Tracker tracker() {
    return tracker;
  }

  /** The tracker of the ballot that this one replaces, zero at first. */
  public Tracker replaces() {
    return replaces;
  }

  public Chains.Link link() {
    return new Chains.Link(tracker, replaces);
  }

  public String style() {
    return style;
  }

  /** The issuers whose signatures the credential bears. */
  public Set<String> issuers() {
    return issuers;
  }

  /** By question, in the style's order: one ciphertext for each item, then the blank's. */
  public SequencedMap<String, List<Ciphertext>> answers() {
    return answers;
  }
}
