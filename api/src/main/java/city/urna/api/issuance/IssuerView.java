package city.urna.api.issuance;

import city.urna.api.http.Peer;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Organization;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.RollEntry;
import city.urna.protocol.transcript.Context;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an issuer knows of the ledger: processes, rolls and phases, from the node's records, each
 * with its signatures checked. Follows by asking; a record that does not hold stops it, loudly.
 */
final class IssuerView {
  private static final Logger LOG = LoggerFactory.getLogger(IssuerView.class);
  private static final int FREEZE = 1;
  private static final int CLOSE = 3;
  private static final int ABSENT = 4;
  private static final int VOID = 6;

  /** A process with its record hash. */
  record KnownProcess(Process process, Digest hash) {}

  /** A voter's place in the roll. */
  record Voter(int entry, RollEntry keys) {}

  /** A scope since its freeze. */
  record Frozen(Context election, Map<Bytes, Voter> roll, boolean open, boolean closed) {
    Frozen ended(boolean isClosed) {
      return new Frozen(election, roll, false, isClosed);
    }
  }

  private final String issuer;
  private final Peer node;
  private final Map<String, KnownProcess> processes = new HashMap<>();
  private final Map<String, Frozen> scopes = new HashMap<>();
  private final Map<String, Map<Integer, Roll>> rolls = new HashMap<>();
  private List<Bytes> organizations = List.of();
  private long next;
  private boolean broken;

  IssuerView(String issuer, Peer node) {
    this.issuer = issuer;
    this.node = node;
  }

  synchronized Optional<KnownProcess> process(String process) {
    return Optional.ofNullable(processes.get(process));
  }

  synchronized Optional<Frozen> scope(String process, String scope) {
    return Optional.ofNullable(scopes.get(process + "/" + scope));
  }

  /**
   * Reads what is new.
   *
   * @throws IOException when the node does not answer
   */
  synchronized void follow() throws IOException {
    while (!broken) {
      Peer.Reply reply = node.get("v1/records?from=" + next + "&limit=1000");
      if (!reply.isOk() || reply.body().isEmpty()) {
        return;
      }
      Parsed<Long> read =
          Wire.read(
              reply.body(),
              reader -> {
                long count = 0;
                while (!reader.end()) {
                  take(reader.take(reader.u32()));
                  count++;
                }
                return count;
              });
      next += read.orThrow();
    }
  }

  private void take(Bytes bytes) {
    if (broken) {
      return;
    }
    Parsed<SignedRecord> parsed = SignedRecord.parse(bytes);
    boolean holds =
        parsed instanceof Parsed.Ok<SignedRecord>(SignedRecord record)
            && switch (record.kind()) {
              case GENESIS -> genesis(record);
              case PROCESS -> process(record);
              case ROLL -> roll(record);
              case PHASE -> phase(record);
              case ITEM,
                  CEREMONY,
                  ISSUANCE_LIST,
                  BALLOT,
                  CLOSED_SET,
                  DECRYPTION_SHARE,
                  CERTIFICATE,
                  ACT,
                  ANCHOR,
                  DECISION,
                  CHECKPOINT ->
                  true;
            };
    if (!holds) {
      broken = true;
      LOG.error("ALARM: the node shows a record that does not hold; this issuer signs no more");
    }
  }

  private boolean genesis(SignedRecord record) {
    Genesis genesis = record.body(Genesis.parser()).orThrow();
    organizations =
        genesis.getOrganizationsList().stream()
            .map(Organization::getLedgerKey)
            .map(Bytes::of)
            .toList();
    return isSigned(RecordSignatures.check(record, List.of(), organizations, Endorsement.ALL));
  }

  private boolean process(SignedRecord record) {
    Process process = record.body(Process.parser()).orThrow();
    processes.put(record.process(), new KnownProcess(process, record.hash()));
    return isSigned(
        RecordSignatures.checkAnyOf(record, clerks(process), organizations, Endorsement.ALL));
  }

  private boolean roll(SignedRecord record) {
    KnownProcess known = processes.get(record.process());
    Roll roll = record.body(Roll.parser()).orThrow();
    List<Bytes> registrars =
        known.process().getRegistrarsList().stream().map(Party::getKey).map(Bytes::of).toList();
    String version = record.process() + "/" + record.scope() + "/" + roll.getVersion();
    rolls.computeIfAbsent(version, v -> new HashMap<>()).put(roll.getChunk(), roll);
    return isSigned(RecordSignatures.check(record, registrars, organizations, Endorsement.NONE));
  }

  private boolean phase(SignedRecord record) {
    KnownProcess known = processes.get(record.process());
    if (!isSigned(
        RecordSignatures.checkAnyOf(
            record, clerks(known.process()), organizations, Endorsement.MAJORITY))) {
      return false;
    }
    Phase phase = record.body(Phase.parser()).orThrow();
    String key = record.process() + "/" + record.scope();
    switch (phase.getStep()) {
      case FREEZE -> scopes.put(key, freeze(record, known, Bytes.of(phase.getDefinition())));
      case CLOSE -> scopes.computeIfPresent(key, (k, frozen) -> frozen.ended(true));
      case VOID -> scopes.computeIfPresent(key, (k, frozen) -> frozen.ended(false));
      case ABSENT -> {
        if (phase.getIssuer().equals(issuer)) {
          scopes.computeIfPresent(key, (k, frozen) -> frozen.ended(false));
        }
      }
      default -> {}
    }
    return true;
  }

  private Frozen freeze(SignedRecord record, KnownProcess known, Bytes definition) {
    Context election =
        new Context(
            record.process(),
            record.scope(),
            Election.hash(record.process(), record.scope(), known.hash(), definition));
    int version =
        city.urna.protocol.record.StrictParser.parse(Definition.parser(), definition)
            .orThrow()
            .getRollVersion();
    String key = record.process() + "/" + record.scope() + "/" + version;
    Map<Bytes, Voter> voters = new HashMap<>();
    Map<Integer, Roll> chunks = rolls.getOrDefault(key, Map.of());
    int entry = 0;
    for (int chunk = 0; chunk < chunks.size(); chunk++) {
      for (RollEntry voter : chunks.get(chunk).getEntriesList()) {
        voters.put(Bytes.of(voter.getKeys(0)), new Voter(entry++, voter));
      }
    }
    rolls.keySet().removeIf(k -> k.startsWith(record.process() + "/" + record.scope() + "/"));
    return new Frozen(election, Map.copyOf(voters), true, false);
  }

  private static List<Bytes> clerks(Process process) {
    return process.getClerksList().stream().map(Party::getKey).map(Bytes::of).toList();
  }

  private static boolean isSigned(Verdict<RecordSignatures> verdict) {
    return verdict instanceof Verdict.Verified;
  }
}
