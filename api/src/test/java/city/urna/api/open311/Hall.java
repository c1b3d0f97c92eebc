package city.urna.api.open311;

import city.urna.api.consultation.ActQuery;
import city.urna.api.consultation.ActRow;
import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.consultation.ActRow.DecisionRow;
import city.urna.api.consultation.ActRow.Standing;
import city.urna.api.consultation.ActRow.Time;
import city.urna.api.consultation.Consultations;
import city.urna.api.consultation.Draft;
import city.urna.api.consultation.ItemRow;
import city.urna.api.consultation.ScopeRow;
import city.urna.api.consultation.Submitted;
import city.urna.api.http.Problem;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Text;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * A consultation of one moment, for tests of what Open311 makes of it: acts and decisions that the
 * test puts there, at times that it says. What a real node makes of reports is tested in {@code
 * Open311NodeTest}.
 */
final class Hall implements Consultations {
  private static final Parties PARTIES = new Parties(311);
  private final Map<String, Bytes> state = new LinkedHashMap<>();
  private final Map<String, Process> processes = new LinkedHashMap<>();
  final List<ItemRow> items = new ArrayList<>();
  final List<ActRow> acts = new ArrayList<>();
  final List<Draft> drafts = new ArrayList<>();
  final List<ScopeId> closed = new ArrayList<>();
  Optional<Problem> refusal = Optional.empty();

  /** Whether what is filed is recorded at once. */
  boolean recording = true;

  long now;

  State state() {
    return key -> Optional.ofNullable(state.get(key));
  }

  List<String> processes() {
    return List.copyOf(processes.keySet());
  }

  /** A process with one scope that takes reports. */
  ScopeId process(String id, String... offices) {
    Process.Builder process = Process.newBuilder().addLanguages("en").addLanguages("pt");
    for (String office : offices) {
      process.addOffices(Party.newBuilder().setId(office).setName("Office of " + office));
    }
    process.addScopes(
        Scope.newBuilder()
            .setId("reports")
            .setConsultation(
                Consultation.newBuilder()
                    .addActs(ActRule.newBuilder().setType(7).setIdentity(2).setBytes(100_000))));
    processes.put(id, process.build());
    SignedRecord record =
        Parties.record(Kind.PROCESS, id, "", process.build(), List.of(PARTIES.clerk));
    state.put(StateKeys.process(id), record.bytes());
    return new ScopeId(id, "reports");
  }

  /** A version of a category. */
  ItemRow category(ScopeId scope, String id, int version, Map<String, String> title, String form) {
    Item.Builder item = Item.newBuilder().setId(id).setVersion(version).setRole("category");
    title.forEach(
        (language, text) -> item.addTitle(Text.newBuilder().setLanguage(language).setValue(text)));
    item.setForm(ByteString.copyFromUtf8(form));
    SignedRecord record =
        Parties.record(
            Kind.ITEM, scope.process(), scope.scope(), item.build(), List.of(PARTIES.clerk));
    state.put(StateKeys.item(scope.process(), scope.scope(), id, version), record.bytes());
    ItemRow row =
        new ItemRow(
            record.hash(),
            scope,
            id,
            version,
            "category",
            title,
            Map.of("en", "About " + title.get("en")),
            Bytes.ofUtf8(form),
            items.size() + 1L);
    items.add(row);
    return row;
  }

  /** A recorded report. */
  ActRow report(ItemRow on, long seconds, OptionalLong due, ContentRow... contents) {
    ActRow row =
        new ActRow(
            new Tracker(new Digest(PARTIES.bytes(32))),
            on.scope(),
            7,
            1,
            2,
            Optional.of(on.record()),
            0,
            Standing.COUNTED,
            new Time(seconds, true),
            due,
            List.of(contents),
            List.of());
    acts.add(row);
    return row;
  }

  /** Puts a decision on a report. */
  void decide(ActRow act, int type, int status, String reason, long seconds) {
    ActRow before = act(act.act()).orElseThrow();
    List<DecisionRow> decisions = new ArrayList<>(before.decisions());
    decisions.add(
        new DecisionRow(
            new Digest(PARTIES.bytes(32)),
            "works",
            type,
            status,
            reason,
            true,
            List.of(),
            new Time(seconds, true)));
    replace(before, before.contents(), decisions, before.standing());
  }

