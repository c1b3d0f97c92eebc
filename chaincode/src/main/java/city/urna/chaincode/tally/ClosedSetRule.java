package city.urna.chaincode.tally;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Organization;
import city.urna.protocol.tally.FixedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an organization's own replay counts; a majority of identical ones fixes it (tally §1). */
public final class ClosedSetRule {
  private ClosedSetRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by one organization; R4
   * before the close; R11 another election, another shape than the scope's, the organization's
   * second one.
   */
  public static Verdict<List<Write>> decide(State state, Elections elections, SignedRecord record) {
    return record
        .body(ClosedSet.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(set -> KnownProcess.read(state, record.process()))
        .flatMap(
            known ->
                author(known, record)
                    .flatMap(
                        author ->
                            ClosedScope.read(state, elections, known, record.scope())
                                .flatMap(
                                    closed ->
                                        shaped(closed, record.body())
                                            .flatMap(set -> post(closed, set, record, author)))));
  }

  private static Verdict<Organization> author(KnownProcess known, SignedRecord record) {
    Optional<Organization> author =
        known.genesis().getOrganizationsList().stream()
            .filter(
                organization ->
                    record.signatures().stream()
                        .limit(1)
                        .anyMatch(one -> one.getKey().equals(organization.getLedgerKey())))
            .findFirst();
    return author
        .map(
            organization ->
                known
                    .signedBy(Bytes.of(organization.getLedgerKey()), record)
                    .map(signed -> organization))
        .orElseGet(() -> Verdict.rejected(Refusal.SIGNATURE, "not signed by an organization"));
  }

  /** The set as the scope asks for it, with numbers that fit each other. */
  private static Verdict<FixedSet> shaped(ClosedScope closed, Bytes body) {
    return FixedSet.read(closed.election(), body)
        .verdict(Refusal.CLOSED_SET)
        .flatMap(
            set ->
                fit(set.message())
                    ? Verdict.verified(set)
                    : rejected("the closed set's numbers do not fit each other"));
  }

  private static boolean fit(ClosedSet set) {
    return set.getTreeSize() >= 1
        && set.getCounted() >= 0
        && set.getRecorded() >= set.getCounted()
        && set.getAggregatesList().stream()
            .allMatch(one -> one.getBallots() >= 0 && one.getBallots() <= set.getCounted());
  }

  private static Verdict<List<Write>> post(
      ClosedScope closed, FixedSet set, SignedRecord record, Organization author) {
    List<PostedSet> posted = PostedSet.read(closed);
    if (posted.stream().anyMatch(one -> one.organization().equals(author.getId()))) {
      return rejected("the organization has posted its closed set already");
    }
    String process = record.process();
    String scope = record.scope();
    PostedSet own = new PostedSet(author.getId(), record.hash(), set.hash(), posted.size());
    List<Write> writes = new ArrayList<>();
    writes.add(new Write(StateKeys.closed(process, scope, author.getId()), own.encode()));
    long same = 1 + posted.stream().filter(one -> one.closedSet().equals(set.hash())).count();
    if (same == closed.known().majority()) {
      writes.add(new Write(StateKeys.closed(process, scope), record.body()));
    }
    return Verdict.verified(List.copyOf(writes));
  }

  private static <T> Verdict<T> rejected(String reason) {
    return Verdict.rejected(Refusal.CLOSED_SET, reason);
  }
}
