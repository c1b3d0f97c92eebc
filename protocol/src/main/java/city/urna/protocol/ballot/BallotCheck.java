package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.election.Election;
import city.urna.protocol.group.Workers;
import city.urna.protocol.proof.ProofBatch;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Ballot;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Checks ballots against their election (spec ballots §1, §4; records §6, codes R7, R8, R9 in this
 * order), the proofs of all of them at once.
 *
 * <p>Every ballot has a verdict of its own: a bad one never sinks its neighbours. What needs other
 * records (the phase, the chain) is not looked at here. Variable time: public inputs only.
 */
public final class BallotCheck {
  private final Election election;
  private final BodyCheck bodies;
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
   * A check by somebody who checks for himself alone.
   *
   * @param random mixed into the batch weights
   * @param workers who decodes, hashes and sums up
   */
  public BallotCheck(
      Election election,
      Collection<String> activeIssuers,
      Optional<SecureRandom> random,
      Workers workers) {
    this.election = election;
    this.bodies = new BodyCheck(election, activeIssuers);
    this.random = random;
    this.workers = workers;
  }

  /** Checks ballots whose own signatures have been checked; a verdict for each, in order. */
  public List<Verdict<CheckedBallot>> check(List<SignedBallot> ballots) {
    return check(ballots, ballot -> true);
  }

  /**
   * The same, but that the equations of proofs are checked of some ballots only; of the others
   * form, election, signatures, points and scalars. Whoever goes on with those takes the rest on
   * the word of others who say that they have checked it.
   *
   * @param isProved whether a ballot's equations are checked
   */
  public List<Verdict<CheckedBallot>> check(
      List<SignedBallot> ballots, Predicate<SignedBallot> isProved) {
    return prove(prepareAll(ballots), ballots.stream().map(isProved::test).toList());
  }

  /** Checks one ballot. */
  public Verdict<CheckedBallot> check(SignedBallot ballot) {
    return check(List.of(ballot)).getFirst();
  }

  /**
   * Checks a body that nobody has signed, such as a challenged one.
   *
   * @param body the exact bytes of a {@code Ballot}
   */
  public Verdict<CheckedBallot> checkUnsigned(Bytes body) {
    Verdict<BodyCheck.Body> prepared =
        StrictParser.parse(Ballot.parser(), body)
            .verdict(Refusal.ENVELOPE)
            .flatMap(message -> bodies.check(message, body));
    return prove(List.of(prepared), List.of(true)).getFirst();
  }

  /**
   * Reads a ballot that has been checked and accepted before, such as one on a ledger of one's own
   * replay; its signatures and proofs are not checked again.
   *
   * @param election of the ballot's scope
   */
  public static Verdict<CheckedBallot> recall(Election election, SignedRecord accepted) {
    return accepted
        .body(Ballot.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(message -> new BodyCheck(election, List.of()).recall(message, accepted.body()));
  }

  /** R9, second half: the equations, of those that are to be proved. */
  private List<Verdict<CheckedBallot>> prove(
      List<Verdict<BodyCheck.Body>> prepared, List<Boolean> isProved) {
    List<ProofBatch.Group<CheckedBallot>> groups = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      if (isProved.get(i)
          && prepared.get(i) instanceof Verdict.Verified<BodyCheck.Body>(BodyCheck.Body body)) {
        groups.add(new ProofBatch.Group<>(body.ballot(), body.claims()));
      }
    }
    Iterator<Verdict<CheckedBallot>> proved =
        groups.isEmpty()
            ? List.<Verdict<CheckedBallot>>of().iterator()
            : ProofBatch.check(groups, random, workers).iterator();
    List<Verdict<CheckedBallot>> verdicts = new ArrayList<>();
    for (int i = 0; i < prepared.size(); i++) {
      boolean own = isProved.get(i);
      verdicts.add(
          prepared.get(i).flatMap(body -> own ? proved.next() : Verdict.verified(body.ballot())));
    }
    return verdicts;
  }

  private List<Verdict<BodyCheck.Body>> prepareAll(List<SignedBallot> ballots) {
    int hands = workers.hands();
    List<Supplier<List<Verdict<BodyCheck.Body>>>> parts = new ArrayList<>();
    for (int hand = 0; hand < hands; hand++) {
      List<SignedBallot> own =
          ballots.subList(ballots.size() * hand / hands, ballots.size() * (hand + 1) / hands);
      parts.add(() -> own.stream().map(this::prepare).toList());
    }
    return workers.all(parts).stream().flatMap(List::stream).toList();
  }

  private Verdict<BodyCheck.Body> prepare(SignedBallot ballot) {
    if (!ballot.record().process().equals(election.context().process())
        || !ballot.record().scope().equals(election.context().scope())) {
      return Verdict.rejected(Refusal.ELECTION, "another scope");
    }
    return bodies.check(ballot.message(), ballot.record().body());
  }
}
