package city.urna.fuzz;

import city.urna.chaincode.Command;
import city.urna.chaincode.Decision;
import city.urna.chaincode.Ruling;
import city.urna.chaincode.example.MemoryState;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Voter;
import city.urna.fuzz.Targets.Named;
import city.urna.protocol.ballot.BallotCheck;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.records.Record;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.SigningKey;
import city.urna.protocol.tally.Aggregation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The contract: {@code decide} for a record as it came, and for a broken body that its right
 * authors sign, so that the rules behind the signatures see it; each in the state in which the
 * whole record is accepted.
 */
final class ContractTargets {
  private ContractTargets() {}

  static List<Named> all() {
    return Stream.concat(
            Stream.of(new Named("decide", ContractTargets::asItCame)),
            Stream.of(Kind.values()).map(ContractTargets::signed))
        .toList();
  }

  /** A record, the state before it, and who signs it, in the order of its signatures. */
  record Moment(SignedRecord record, MemoryState before, List<SigningKey> signers) {}

  /** Every kind of record, in the course of a whole election and of a consultation. */
  private static final class Course {
    static final List<Moment> MOMENTS =
        Stream.concat(election().stream(), Consulted.moments().stream()).toList();

    private static List<Moment> election() {
      SmallCity city = ProtocolTargets.city();
      List<SigningKey> keys = keys(city.parties, city.voters);
      List<Moment> moments = new ArrayList<>();
      MemoryState state = MemoryState.empty();
      List<SignedRecord> records = new ArrayList<>(city.setup());
      records.add(city.freeze);
      for (SignedRecord record : records) {
        moments.add(moment(keys, record, state));
        state.accept(record);
      }
      moments.add(moment(keys, ProtocolTargets.ballot(), state));
      SignedRecord close = city.phase(3, city.freeze);
      moments.add(moment(keys, close, state));
      state.accept(close);
      moments.add(moment(keys, city.publish(city.issuances("alpha", List.of(0, 1, 2, 3))), state));
      Aggregation sums = new Aggregation(city.election);
      IntStream.range(0, 4)
          .mapToObj(city::ballot)
          .forEach(ballot -> sums.add(BallotCheck.recall(city.election, ballot).orThrow()));
      ClosedSet set = sums.closedSet(30, Digest.ZERO, 4);
      moments.add(moment(keys, city.closedSet(0, set), state));
      state.accept(city.closedSet(0, set)).accept(city.closedSet(2, set));
      List<DecryptionShare> shares =
          List.of(city.share(1, set), city.share(2, set), city.share(3, set));
      moments.add(moment(keys, city.post(shares.get(2)), state));
      state.accept(city.post(shares.get(2))).accept(city.post(shares.get(0)));
      SignedRecord certificate =
          city.certify(city.certificate(set, List.of(shares.get(0), shares.get(2))).build());
      moments.add(moment(keys, certificate, state));
      return moments;
    }
  }

  /** The keys that sign anything. */
  static List<SigningKey> keys(Parties parties, List<Voter> voters) {
    List<SigningKey> keys = new ArrayList<>(List.of(parties.clerk, parties.log));
    keys.addAll(parties.ledgerKeys);
    keys.addAll(parties.registrars);
    keys.addAll(parties.issuers);
    keys.addAll(parties.trustees);
    voters.forEach(voter -> keys.add(voter.credentialKey()));
    return keys;
  }

  static Moment moment(List<SigningKey> keys, SignedRecord record, MemoryState state) {
    List<SigningKey> signers =
        record.signatures().stream()
            .map(
                signature ->
                    keys.stream()
                        .filter(key -> key.publicKey().equals(Bytes.of(signature.getKey())))
                        .findFirst()
                        .orElseThrow())
            .toList();
    return new Moment(record, state.copy(), signers);
  }

  private static Target asItCame() {
    List<MemoryState> states =
        List.of(
            MemoryState.empty(),
            ProtocolTargets.city().ready(),
            ProtocolTargets.city().casting(),
            Consulted.open());
    // Every state sees every input; it is read when one of them accepts it.
    return new Target(
        "decide",
        Course.MOMENTS.stream()
            .filter(moment -> states.stream().anyMatch(s -> accepts(s, moment.record().bytes())))
            .map(moment -> moment.record().bytes().toArray())
            .toList(),
        input -> {
          Optional<String> last = Optional.empty();
          for (MemoryState state : states) {
            last = refusal(state, Bytes.of(input));
            if (last.isEmpty()) {
              return last;
            }
          }
          return last;
        });
  }

  private static boolean accepts(MemoryState state, Bytes record) {
    return refusal(state, record).isEmpty();
  }

  private static Named signed(Kind kind) {
    String name = "decide-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Named(name, () -> signed(name, kind));
  }

  private static Target signed(String name, Kind kind) {
    List<Moment> moments =
        Course.MOMENTS.stream().filter(moment -> moment.record().kind() == kind).toList();
    return new Target(
        name,
        moments.stream().map(moment -> moment.record().body().toArray()).toList(),
        input -> {
          Optional<String> last = Optional.empty();
          for (Moment moment : moments) {
            last = refusal(moment.before(), resigned(moment, Bytes.of(input)));
            if (last.isEmpty()) {
              return last;
            }
          }
          return last;
        });
  }

  /** The record with another body, signed anew where there is any body to sign. */
  private static Bytes resigned(Moment moment, Bytes body) {
    SignedRecord record = moment.record();
    Record.Builder changed = record.record().toBuilder().setBody(body.toByteString());
    List<Signature> signatures =
        moment.signers().stream()
            .map(
                key ->
                    Signature.newBuilder()
                        .setKey(key.publicKey().toByteString())
                        .setValue(
                            key.sign(
                                    SignedRecord.signingDigest(
                                            record.kind(), record.process(), record.scope(), body)
                                        .value())
                                .toByteString())
                        .build())
            .toList();
    return Bytes.of(changed.clearSignatures().addAllSignatures(signatures).build().toByteString());
  }

  private static Optional<String> refusal(MemoryState state, Bytes record) {
    Decision decision = state.decide(Command.of(record));
    if (!decision.equals(state.decide(Command.of(record)))) {
      throw new AssertionError("decides twice differently");
    }
    return switch (decision.rulings().getFirst()) {
      case Ruling.Refused(Refusal code, String reason) -> Optional.of(code.text() + ": " + reason);
      case Ruling.Accepted accepted -> Optional.empty();
      case Ruling.Repeated repeated -> throw new AssertionError("one record repeats none");
    };
  }
}
