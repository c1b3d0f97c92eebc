package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.credential.IssuerSignatures;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.proof.Claim;
import city.urna.protocol.proof.RangeProof;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a ballot's body but for the equations of its proofs: codes R7, R8 and the first half of
 * R9, in this order (spec ballots §1, §4).
 */
final class BodyCheck {
  /** Six decimal digits (§1.3). */
  static final Pattern MARK = Pattern.compile("[0-9]{6}");

  private final Election election;
  private final IssuerSignatures signatures;
  private final Set<String> activeIssuers;

  BodyCheck(Election election, Collection<String> activeIssuers) {
    this.election = election;
    this.signatures =
        new IssuerSignatures(election.context(), election.issuers(), election::issuerKey);
    this.activeIssuers = Set.copyOf(activeIssuers);
  }

  /** What a body says, provided that the claims hold. */
  record Body(CheckedBallot ballot, List<Claim> claims) {
    Body {
      claims = List.copyOf(claims);
    }
  }

  /**
   * Checks a body.
   *
   * @param bytes the exact bytes of the message
   */
  Verdict<Body> check(Ballot message, Bytes bytes) {
    return checkShape(message)
        .flatMap(
            shapes ->
                checkCredential(message).flatMap(signed -> decode(message, bytes, shapes, signed)));
  }

  /**
   * Reads a body that has been checked before: its shape and ciphertexts, no signature or proof.
   */
  Verdict<CheckedBallot> recall(Ballot message, Bytes bytes) {
    return checkShape(message).flatMap(shapes -> ciphertexts(message, bytes, shapes));
  }

  private Verdict<CheckedBallot> ciphertexts(
      Ballot message, Bytes bytes, List<QuestionShape> shapes) {
    SequencedMap<String, List<Ciphertext>> answers = new LinkedHashMap<>();
    for (int i = 0; i < shapes.size(); i++) {
      List<Ciphertext> own = new ArrayList<>();
      for (Selection selection : AnswerProofs.selections(shapes.get(i), message.getAnswers(i))) {
        switch (Ciphertext.decode(Bytes.of(selection.getCiphertext()))) {
          case Parsed.Ok<Ciphertext>(Ciphertext ciphertext) -> own.add(ciphertext);
          case Parsed.Malformed<Ciphertext>(String reason) -> {
            return Verdict.rejected(Refusal.PROOF, reason);
          }
        }
      }
      answers.put(shapes.get(i).id(), List.copyOf(own));
    }
    List<String> signed =
        message.getIssuerSignaturesList().stream().map(IssuerSignature::getIssuer).toList();
    return Verdict.verified(ballot(message, bytes, new LinkedHashSet<>(signed), answers));
  }

  /** R7: election, style, and what its questions ask for; §1.1, §1.3 and the lengths of §1.4. */
  private Verdict<List<QuestionShape>> checkShape(Ballot message) {
    if (!Bytes.of(message.getElection()).equals(election.hash().value())) {
      return rejected("another election");
    }
    Optional<List<QuestionShape>> style = election.style(message.getStyle());
    if (style.isEmpty()) {
      return rejected("unknown style");
    }
    if (message.getReplaces().size() != Digest.SIZE) {
      return rejected("what it replaces is no tracker");
    }
    if (!MARK.matcher(message.getMark()).matches()) {
      return rejected("the mark is not six digits");
    }
    List<QuestionShape> shapes = style.get();
    if (message.getAnswersCount() != shapes.size()) {
      return rejected("not one answer for each question of the style");
    }
    for (int i = 0; i < shapes.size(); i++) {
      if (!fits(shapes.get(i), message.getAnswers(i))) {
        return rejected("an answer of another shape than question " + shapes.get(i).id());
      }
    }
    return Verdict.verified(shapes);
  }

  private static boolean fits(QuestionShape shape, BallotAnswer answer) {
    return answer.getSelectionsCount() == shape.items()
        && answer.hasBlank() == shape.blank()
        && answer.getSelectionsList().stream().allMatch(BodyCheck::isSelection)
        && (!shape.blank() || isSelection(answer.getBlank()))
        && answer.getSumProof().size() == shape.sumBranches() * RangeProof.BRANCH_SIZE;
  }

  private static boolean isSelection(Selection selection) {
    return selection.getCiphertext().size() == Ciphertext.SIZE
        && selection.getProof().size() == 2 * RangeProof.BRANCH_SIZE;
  }

  private static <T> Verdict<T> rejected(String reason) {
    return Verdict.rejected(Refusal.ELECTION, reason);
  }

  /** R8: every signature present verifies, and every active issuer's is present; §1.2. */
  private Verdict<Set<String>> checkCredential(Ballot message) {
    return signatures.check(
        message.getStyle(),
        Bytes.of(message.getCredential()),
        message.getIssuerSignaturesList(),
        activeIssuers);
  }

  /** R9, first half: points, scalars and challenges; §1.4. */
  private Verdict<Body> decode(
      Ballot message, Bytes bytes, List<QuestionShape> shapes, Set<String> signed) {
    Bytes credential = Bytes.of(message.getCredential());
    SequencedMap<String, List<Ciphertext>> answers = new LinkedHashMap<>();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      AnswerProofs.Place place =
          new AnswerProofs.Place(election, message.getStyle(), credential, shapes.get(i));
      switch (AnswerProofs.decode(place, message.getAnswers(i))) {
        case Parsed.Ok<AnswerProofs>(AnswerProofs proofs) -> {
          answers.put(shapes.get(i).id(), proofs.ciphertexts());
          claims.addAll(proofs.claims());
        }
        case Parsed.Malformed<AnswerProofs>(String reason) -> {
          return Verdict.rejected(Refusal.PROOF, reason);
        }
      }
    }
    return Verdict.verified(new Body(ballot(message, bytes, signed, answers), claims));
  }

  private CheckedBallot ballot(
      Ballot message,
      Bytes bytes,
      Set<String> signed,
      SequencedMap<String, List<Ciphertext>> answers) {
    return new CheckedBallot(
        election.nullifier(Bytes.of(message.getCredential())),
        election.tracker(bytes),
        new Tracker(new Digest(Bytes.of(message.getReplaces()))),
        message.getStyle(),
        signed,
        Collections.unmodifiableSequencedMap(answers));
  }
}
