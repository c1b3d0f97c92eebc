package city.urna.chaincode.tally;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Aggregate;
import city.urna.protocol.records.ClosedSet;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.Scope;
import com.google.protobuf.ByteString;
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
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(ClosedSet.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            set ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            author(known, record)
                                .flatMap(
                                    author ->
                                        PhaseState.readClosed(state, known, record.scope())
                                            .flatMap(phase -> shaped(phase, set))
                                            .flatMap(
                                                phase ->
                                                    post(state, known, phase, record, author)))));
  }

  private static Verdict<Organization> author(KnownProcess known, SignedRecord record) {
    for (Organization organization : known.genesis().getOrganizationsList()) {
      Bytes key = Bytes.of(organization.getLedgerKey());
      if (!record.signatures().isEmpty()
          && Bytes.of(record.signatures().getFirst().getKey()).equals(key)) {
        return known.signedBy(key, record).map(signed -> organization);
      }
    }
    return Verdict.rejected(Refusal.SIGNATURE, "not signed by an organization");
  }

  private static Verdict<PhaseState> shaped(PhaseState phase, ClosedSet set) {
    if (!Bytes.of(set.getElection()).equals(phase.election().value())) {
      return rejected("the closed set is another election's");
    }
    Scope scope = phase.parsedShape();
    if (set.getTreeRoot().size() != Digest.SIZE
        || set.getTrackersRoot().size() != Digest.SIZE
        || set.getTreeSize() < 1
        || set.getCounted() < 0
        || Long.compareUnsigned(set.getCounted(), set.getRecorded()) > 0
        || set.getAggregatesCount() != scope.getQuestionsCount()) {
      return rejected("the closed set has another shape than the scope");
    }
    for (int i = 0; i < scope.getQuestionsCount(); i++) {
      Question question = scope.getQuestions(i);
      Aggregate aggregate = set.getAggregates(i);
      int items = phase.parsedDefinition().getQuestions(i).getItemsCount();
      if (!aggregate.getQuestion().equals(question.getId())
          || aggregate.getBallots() < 0
          || aggregate.getBallots() > set.getCounted()
          || aggregate.getCiphertextsCount() != items + (question.getBlank() ? 1 : 0)) {
        return rejected("an aggregate has another shape than its question");
      }
      for (ByteString ciphertext : aggregate.getCiphertextsList()) {
        if (city.urna.protocol.elgamal.Aggregate.decode(Bytes.of(ciphertext))
            instanceof Parsed.Malformed) {
          return rejected("an aggregate is no ciphertext");
        }
      }
    }
    return Verdict.verified(phase);
  }

  private static Verdict<List<Write>> post(
      State state, KnownProcess known, PhaseState phase, SignedRecord record, Organization author) {
    String process = known.id();
    String scope = record.scope();
    List<PostedSet> posted = PostedSet.read(state, known, scope);
    if (posted.stream().anyMatch(one -> one.organization().equals(author.getId()))) {
      return rejected("the organization has posted its closed set already");
    }
    Digest hash = PostedSet.hash(process, scope, phase, record.body());
    PostedSet own = new PostedSet(author.getId(), record.hash(), hash, posted.size());
    List<Write> writes = new ArrayList<>();
    writes.add(new Write(StateKeys.closed(process, scope, author.getId()), own.encode()));
    long same = 1 + posted.stream().filter(one -> one.closedSet().equals(hash)).count();
    Optional<Bytes> fixed = state.get(StateKeys.closed(process, scope));
    if (fixed.isEmpty() && same >= known.majority()) {
      writes.add(new Write(StateKeys.closed(process, scope), record.body()));
    }
    return Verdict.verified(List.copyOf(writes));
  }

  private static <T> Verdict<T> rejected(String reason) {
    return Verdict.rejected(Refusal.CLOSED_SET, reason);
  }
}
