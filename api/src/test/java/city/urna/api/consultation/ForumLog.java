package city.urna.api.consultation;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.consultation.Replay;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.RecordedCheckpoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A ledger with an open consultation and a hall with credentials, a register of it, and the
 * protocol's own replay that goes along with whatever the contract takes.
 */
final class ForumLog implements AutoCloseable {
  static final String OPEN = "open";
  private static final long ANSWER_SECONDS = 5_000;

  final SmallHall hall;
  final EmbeddedLedger ledger;
  final Store store;
  final Registration registration;
  final Replay replay;
  final Forum forum;
  final List<SignedRecord> items;
  private final Random random;
  private final SignedRecord freeze;
  private final CheckpointTrust trust;
  private final Map<Digest, AnchorList> lists = new HashMap<>();
  private final List<Bytes> waiting = new ArrayList<>();
  private final List<Bytes> anchored = new ArrayList<>();
  private final Map<Integer, Digest> anchors = new HashMap<>();
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private long replayed;
  private long now = 1_800_000_000;

  ForumLog(Path folder, long seed, Random random) {
    this.random = random;
    hall = new SmallHall(seed, made -> made.addScopes(open()));
    Contract contract = new Contract(new Elections());
    ledger = EmbeddedLedger.open(folder.resolve("ledger.db"), hall.parties.orderer, contract);
    store = Store.open(folder.resolve("consultation.db"), ConsultationTables.SCHEMA);
    trust = CheckpointTrust.of(hall.parties.genesis()).orThrow();
    replay = new Replay(Parties.PROCESS, hall.process, trust);
    Definition definition = hall.frozen().build();
    forum = hall.forum(OPEN, definition);
    freeze = hall.freeze(OPEN, definition);
    items =
        Stream.of("lamps", "roads", "trees")
            .map(id -> hall.item(OPEN, SmallHall.item(id, "category")))
            .toList();
    List<SignedRecord> first = new ArrayList<>(List.of(hall.genesis, hall.processRecord));
    first.addAll(items);
    first.addAll(List.of(hall.statement, hall.roll(), freeze, hall.hallFreeze));
    first.forEach(this::take);
    registration = new Registration(store, ledger.state(), ledger.log(), () -> Instant.EPOCH);
  }

  private static city.urna.protocol.records.Scope.Builder open() {
    return SmallHall.scope(
        OPEN,
        SmallHall.consultation(
                rule(ActType.PROPOSE, Identity.PUBLIC, 1),
                rule(ActType.CO_SIGN, Identity.PUBLIC, 0),
                rule(ActType.SUPPORT, Identity.PUBLIC, 0),
                rule(ActType.SUPPORT, Identity.OFFICER, 0),
                rule(ActType.SUPPORT, Identity.SOCIAL, 0),
                rule(ActType.COMMENT, Identity.PUBLIC, 2),
                rule(ActType.COMMENT, Identity.OFFICER, 2),
                rule(ActType.COMMENT, Identity.SOCIAL, 0),
                rule(ActType.OPINION, Identity.PUBLIC, 2),
                rule(ActType.OPINION, Identity.SOCIAL, 0),
                rule(ActType.REPORT, Identity.PUBLIC, 1),
                rule(ActType.REPORT, Identity.OFFICER, 1),
                rule(ActType.REPORT, Identity.SOCIAL, 0),
                rule(ActType.COMPLAINT, Identity.PUBLIC, 0),
                rule(ActType.COMPLAINT, Identity.SOCIAL, 1),
                rule(ActType.ATTENDANCE, Identity.PUBLIC, 0))
            .setAnswerSeconds(ANSWER_SECONDS)
            .setAnchoredActs(100_000)
            .build());
  }

  private static city.urna.protocol.records.ActRule rule(
      ActType type, Identity identity, int answered) {
    return SmallHall.rule(type, identity, 0).toBuilder().setAnswered(answered).build();
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Submits a record and has the replay take what came of it; whether the contract took it. */
  boolean take(SignedRecord record) {
    Outcome outcome = ledger.submit(Command.of(record.bytes())).join();
    boolean taken =
        outcome instanceof Outcome.Decided(List<RecordOutcome> records)
            && !(records.getFirst() instanceof RecordOutcome.Refused);
    for (; replayed < ledger.log().size(); replayed++) {
      SignedRecord one = SignedRecord.parse(ledger.log().record(replayed).orElseThrow()).orThrow();
      if (replayed > 1) {
        Optional<AnchorList> list = Optional.ofNullable(lists.get(one.hash()));
        if (list.isPresent()) {
          replay.anchor(replayed, one, list.get());
        } else {
          replay.record(replayed, one);
        }
      }
    }
    return taken;
  }

  /** A public act that the next anchor stands for. */
  void add(Bytes act) {
    waiting.add(act);
  }

  /** Puts what waits, and now and then what stands already, under one organization's anchor. */
  void anchor() {
    if (random.nextInt(5) == 0 && !anchored.isEmpty()) {
      Bytes again = any(anchored);
      if (!waiting.contains(again)) {
        waiting.add(again);
      }
    }
    if (waiting.isEmpty()) {
      return;
    }
    AnchorList list = new AnchorList(waiting);
    int organization = random.nextInt(Parties.ORGANIZATIONS.size());
    SignedRecord record =
        Parties.record(
            Kind.ANCHOR,
            OPEN,
            list.anchor(
                forum,
                Parties.ORGANIZATIONS.get(organization),
                numbers.getOrDefault(organization, 0) + 1L,
                Optional.ofNullable(anchors.get(organization))
                    .map(Digest::value)
                    .orElse(Bytes.EMPTY)),
            List.of(hall.parties.ledgerKeys.get(organization)));
    lists.put(record.hash(), list);
    store.write(
        session -> {
          session.change("INSERT INTO lists VALUES (?, ?)", record.hash(), list.encode());
          return 0;
        });
    if (take(record)) {
      numbers.merge(organization, 1, Integer::sum);
      anchors.put(organization, record.hash());
    }
    anchored.addAll(waiting);
    waiting.clear();
  }

  /** Records a checkpoint over everything, some time later. */
  void checkpoint() {
    now += random.nextInt(4_000);
    long size = ledger.log().size();
    Checkpoint checkpoint = new Checkpoint(trust.log().name(), size, ledger.log().root(size));
    SignedNote note = checkpoint.sign(hall.parties.log);
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      note =
          note.with(
              Cosignature.sign(
                  checkpoint,
                  trust.cosigners().get(i).name(),
                  now + i,
                  hall.parties.cosigners.get(i)));
    }
    take(
        SignedRecord.sign(
            Kind.CHECKPOINT,
            "",
            "",
            Bytes.of(
                RecordedCheckpoint.newBuilder()
                    .setNote(note.encode().toByteString())
                    .build()
                    .toByteString()),
            List.of(hall.parties.log)));
  }

  /** Ends the open consultation. */
  void end() {
    take(hall.phase(3, freeze));
  }

  /** The hall's consultation is void, with all that was in it. */
  void voidHall() {
    take(
        hall.phase(
            SmallHall.HALL,
            Phase.newBuilder()
                .setStep(6)
                .setReason("wrong roll")
                .setPrevious(hall.hallFreeze.hash().value().toByteString())));
  }

  @Override
  public void close() {
    ledger.close();
    store.close();
  }
}
