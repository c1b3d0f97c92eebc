package city.urna.chaincode.process;

import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Trustee;
import city.urna.protocol.transcript.Context;
import java.util.List;
import java.util.Optional;

/**
 * A process on the ledger, with the genesis record that it stands on: the keys with which every
 * other record is compared (spec records §3.3).
 *
 * @param hash record hash of the process
 */
public record KnownProcess(String id, Digest hash, Process process, Genesis genesis) {

  /** The process of that id; refuses (R2) one that the ledger does not hold. */
  public static Verdict<KnownProcess> read(State state, String id) {
    Optional<Bytes> genesis = state.get(StateKeys.GENESIS);
    if (genesis.isEmpty()) {
      return Verdict.rejected(Refusal.ORDER, "the genesis record comes first");
    }
    Optional<Bytes> process = state.get(StateKeys.process(id));
    if (process.isEmpty()) {
      return Verdict.rejected(Refusal.ORDER, "the process is unknown");
    }
    SignedRecord record = SignedRecord.parse(process.get()).orThrow();
    return Verdict.verified(
        new KnownProcess(
            id,
            record.hash(),
            record.body(Process.parser()).orThrow(),
            SignedRecord.parse(genesis.get()).orThrow().body(Genesis.parser()).orThrow()));
  }

  /** Ledger keys in the order of the genesis record. */
  public List<Bytes> ledgerKeys() {
    return ledgerKeys(genesis);
  }

  static List<Bytes> ledgerKeys(Genesis genesis) {
    return genesis.getOrganizationsList().stream()
        .map(Organization::getLedgerKey)
        .map(Bytes::of)
        .toList();
  }

  /** How many organizations are a majority. */
  public int majority() {
    return Endorsement.MAJORITY.least(genesis.getOrganizationsCount());
  }

  /** Refuses (R3) unless one of the clerks and as many organizations signed. */
  public Verdict<RecordSignatures> signedByClerk(SignedRecord record, Endorsement endorsement) {
    return RecordSignatures.checkAnyOf(
        record, keys(process.getClerksList()), ledgerKeys(), endorsement);
  }

  /** Refuses (R3) unless every registrar signed, in order. */
  public Verdict<RecordSignatures> signedByRegistrars(SignedRecord record) {
    return RecordSignatures.check(
        record, keys(process.getRegistrarsList()), ledgerKeys(), Endorsement.NONE);
  }

  /** Refuses (R3) unless the party of that key signed, and it alone. */
  public Verdict<RecordSignatures> signedBy(Bytes key, SignedRecord record) {
    return RecordSignatures.check(record, List.of(key), ledgerKeys(), Endorsement.NONE);
  }

  /** Refuses (R3) unless the trustee of that index signed; there may be none of that index. */
  public Verdict<RecordSignatures> signedByTrustee(int index, SignedRecord record) {
    if (index < 1 || index > process.getTrusteesCount()) {
      return Verdict.rejected(Refusal.SIGNATURE, "no trustee has that index");
    }
    return signedBy(Bytes.of(trustee(index).getParty().getKey()), record);
  }

  /** The trustee of that index, from 1. */
  public Trustee trustee(int index) {
    return process.getTrustees(index - 1);
  }

  /** The scope of that id. */
  public Optional<Scope> scope(String scope) {
    return process.getScopesList().stream()
        .filter(candidate -> candidate.getId().equals(scope))
        .findFirst();
  }

  /** The scope of that id; refuses (R5) one that the process does not have. */
  Verdict<Scope> requireScope(String scope) {
    return scope(scope)
        .map(Verdict::verified)
        .orElseGet(() -> Verdict.rejected(Refusal.DEFINITION, "the process has no such scope"));
  }

  /** Refuses (R4) once the scope is frozen or void. */
  Verdict<KnownProcess> requireSetup(State state, String scope) {
    return PhaseState.read(state, id, scope).isEmpty()
        ? Verdict.verified(this)
        : Verdict.rejected(Refusal.PHASE, "the scope is frozen or void");
  }

  /** Refuses (R3) unless the organization of that id signed with its ledger key. */
  public Verdict<RecordSignatures> signedByOrganization(String id, SignedRecord record) {
    return genesis.getOrganizationsList().stream()
        .filter(organization -> organization.getId().equals(id))
        .findFirst()
        .map(
            organization ->
                RecordSignatures.check(
                    record,
                    List.of(Bytes.of(organization.getLedgerKey())),
                    List.of(),
                    Endorsement.NONE))
        .orElseGet(() -> Verdict.rejected(Refusal.SIGNATURE, "there is no such organization"));
  }

  /** Refuses (R3) unless the office of that id signed; without an id, one of the clerks. */
  public Verdict<RecordSignatures> signedByOffice(String id, SignedRecord record) {
    if (id.isEmpty()) {
      return signedByClerk(record, Endorsement.NONE);
    }
    return process.getOfficesList().stream()
        .filter(office -> office.getId().equals(id))
        .findFirst()
        .map(office -> signedBy(Bytes.of(office.getKey()), record))
        .orElseGet(() -> Verdict.rejected(Refusal.SIGNATURE, "the process has no such office"));
  }

  /**
   * Refuses (R4) what an item cannot be added to: a frozen scope with questions, a consultation
   * that is closed or void (spec consultation §2.5).
   */
  Verdict<KnownProcess> requireItems(State state, String scope) {
    Optional<PhaseState> phase = PhaseState.read(state, id, scope);
    boolean open =
        phase
            .map(
                found ->
                    found.isConsultation()
                        && (found.step() == PhaseState.Step.ISSUANCE
                            || found.step() == PhaseState.Step.CASTING))
            .orElse(true);
    return open
        ? Verdict.verified(this)
        : Verdict.rejected(Refusal.PHASE, "the scope takes no more items");
  }

  /** Refuses (R4) once any scope with questions is frozen: the trustees' key is fixed then. */
  public Verdict<KnownProcess> requireNoFreeze(State state) {
    boolean frozen =
        process.getScopesList().stream()
            .filter(scope -> !scope.hasConsultation())
            .map(scope -> PhaseState.read(state, id, scope.getId()))
            .anyMatch(phase -> phase.map(PhaseState::frozen).orElse(false));
    return frozen
        ? Verdict.rejected(Refusal.PHASE, "a scope of the process is frozen")
        : Verdict.verified(this);
  }

  /** The context of what is signed before the freeze: the process's record hash. */
  public Context context(String scope) {
    return new Context(id, scope, hash);
  }

  static List<Bytes> keys(List<Party> parties) {
    return parties.stream().map(Party::getKey).map(Bytes::of).toList();
  }
}
