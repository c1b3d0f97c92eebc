package city.urna.chaincode;

import city.urna.chaincode.ballot.BallotRule;
import city.urna.chaincode.consultation.ActsRule;
import city.urna.chaincode.consultation.AnchorRule;
import city.urna.chaincode.consultation.CheckpointRule;
import city.urna.chaincode.consultation.DecisionRule;
import city.urna.chaincode.issuance.IssuanceRule;
import city.urna.chaincode.process.GenesisRule;
import city.urna.chaincode.process.ItemRule;
import city.urna.chaincode.process.PhaseRule;
import city.urna.chaincode.process.ProcessRule;
import city.urna.chaincode.process.RollRule;
import city.urna.chaincode.tally.CeremonyRule;
import city.urna.chaincode.tally.CertificateRule;
import city.urna.chaincode.tally.ClosedSetRule;
import city.urna.chaincode.tally.ShareRule;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The contract: what of a command is accepted in a state, and what is written then (spec records
 * §6).
 *
 * <p>A pure function. It reads no clock, draws no randomness, writes nothing itself and reads
 * nothing that it writes. It keeps nothing between two decisions but what it has computed from an
 * election hash, in the {@link Elections} that it is given.
 */
public final class Contract {
  private final Elections elections;
  private final BallotRule ballots;
  private final ActsRule acts;

  /** A contract that keeps what it has read of elections there. */
  public Contract(Elections elections) {
    this.elections = elections;
    this.ballots = new BallotRule(elections);
    this.acts = new ActsRule(elections);
  }

  /** Decides a command; the same state and command give the same decision, to the byte. */
  public Decision decide(State state, Command command) {
    return decide(state, command, record -> true);
  }

  /**
   * Decides again what others have decided, with the equations of some ballots' proofs taken on
   * their word (spec log §3); everything else is decided as by {@link #decide}. For whoever replays
   * a ledger; what orders or endorses checks them all.
   *
   * @param isProved whether this ballot's equations are checked
   */
  public Decision replay(State state, Command command, Predicate<SignedRecord> isProved) {
    return decide(state, command, isProved);
  }

  private Decision decide(State state, Command command, Predicate<SignedRecord> isProved) {
    List<Parsed<SignedRecord>> records =
        command.records().stream().map(SignedRecord::parse).toList();
    if (records.size() == 1
        && records.getFirst() instanceof Parsed.Ok<SignedRecord>(SignedRecord record)
        && !record.kind().hasTracker()) {
      return new Decision(List.of(alone(state, record, record.kind().endorsement())));
    }
    if (!belongTogether(records)) {
      Ruling mixed =
          new Ruling.Refused(
              Refusal.ENVELOPE,
              "a command holds ballots or acts of one process and scope, or one other record");
      return new Decision(records.stream().map(record -> mixed).toList());
    }
    return new Decision(together(state, records, isProved));
  }

  /**
   * What the contract would say of a record that has its author's signature and no endorsement yet:
   * what an organization finds out before it endorses.
   */
  public Ruling propose(State state, SignedRecord record) {
    return record.kind().endorsement() == Endorsement.NONE
        ? new Ruling.Refused(Refusal.ENVELOPE, "a kind that nobody endorses")
        : alone(state, record, Endorsement.NONE);
  }

  private Ruling alone(State state, SignedRecord record, Endorsement endorsement) {
    Verdict<List<Write>> verdict =
        switch (record.kind()) {
          case GENESIS -> GenesisRule.decide(state, record, endorsement);
          case PROCESS -> ProcessRule.decide(state, record, endorsement);
          case ITEM -> ItemRule.decide(state, record);
          case ROLL -> RollRule.decide(state, record);
          case PHASE -> PhaseRule.decide(state, record, endorsement);
          case ISSUANCE_LIST -> IssuanceRule.decide(state, record);
          case CLOSED_SET -> ClosedSetRule.decide(state, elections, record);
          case CEREMONY -> CeremonyRule.decide(state, record);
          case DECRYPTION_SHARE -> ShareRule.decide(state, elections, record);
          case CERTIFICATE -> CertificateRule.decide(state, elections, record, endorsement);
          case ANCHOR -> AnchorRule.decide(state, elections, record);
          case DECISION -> DecisionRule.decide(state, record);
          case CHECKPOINT -> CheckpointRule.decide(state, record);
          case BALLOT, ACT ->
              throw new IllegalArgumentException("ballots and acts are decided together");
        };
    return switch (verdict) {
      case Verdict.Verified<List<Write>>(List<Write> writes) ->
          new Ruling.Accepted(record.hash(), record.kind(), Tracker.NONE, writes);
      case Verdict.Rejected<List<Write>>(Refusal code, String reason) ->
          new Ruling.Refused(code, reason);
    };
  }

  /** Whether those that can be read at all are ballots, or acts, of one process and scope. */
  private static boolean belongTogether(List<Parsed<SignedRecord>> records) {
    List<SignedRecord> read = readable(records);
    return read.stream()
        .allMatch(
            record ->
                record.kind().hasTracker()
                    && record.kind() == read.getFirst().kind()
                    && record.process().equals(read.getFirst().process())
                    && record.scope().equals(read.getFirst().scope()));
  }

  private List<Ruling> together(
      State state, List<Parsed<SignedRecord>> records, Predicate<SignedRecord> isProved) {
    List<SignedRecord> read = readable(records);
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof Parsed.Ok) {
        places.add(i);
      }
    }
    List<Ruling> ruled = read.isEmpty() ? List.of() : decide(state, read, isProved);
    List<Ruling> rulings = new ArrayList<>();
    int next = 0;
    for (Parsed<SignedRecord> record : records) {
      rulings.add(
          switch (record) {
            case Parsed.Malformed<SignedRecord>(String reason) ->
                new Ruling.Refused(Refusal.ENVELOPE, reason);
            case Parsed.Ok<SignedRecord> ok -> placed(ruled.get(next++), places);
          });
    }
    return rulings;
  }

  private List<Ruling> decide(
      State state, List<SignedRecord> records, Predicate<SignedRecord> isProved) {
    return records.getFirst().kind() == Kind.BALLOT
        ? ballots.decide(state, records, isProved)
        : acts.decide(state, records);
  }

  private static Ruling placed(Ruling ruling, List<Integer> places) {
    return ruling instanceof Ruling.Repeated(int first)
        ? new Ruling.Repeated(places.get(first))
        : ruling;
  }

  private static List<SignedRecord> readable(List<Parsed<SignedRecord>> records) {
    return records.stream().flatMap(record -> record.optional().stream()).toList();
  }
}