  void replace(
      ActRow act, List<ContentRow> contents, List<DecisionRow> decisions, Standing standing) {
    acts.replaceAll(
        row ->
            row.act().equals(act.act())
                ? new ActRow(
                    row.act(),
                    row.scope(),
                    row.type(),
                    row.channel(),
                    row.identity(),
                    row.target(),
                    row.value(),
                    standing,
                    row.time(),
                    row.due(),
                    contents,
                    decisions)
                : row);
  }

  ContentRow content(int kind, String mediaType, String text) {
    return content(kind, mediaType, text, new ContentRow.State.Public());
  }

  ContentRow content(int kind, String mediaType, String text, ContentRow.State state) {
    Bytes data = Bytes.ofUtf8(text);
    return new ContentRow(
        new Digest(PARTIES.bytes(32)),
        kind,
        mediaType,
        data.size(),
        state,
        state instanceof ContentRow.State.Public ? Optional.of(data) : Optional.empty());
  }

  @Override
  public List<ScopeRow> scopes(String process) {
    ScopeId id = new ScopeId(process, "reports");
    return processes.containsKey(process)
        ? List.of(new ScopeRow(id, !closed.contains(id)))
        : List.of();
  }

  @Override
  public List<ItemRow> items(List<ScopeId> scopes) {
    Map<String, ItemRow> newest = new LinkedHashMap<>();
    items.stream()
        .filter(item -> scopes.contains(item.scope()))
        .forEach(item -> newest.put(item.scope() + "/" + item.id(), item));
    return List.copyOf(newest.values());
  }

  @Override
  public Optional<ItemRow> item(Digest record) {
    return items.stream().filter(item -> item.record().equals(record)).findFirst();
  }

  @Override
  public Page acts(ActQuery query) {
    List<ActRow> found =
        acts.stream()
            .filter(act -> query.scopes().contains(act.scope()))
            .filter(act -> query.acts().isEmpty() || query.acts().contains(act.act()))
            .filter(
                act ->
                    query.targets().isEmpty()
                        || query.targets().contains(act.target().orElseThrow()))
            .filter(act -> within(query.recorded(), act.time().seconds()))
            .filter(act -> within(query.updated(), updated(act)))
            .filter(
                act ->
                    query.status().isEmpty()
                        || (query.status().get() == ActQuery.Status.CLOSED)
                            == (RequestView.status(act) == RequestQuery.Status.CLOSED))
            .sorted(Comparator.comparingLong((ActRow act) -> act.time().seconds()).reversed())
            .skip(query.skip())
            .limit(query.limit())
            .toList();
    return new Page(found, Optional.empty(), found.size());
  }

  private static long updated(ActRow act) {
    return act.decisions().stream()
        .mapToLong(decision -> decision.time().seconds())
        .reduce(act.time().seconds(), Math::max);
  }

  private static boolean within(Optional<ActQuery.Span> span, long seconds) {
    return span.isEmpty()
        || (span.get().from().orElse(Long.MIN_VALUE) <= seconds
            && seconds <= span.get().to().orElse(Long.MAX_VALUE));
  }

  @Override
  public Optional<ActRow> act(Tracker act) {
    return acts.stream().filter(row -> row.act().equals(act)).findFirst();
  }

  @Override
  public Submitted submit(Draft draft) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    drafts.add(draft);
    ActRow row =
        report(
            item(draft.target().orElseThrow()).orElseThrow(),
            now,
            OptionalLong.empty(),
            draft.contents().stream()
                .map(
                    content ->
                        content(
                            content.kind(),
                            content.mediaType(),
                            new String(
                                content.data().toArray(), java.nio.charset.StandardCharsets.UTF_8),
                            content
                                .withheld()
                                .map(
                                    reason ->
                                        (ContentRow.State)
                                            new ContentRow.State.Withheld("", reason))
                                .orElse(new ContentRow.State.Public())))
                .toArray(ContentRow[]::new));
    if (!recording) {
      replace(row, row.contents(), List.of(), Standing.WAITING);
      return new Submitted(row.act(), new CompletableFuture<>());
    }
    return new Submitted(row.act(), CompletableFuture.completedFuture(row));
  }
}
