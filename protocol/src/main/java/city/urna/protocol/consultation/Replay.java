package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.records.RecordedCheckpoint;
import city.urna.protocol.records.Scope;
import city.urna.protocol.transcript.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consultations of one process, replayed from the log (spec consultation §8): what stands in a
 * chain, what counts, what is decided, and what is owed.
 *
 * <p>Takes accepted records in log order, with the lists of their anchors, and can be asked at any
 * time. What a void scope held is left out, as if it had never been. Not for several threads at
 * once.
 */
public final class Replay {
  private static final int CLOSE = 3;
  private static final int VOID = 6;

  private final String process;
  private final Map<String, Scope> scopes = new LinkedHashMap<>();
  private final CheckpointTrust trust;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> voided = new TreeSet<>();
  private final Map<String, Long> closes = new LinkedHashMap<>();
  private final RecordedTimes times = new RecordedTimes();
  private Chains chains;

  private record Entry(long position, SignedRecord record, Optional<AnchorList> list) {}

  /**
   * Begins with the process's record; what stands before it on the log concerns it not.
   *
   * @param trust that the genesis record states
   */
  public Replay(String process, Process message, CheckpointTrust trust) {
    this.process = process;
    this.trust = trust;
    message.getScopesList().forEach(scope -> scopes.put(scope.getId(), scope));
    this.chains = new Chains(scopes);
  }

  /** Takes the next record of the log; those of other processes change nothing. */
  public void record(long position, SignedRecord record) {
    take(new Entry(position, record, Optional.empty()));
  }

  /** Takes the next record, an anchor, with its list, which has been checked. */
  public void anchor(long position, SignedRecord record, AnchorList list) {
    take(new Entry(position, record, Optional.of(list)));
  }

  private void take(Entry entry) {
    SignedRecord record = entry.record();
    if (!record.process().equals(process)) {
      checkpoint(record);
      return;
    }
    switch (record.kind()) {
      case PHASE -> phase(entry);
      case ITEM, ACT, ANCHOR, DECISION -> {
        entries.add(entry);
        replay(entry);
      }
      default -> {
        // Nothing else makes a thing or says something of one.
      }
    }
  }

  private void checkpoint(SignedRecord record) {
    record
        .body(RecordedCheckpoint.parser())
        .optional()
        .flatMap(message -> SignedNote.parse(Bytes.of(message.getNote())).optional())
        .map(trust::check)
        .ifPresent(
            outcome -> {
              if (outcome
                  instanceof
                  CheckpointTrust.Outcome.Trusted(Checkpoint checkpoint, List<Cosignature> lines)) {
                times.add(checkpoint.size(), lines);
              }
            });
  }

  private void phase(Entry entry) {
    String scope = entry.record().scope();
    int step = entry.record().body(Phase.parser()).orThrow().getStep();
    if (step == CLOSE) {
      closes.put(scope, entry.position());
    } else if (step == VOID && voided.add(scope)) {
      chains = new Chains(scopes);
      entries.forEach(this::replay);
    }
  }

  private void replay(Entry entry) {
    SignedRecord record = entry.record();
    String scope = record.scope();
    boolean gone = voided.contains(scope);
    switch (record.kind()) {
      case ITEM -> chains.item(scope, record.hash(), record.body(Item.parser()).orThrow());
      case ACT -> {
        Act act = record.body(Act.parser()).orThrow();
        act(entry.position(), scope, act, record.body(), gone);
      }
      case ANCHOR -> {
        for (Bytes one : entry.list().map(AnchorList::acts).orElse(List.of())) {
          Bytes body = Bytes.of(StrictParser.parse(PublicAct.parser(), one).orThrow().getAct());
          Act act = StrictParser.parse(Act.parser(), body).orThrow();
          act(entry.position(), scope, act, body, gone);
        }
      }
      case DECISION ->
          chains.decision(
              scope,
              entry.position(),
              record.hash(),
              record.body(Decision.parser()).orThrow(),
              gone);
      default -> throw new IllegalArgumentException("not kept");
    }
  }

  private void act(long position, String scope, Act act, Bytes body, boolean gone) {
    Context election = new Context(process, scope, new Digest(Bytes.of(act.getElection())));
    chains.act(
        scope, election, new Chain.Member(Forum.actHash(election, body), position, act), gone);
  }

  /** The consultations of the process, those that are void left out. */
  public List<String> scopes() {
    return scopes.values().stream()
        .filter(scope -> scope.hasConsultation() && !voided.contains(scope.getId()))
        .map(Scope::getId)
        .toList();
  }

  /** All chains of a scope, in the order of their beginnings. */
  public List<Chain> chains(String scope) {
    return chains.of(scope);
  }

  /** The thing that this hash names: an item's version, an act in a chain, an answer. */
  public Optional<Thing> thing(Digest hash) {
    return chains.thing(hash);
  }

  /** The chain that an act is in. */
  public Optional<Chain> chain(Tracker act) {
    return chains.chain(act);
  }

  /** What has become of an act; empty where there is no such act. */
  public Optional<Standing> standing(Tracker act) {
    return chains.standing(act);
  }

  /** Act hashes that came again later, in log order, as often as they did. */
  public List<Tracker> repeated(String scope) {
    return chains.repeated(scope);
  }

  /** The chains that count, by §8.4. */
  public List<Chain> counting(String scope) {
    return chains.counting(scope);
  }

  /** The counts of a scope, social ones among them, ascending (§8.5). */
  public List<CountRow> counts(String scope) {
    return chains.counts(scope);
  }

  /** All decisions of a scope, in log order. */
  public List<Ruled> decisions(String scope) {
    return chains.decisions(scope);
  }

  /** Whether a decision dangles not and is not superseded (§8.7). */
  public boolean isInForce(Ruled decision) {
    return chains.isInForce(decision);
  }

  /** The status that the last answer in force gives to a thing, 0 where there is none (§8.9). */
  public int status(Thing thing) {
    return chains.status(thing);
  }

  /** The redaction in force of that commitment of a scope. */
  public Optional<Ruled> redaction(String scope, Digest commitment) {
    return chains.inForce(scope, DecisionForm.Type.REDACTION, commitment);
  }

  /** The withholding in force of that commitment of a scope. */
  public Optional<Ruled> withholding(String scope, Digest commitment) {
    return chains.inForce(scope, DecisionForm.Type.WITHHOLDING, commitment);
  }

  /** The checkpoints that are recorded, and the times that they give. */
  public RecordedTimes times() {
    return times;
  }

  /**
   * Every answer that a scope owes or has given (§8.10), in the order of what asks for it.
   *
   * @param newest the time of the newest checkpoint
   */
  public List<Owed> owed(String scope, long newest) {
    Scope found = scopes.get(scope);
    if (found == null || !scopes().contains(scope)) {
      return List.of();
    }
    return new Owing(chains, found, Optional.ofNullable(closes.get(scope)), times, newest).all();
  }
}
