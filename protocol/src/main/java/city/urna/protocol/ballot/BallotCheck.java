package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.credential.BlindSignature;
import city.urna.protocol.credential.CredentialMessage;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.election.Election;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.elgamal.Ciphertext;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.Claim;
import city.urna.protocol.proof.ProofBatch;
import city.urna.protocol.proof.RangeProof;
import city.urna.protocol.records.Ballot;
import city.urna.protocol.records.BallotAnswer;
import city.urna.protocol.records.IssuerSignature;
import city.urna.protocol.records.Selection;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checks ballots against their election (spec ballots §1, §4; records §6, codes R7, R8, R9 in this
 * order), the proofs of all of them at once.
 *
 * <p>Every ballot has a verdict of its own: a bad one never sinks its neighbours. What needs other
 * records (the phase, the chain) is not looked at here. Variable time: public inputs only.
 */
public final class BallotCheck {
  private static final Pattern MARK = Pattern.compile("[0-9]{6}");

  private final Election election;
  private final Set<String> activeIssuers;
  private final Optional<SecureRandom> random;
  private final Workers workers;

  /**
   * A check as contract code does it: in the calling thread, without randomness of its own.
   *
   * @param activeIssuers ids of the issuers that are active in the state
   */
  public BallotCheck(Election election, Collection<String> activeIssuers) {
    this(election, activeIssuers, Optional.empty(), Workers.CALLER);
  }

  /**
   * @param random mixed into the batch weights, for whoever checks for itself alone
   * @param workers who decodes, hashes and sums up
   */
  public BallotCheck(
      Election election,
      Collection<String> activeIssuers,
      Optional<SecureRandom> random,
      Workers workers) {
    this.election = election;
    this.activeIssuers = new LinkedHashSet<>(activeIssuers);
    this.random = random;
    this.workers = workers;
  }

  /** Checks ballots whose own signatures have been checked; a verdict for each, in order. */
  public List<Verdict<CheckedBallot>> check(List<SignedBallot> ballots) {
    List<Verdict<ProofBatch.Group<CheckedBallot>>> prepared = prepareAll(ballots);
    List<ProofBatch.Group<CheckedBallot>> groups = new ArrayList<>();
    for (Verdict<ProofBatch.Group<CheckedBallot>> one : prepared) {
      if (one instanceof Verdict.Verified<ProofBatch.Group<CheckedBallot>>(var group)) {
        groups.add(group);
      }
    }
    var proved = ProofBatch.check(groups, random, workers).iterator();
    return prepared.stream().map(one -> one.flatMap(group -> proved.next())).toList();
  }

  /** Checks one ballot. */
  public Verdict<CheckedBallot> check(SignedBallot ballot) {
    return check(List.of(ballot)).getFirst();
  }

  private List<Verdict<ProofBatch.Group<CheckedBallot>>> prepareAll(List<SignedBallot> ballots) {
    int hands = workers.hands();
    List<Supplier<List<Verdict<ProofBatch.Group<CheckedBallot>>>>> parts = new ArrayList<>();
    for (int hand = 0; hand < hands; hand++) {
      List<SignedBallot> own =
          ballots.subList(ballots.size() * hand / hands, ballots.size() * (hand + 1) / hands);
      parts.add(() -> own.stream().map(this::prepare).toList());
    }
    return workers.all(parts).stream().flatMap(List::stream).toList();
  }

  /** Everything but the proofs' equations. */
  private Verdict<ProofBatch.Group<CheckedBallot>> prepare(SignedBallot ballot) {
    return checkShape(ballot)
        .flatMap(
            shapes -> checkCredential(ballot).flatMap(issuers -> decode(ballot, shapes, issuers)));
  }

  /**
   * R7: election, style, and what the style's questions ask for; §1.1, §1.3 and lengths of §1.4.
   */
  private Verdict<List<QuestionShape>> checkShape(SignedBallot ballot) {
    Ballot message = ballot.message();
    if (!ballot.record().process().equals(election.context().process())
        || !ballot.record().scope().equals(election.context().scope())
        || !Bytes.of(message.getElection()).equals(election.hash().value())) {
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
        && answer.getSelectionsList().stream().allMatch(BallotCheck::isSelection)
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
  private Verdict<Set<String>> checkCredential(SignedBallot ballot) {
    Ballot message = ballot.message();
    List<String> order = List.copyOf(election.issuers());
    Set<String> signed = new LinkedHashSet<>();
    int last = -1;
    for (IssuerSignature signature : message.getIssuerSignaturesList()) {
      String issuer = signature.getIssuer();
      int place = order.indexOf(issuer);
      if (place <= last) {
        return Verdict.rejected(
            Refusal.CREDENTIAL, "an unknown issuer, one twice, or issuers out of order");
      }
      last = place;
      signed.add(issuer);
    }
    if (!signed.containsAll(activeIssuers)) {
      return Verdict.rejected(Refusal.CREDENTIAL, "an active issuer's signature is missing");
    }
    for (IssuerSignature signature : message.getIssuerSignaturesList()) {
      if (!isIssued(message, ballot.credential(), signature)) {
        return Verdict.rejected(
            Refusal.CREDENTIAL, "signature of issuer " + signature.getIssuer() + " is not valid");
      }
    }
    return Verdict.verified(signed);
  }

  private boolean isIssued(Ballot message, Bytes credential, IssuerSignature signature) {
    Optional<IssuerPublicKey> key = election.issuerKey(signature.getIssuer(), message.getStyle());
    return key.isPresent()
        && BlindSignature.verify(
            key.get(),
            CredentialMessage.of(
                election.context(), message.getStyle(), signature.getIssuer(), credential),
            new CredentialSignature(
                Bytes.of(signature.getPrefix()), Bytes.of(signature.getValue())));
  }

  /** R9, first half: points, scalars and challenges; §1.4. */
  private Verdict<ProofBatch.Group<CheckedBallot>> decode(
      SignedBallot ballot, List<QuestionShape> shapes, Set<String> issuers) {
    Ballot message = ballot.message();
    SequencedMap<String, List<Ciphertext>> answers = new LinkedHashMap<>();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      AnswerProofs.Place place =
          new AnswerProofs.Place(election, message.getStyle(), ballot.credential(), shapes.get(i));
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
    CheckedBallot checked =
        new CheckedBallot(
            ballot.record().hash(),
            election.nullifier(ballot.credential()),
            election.tracker(ballot.record().body()),
            new Tracker(new Digest(Bytes.of(message.getReplaces()))),
            message.getStyle(),
            issuers,
            Collections.unmodifiableSequencedMap(answers));
    return Verdict.verified(new ProofBatch.Group<>(checked, claims));
  }
}
