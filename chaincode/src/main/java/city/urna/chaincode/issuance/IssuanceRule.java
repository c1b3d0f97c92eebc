package city.urna.chaincode.issuance;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.Write;
import city.urna.chaincode.process.KnownProcess;
import city.urna.chaincode.process.PhaseState;
import city.urna.chaincode.process.RollState;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Issuance;
import city.urna.protocol.records.IssuanceList;
import city.urna.protocol.records.Party;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chunk of an issuer's published issuances (spec credentials §5). */
public final class IssuanceRule {
  /** How many issuances a chunk has, but for the last. */
  public static final int CHUNK = 256;

  private IssuanceRule() {}

  /**
   * Refuses, in this order: R1 form; R2 unknown process; R3 not signed by the issuer that it names;
   * R4 before the close; R10 an issuer that is not active, numbers that do not fit each other or
   * the chunks before, a chunk that is there already, an issuance that does not hold.
   */
  public static Verdict<List<Write>> decide(State state, SignedRecord record) {
    return record
        .body(IssuanceList.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            list ->
                KnownProcess.read(state, record.process())
                    .flatMap(
                        known ->
                            signed(known, record, list)
                                .flatMap(by -> PhaseState.readClosed(state, known, record.scope()))
                                .flatMap(phase -> check(state, known, phase, record, list))));
  }

  private static Verdict<Party> signed(KnownProcess known, SignedRecord record, IssuanceList list) {
    Optional<Party> issuer =
        known.process().getIssuersList().stream()
            .filter(party -> party.getId().equals(list.getIssuer()))
            .findFirst();
    return issuer
        .map(party -> known.signedBy(Bytes.of(party.getKey()), record).map(signatures -> party))
        .orElseGet(() -> Verdict.rejected(Refusal.SIGNATURE, "the process has no such issuer"));
  }

  private static Verdict<List<Write>> check(
      State state, KnownProcess known, PhaseState phase, SignedRecord record, IssuanceList list) {
    if (!phase.activeIssuers().contains(list.getIssuer())) {
      return rejected("the issuer is not active");
    }
    Optional<String> wrong = wrongNumbers(list);
    if (wrong.isPresent()) {
      return rejected(wrong.get());
    }
    String process = known.id();
    String scope = record.scope();
    String whole = StateKeys.issuance(process, scope, list.getIssuer());
    String chunk = StateKeys.issuance(process, scope, list.getIssuer(), list.getChunk());
    Bytes numbers =
        Bytes.concat(
            Wire.u32(list.getTotal()), Wire.u32(list.getChunks()), Bytes.of(list.getRoot()));
    Optional<Bytes> before = state.get(whole);
    if (before.isPresent() && !before.get().equals(numbers)) {
      return rejected("total, chunks or root are not those of the chunks before");
    }
    if (state.get(chunk).isPresent()) {
      return rejected("this chunk is there already");
    }
    RollState roll =
        new RollState(state, process, scope, phase.parsedDefinition().getRollVersion());
    IssuanceCheck issuances = new IssuanceCheck(known, phase, scope, list.getIssuer(), roll);
    for (Issuance issuance : list.getIssuancesList()) {
      wrong = issuances.wrong(issuance);
      if (wrong.isPresent()) {
        return rejected(wrong.get());
      }
    }
    List<Write> writes = new ArrayList<>();
    writes.add(new Write(chunk, Digest.sha256(record.body()).value()));
    if (before.isEmpty()) {
      writes.add(new Write(whole, numbers));
    }
    return Verdict.verified(List.copyOf(writes));
  }

  private static Optional<String> wrongNumbers(IssuanceList list) {
    int total = list.getTotal();
    int chunks = list.getChunks();
    if (total < 0 || chunks != Math.max(1, total / CHUNK + (total % CHUNK == 0 ? 0 : 1))) {
      return Optional.of("the number of chunks does not fit the total");
    }
    if (list.getChunk() < 0 || list.getChunk() >= chunks) {
      return Optional.of("there is no such chunk");
    }
    if (list.getIssuancesCount() != Math.min(CHUNK, total - list.getChunk() * CHUNK)) {
      return Optional.of("the chunk has another number of issuances than its place asks for");
    }
    if (list.getRoot().size() != Digest.SIZE) {
      return Optional.of("the root has 32 bytes");
    }
    int last = -1;
    for (Issuance issuance : list.getIssuancesList()) {
      if (issuance.getEntry() <= last) {
        return Optional.of("issuances do not ascend by entry");
      }
      last = issuance.getEntry();
    }
    return Optional.empty();
  }

  private static Verdict<List<Write>> rejected(String reason) {
    return Verdict.rejected(Refusal.ISSUANCE, reason);
  }
}
