package city.urna.api.consultation;

import city.urna.api.cosigning.Cosigners;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Peer;
import city.urna.api.http.Problem;
import city.urna.api.http.Repeating;
import city.urna.chaincode.Contract;
import city.urna.network.Ledger;
import city.urna.network.Place;
import city.urna.network.log.LogStore;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.network.store.Work;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.CosignedTime;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The consultation of this node: its file, what goes in, what is read out of it. */
public final class StoredConsultations implements Consultations, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration RETAIN = Duration.ofMinutes(1);

  private final Store store;
  private final LogStore log;
  private final Registration registration;
  private final Acceptance acceptance;
  private final Deposits deposits;
  private final Anchoring anchoring;
  private final CheckpointRecorder recorder;
  private final Offices offices;
  private final Cosigners cosigners;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Called when contents were erased: copies elsewhere on this machine go with them. */
  private volatile Runnable swept = () -> {};

  /** The time of the newest cosigned checkpoint, recorded or not. */
  private final AtomicLong newest = new AtomicLong();

  private Optional<Notices> notices = Optional.empty();
  private Optional<Repeating> looking = Optional.empty();
  private Optional<Repeating> retaining = Optional.empty();

  /**
   * Opens the file, and brings it up to the log.
   *
   * @param organizations where each one anchors, in the order in which they are asked
   * @param logKey signs the checkpoints that are recorded
   */
  public StoredConsultations(
      Path file,
      Ledger ledger,
      Contract contract,
      Cosigners cosigners,
      Map<String, Peer> organizations,
      SigningKey logKey,
      Monitoring monitoring,
      InstantSource clock) {
    this.store = Store.open(file, ConsultationTables.SCHEMA);
    this.log = ledger.log();
    this.clock = clock;
    this.cosigners = cosigners;
    this.registration = new Registration(store, ledger.state(), log, clock);
    advance();
    this.acceptance = new Acceptance(store, ledger.state(), contract, registration);
    this.deposits = new Deposits(ledger, store, monitoring);
    this.anchoring = new Anchoring(ledger, store, organizations, this::advance);
    this.recorder = new CheckpointRecorder(ledger, store, logKey, cosigners, clock);
    this.offices = new Offices(ledger, store, contract);
    monitoring.gauge("urna.consultation.behind", "Records not registered yet", this::behind);
  }

  private long behind() {
    return log.size() - registration.position();
  }

  /** Brings the register up to the log, lets those know who wait, and sweeps what was erased. */
  private synchronized void advance() {
    registration.advance();
    log.checkpoint().ifPresent(note -> newest.set(CosignedTime.stated(note)));
    if (deposits != null) {
      for (Tracker act : deposits.awaited()) {
        order(act).ifPresent(order -> deposits.registered(act, order));
      }
    }
    sweep();
  }

  private void sweep() {
    if (store.read(
        session -> session.one("SELECT sweep FROM looked", row -> row.getInt(1)).orElse(0) == 0)) {
      return;
    }
    swept.run();
    store.sweep();
    store.write(
        session -> {
          session.change("UPDATE looked SET sweep = 0");
          return 0;
        });
  }

  /**
   * Begins to bring the register up to the log, to anchor and to tell; once.
   *
   * @param onErasure makes copies elsewhere on this machine go when contents are erased
   * @param gateway signs notices to programs
   */
  public void begin(Runnable onErasure, NoticeSettings settings, SigningKey gateway) {
    swept = onErasure;
    if (settings.url().isPresent()) {
      notices = Optional.of(new Notices(store, settings, gateway, clock));
    }
    looking = Optional.of(new Repeating("register", LOOK, this::advance));
    retaining = Optional.of(new Repeating("retention", RETAIN, () -> Retention.destroy(this)));
  }

  /** Where an act stands in the order of the log. */
  Optional<Long> order(Tracker act) {
    return store.read(
        session ->
            session.one("SELECT ord FROM acts WHERE hash = ?", row -> row.getLong(1), act.bytes()));
  }

  /** An act that was just taken, or that stands on the log by now. */
  Handed handed(Tracker act) {
    Optional<Handed> onItsWay = deposits.onItsWay(act);
    if (onItsWay.isPresent()) {
      return onItsWay.get();
    }
    ActRow row = act(act).orElseThrow();
    Forum forum = registration.forum(row.scope().process(), row.scope().scope()).orElseThrow();
    Handed standing = Handed.of(forum.context(), act, true, Bytes.EMPTY, List.of());
    standing.recorded().complete(order(act).orElseThrow());
    return standing;
  }

  /** Whether an act was acknowledged and is not on the log yet. */
  boolean isWaiting(Tracker act) {
    return store.read(
        session ->
            session
                .one("SELECT 1 FROM waiting WHERE hash = ?", row -> row.getInt(1), act.bytes())
                .isPresent());
  }

  <T> T read(Work<T> work) {
    return store.read(work);
  }

  /** As of when the register speaks of what is overdue: the newest cosigned time (§7.6). */
  long asOf(Session session) throws SQLException {
    return Math.max(Rows.recorded(session), newest.get());
  }

  Store store() {
    return store;
  }

  Acceptance acceptance() {
    return acceptance;
  }

  Registration registration() {
    return registration;
  }

  LogStore log() {
    return log;
  }

  Cosigners cosigners() {
    return cosigners;
  }

  @Override
  public List<ScopeRow> scopes(String process) {
    return store
        .read(
            session ->
                session.all(
                    "SELECT process, scope FROM scopes WHERE process = ? AND consultation = 1"
                        + " ORDER BY number",
                    row -> new ScopeId(row.getString(1), row.getString(2)),
                    process))
        .stream()
        .map(id -> new ScopeRow(id, registration.open(id.process(), id.scope()).isPresent()))
        .toList();
  }

  @Override
  public List<ItemRow> items(List<ScopeId> scopes) {
    return store.read(
        session -> {
          List<ItemRow> items = new ArrayList<>();
          for (long number : numbers(session, scopes)) {
            items.addAll(
                Rows.items(session, "i.scope = ? AND i.newest = 1 ORDER BY i.ord", number));
          }
          return items;
        });
  }

  static List<Long> numbers(Session session, List<ScopeId> scopes) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    for (ScopeId scope : scopes) {
      session
          .one(
              "SELECT number FROM scopes WHERE process = ? AND scope = ?",
              row -> row.getLong(1),
              scope.process(),
              scope.scope())
          .ifPresent(numbers::add);
    }
    return numbers;
  }

  @Override
  public Optional<ItemRow> item(Digest record) {
    return store.read(session -> Rows.item(session, record));
  }

  @Override
  public Page acts(ActQuery query) {
    return store.read(
        session -> {
          long asOf = asOf(session);
          Search.Found found = Search.run(session, query, numbers(session, query.scopes()), asOf);
          return new Page(
              Rows.acts(session, found.orders(), asOf), Search.next(found), found.total());
        });
  }

  @Override
  public Optional<ActRow> act(Tracker act) {
    return store.read(session -> Rows.act(session, act, asOf(session)));
  }

  @Override
  public Submitted submit(Draft draft) {
    Forum forum =
        acceptance
            .forum(draft.scope().process(), draft.scope().scope())
            .orElseThrow(
                () ->
                    Problem.refused(
                        city.urna.protocol.bytes.Refusal.PHASE, "no consultation is open there"));
    List<ContentRef> references = new ArrayList<>();
    List<Bytes> files = new ArrayList<>();
    for (Content content : draft.contents()) {
      city.urna.protocol.consultation.Content salted = salted(content);
      references.add(
          salted.reference(
              draft.scope().process(), draft.scope().scope(), content.withheld().orElse("")));
      files.add(salted.encode());
    }
    ActDraft act =
        new ActDraft(
            ActType.of(draft.type())
                .orElseThrow(() -> new Problem(Problem.Type.MALFORMED, "no such type of act")),
            draft.channel(),
            draft.target(),
            Tracker.NONE,
            draft.value(),
            draft.parents(),
            references);
    Ed25519PrivateKey key = Ed25519PrivateKey.generate(random);
    Handed handed =
        take(
            acceptance.publicAct(
                draft.scope().process(),
                draft.scope().scope(),
                act.sign(forum, key, random),
                files));
    return new Submitted(
        handed.act(), handed.recorded().thenApply(order -> act(handed.act()).orElseThrow()));
  }

  private city.urna.protocol.consultation.Content salted(Content content) {
    boolean fits =
        ContentKind.of(content.kind()).isPresent()
            && city.urna.protocol.consultation.Content.isMediaType(content.mediaType())
            && !content.data().isEmpty()
            && content.data().size() <= city.urna.protocol.consultation.Content.MOST_BYTES
            && content.withheld().map(Identifiers::isId).orElse(true);
    if (!fits) {
      throw new Problem(Problem.Type.CONTENT, "a content without kind, media type or bytes");
    }
    return city.urna.protocol.consultation.Content.of(
        ContentKind.of(content.kind()).orElseThrow(), content.mediaType(), content.data(), random);
  }

  /** Puts what may be taken on its way; what was taken before is followed. */
  Handed take(Acceptance.Accepted accepted) {
    return switch (accepted) {
      case Acceptance.Accepted.Fresh(Handed handed) -> stored(deposits.take(handed));
      case Acceptance.Accepted.Before(Forum forum, Tracker act) -> {
        Handed handed =
            deposits
                .onItsWay(act)
                .orElseGet(() -> Handed.of(forum.context(), act, false, Bytes.EMPTY, List.of()));
        handed.stored().complete(act);
        order(act).ifPresent(handed.recorded()::complete);
        yield handed;
      }
    };
  }

  /** Only what is stored durably is acknowledged. */
  private static Handed stored(Handed handed) {
    try {
      handed.stored().get(20, java.util.concurrent.TimeUnit.SECONDS);
      return handed;
    } catch (java.util.concurrent.TimeoutException e) {
      throw new Problem(Problem.Type.BUSY, "not stored yet; send the same act again");
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof Problem problem
          ? problem
          : new Problem(Problem.Type.BUSY, "not stored; send the same act again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(Problem.Type.DRAINING, "send the same act again");
    }
  }

  /**
   * Puts an office's decision on the log, its contents beside it.
   *
   * @param contents each as the archive's file
   */
  public Place decide(SignedRecord record, List<Bytes> contents) {
    Place place = offices.decide(record, contents);
    advance();
    return place;
  }

  /** Takes no more acts of a scope and waits until those taken stand on the log. */
  public void drain(String process, String scope) {
    if (registration.open(process, scope).isEmpty()) {
      return;
    }
    acceptance.drain(process, scope);
    anchoring.round();
    deposits.drain(process, scope);
  }

  /** Takes acts of a scope again, after a close that was refused. */
  public void reopen(String process, String scope) {
    acceptance.reopen(process, scope);
  }

  /** Finishes what was taken, as far as it can, then closes the file. */
  @Override
  public void close() {
    deposits.close();
    anchoring.close();
    recorder.close();
    notices.ifPresent(Notices::close);
    looking.ifPresent(Repeating::close);
    retaining.ifPresent(Repeating::close);
    store.close();
  }
}
