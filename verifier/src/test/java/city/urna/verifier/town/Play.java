package city.urna.verifier.town;

import city.urna.verifier.records.Ballot;
import city.urna.verifier.records.Phase;
import city.urna.verifier.town.Casting.Cast;
import city.urna.verifier.town.Casting.Credential;
import city.urna.verifier.town.Town.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The usual course of the town's vote, step by step, so that a test can stop, bend and go on.
 *
 * <p>Three voters: two of style {@code all}, one of style {@code young}; the first votes again.
 */
final class Play {
  final Town town;
  final Founding founding;
  final Keying keying;
  final List<Credential> credentials = new ArrayList<>();
  Ballot copied = Ballot.getDefaultInstance();
  private Casting casting;
  private Tallying tallying;

  Play(String seed, Plan plan) {
    town = new Town(seed, plan);
    founding = new Founding(town);
    keying = new Keying(town);
  }

  Play(String seed) {
    this(seed, Plan.USUAL);
  }

  Casting casting() {
    return casting;
  }

  Tallying tallying() {
    return tallying;
  }

  Play define() {
    founding.genesis();
    founding.process();
    founding.items();
    founding.roll(List.of("all", "all", "young"));
    return this;
  }

  Play key() {
    keying.whole(List.of(1, 2, 3));
    return this;
  }

  Play freeze() {
    founding.freeze(keying);
    casting = new Casting(town, founding, keying.jointKey());
    return this;
  }

  Play open() {
    return define().key().freeze();
  }

  Play issue() {
    for (int i = 0; i < founding.voters.size(); i++) {
      credentials.add(
          casting.credential(i, IntStream.range(0, town.plan.issuers()).boxed().toList()));
    }
    return this;
  }

  /** What the voters choose: park twice, a blank; a bench by one of two. */
  static final List<Map<String, int[]>> CHOICES =
      List.of(
          Map.of("where", new int[] {1, 1, 0, 0}, "what", new int[] {1, 0}),
          Map.of("where", new int[] {1, 0, 0, 0}, "what", new int[] {1, 1}),
          Map.of("where", new int[] {0, 0, 0, 1}, "what", new int[] {0, 0}));

  /** The nth voter of a style. */
  int ofStyle(String style, int nth) {
    return IntStream.range(0, founding.voters.size())
        .filter(i -> founding.voters.get(i).style().equals(style))
        .skip(nth)
        .findFirst()
        .orElseThrow();
  }

  Cast vote(int voter, byte[] replaces) {
    return casting.vote(credentials.get(voter), replaces, CHOICES.get(voter));
  }

  Play cast() {
    Cast first = vote(0, Ink.ZERO_32);
    vote(1, Ink.ZERO_32);
    vote(2, Ink.ZERO_32);
    vote(0, first.tracker());
    return this;
  }

  Play close() {
    founding.phase(Phase.newBuilder().setStep(3));
    tallying = new Tallying(town, casting, keying);
    return this;
  }

  Play publish() {
    for (int i = 0; i < town.plan.issuers(); i++) {
      casting.publish(i);
    }
    return this;
  }

  Play fix() {
    for (int i = 0; i < 3; i++) {
      tallying.post(i, tallying.own().build());
    }
    return this;
  }

  Play decrypt() {
    tallying.share(1);
    tallying.share(3);
    return this;
  }

  Play certify() {
    tallying.certify();
    return this;
  }

  /** From the closing to the certificate. */
  Play end() {
    return close().publish().fix().decrypt().certify();
  }

  Play whole() {
    return open().issue().cast().end();
  }
}
