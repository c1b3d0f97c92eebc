package city.urna.verifier.town;

import static city.urna.verifier.town.Town.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ActCredential;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.ContentRef;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Issuance;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.PublicAct;
import city.urna.verifier.records.RecordedCheckpoint;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.Signers.Ed;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One consultation archive for each attack by people who hold every key, signed and hashed anew, so
 * that only the rule in question can see it: the first failing check must be the one named, and say
 * so.
 */
class ConsultationAttackTest {
  @TempDir private Path directory;

  /** An attack, the check that must catch it, and words of its evidence. */
  record Attack(String id, String name, String says, Supplier<Town> town) {
    @Override
    public String toString() {
      return id + " " + name;
    }
  }

  private static Attack attack(
      String id, String name, String says, UnaryOperator<SmallAsking> play) {
    return new Attack(id, name, says, () -> play.apply(new SmallAsking(name)).town);
  }

  /** The usual course with bends made before it starts. */
  private static Attack bent(String id, String name, String says, Consumer<Town> bend) {
    return attack(
        id,
        name,
        says,
        asking -> {
          bend.accept(asking.town);
          return asking.whole();
        });
  }

  /** The usual course, and then something happens to the files beside the log. */
  private static Attack afterwards(
      String id, String name, String says, Consumer<SmallAsking> change) {
    return attack(
        id,
        name,
        says,
        asking -> {
          asking.whole();
          change.accept(asking);
          return asking;
        });
  }

  /** All of them. */
  static Stream<Attack> all() {
    return Stream.of(acts(), anchors(), contents(), decisions(), counts(), times(), setUp())
        .flatMap(attacks -> attacks);
  }

  @Test
  void usualCourseIsValid() {
    Report report = new Observer(new SmallAsking("usual").whole().town).verify(directory);

    assertEquals(List.of(), failed(report));
    assertEquals(Verdict.VALID, report.verdict());
  }

  @Test
  void usualCourseIsValidForTheOtherScope() {
    Town town = new SmallAsking("usual").whole().town;
    town.trustedScope = "ideas";
    Report report = new Observer(town).verify(directory);

    assertEquals(List.of(), failed(report));
    assertEquals(Verdict.VALID, report.verdict());
    assertEquals(Map.of("all", 0L), report.stuffingBound());
  }

  private static List<Finding> failed(Report report) {
    return report.findings().stream()
        .filter(finding -> finding.status().text().equals("failed"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource({"acts", "anchors", "contents", "decisions", "counts", "times", "setUp"})
  void firstFailingCheck(Attack attack) {
    Report report = new Observer(attack.town.get()).verify(directory);

    assertEquals(Verdict.INVALID, report.verdict());
    Finding first = report.firstFailure().orElseThrow();
    assertEquals(attack.id, first.id(), failed(report).toString());
    assertTrue(first.evidence().contains(attack.says), first.evidence());
  }

  private static Attack act(String name, String says, UnaryOperator<Act.Builder> change) {
    return bent(
        "V13.1",
        name,
        says,
        town -> town.bend(Kind.ACT, 0, Act.class, act -> change.apply(act.toBuilder()).build()));
  }

  static Stream<Attack> acts() {
    return Stream.of(
        act("act of another election", "another election", a -> a.setElection(zeros())),
        act("two voices at once", "value", a -> a.setValue(2)),
        act("act on nothing", "acts on nothing", a -> a.clearTarget()),
        act("name beside a credential", "beside a credential", a -> a.addContents(ref(2, ""))),
        act("contact beside a credential", "beside a credential", a -> a.addContents(ref(3, "x"))),
        act("credential of an unknown style", "style", a -> credential(a, c -> c.setStyle("no"))),
        act(
            "credential without one issuer",
            "did not sign its credential",
            a -> credential(a, c -> c.removeIssuerSignatures(1))),
        act(
            "credential with somebody's signature",
            "does not verify",
            a ->
                credential(
                    a,
                    c ->
                        c.setIssuerSignatures(
                            0,
                            c.getIssuerSignatures(0).toBuilder().setValue(bytes(new byte[384]))))),
        act("type nobody was asked for", "nobody was asked", a -> a.setType(9)),
        bent(
            "V13.1",
            "act signed by somebody else",
            "is not signed by its credential",
            town ->
                town.bendSigners(Kind.ACT, 0, signers -> List.of(Ed.of(new Dice("a stranger"))))),
        attack(
            "V13.1",
            "act after the close",
            "after the close",
            asking -> {
              asking.define().open().report().support().close();
              asking.city.by(
                  asking.credentials.get(0), asking.city.act("ideas", 3, asking.idea, 1));
              return asking;
            }),
        attack(
            "V13.1",
            "act of an office that there is not",
            "no such office",
            asking -> {
              asking.define().open();
              Ed key = Ed.of(asking.town.dice);
              asking.town.offices.put("parks", key);
              asking.city.by("parks", "ideas", asking.city.act("ideas", 3, asking.idea, 9));
              asking.town.offices.remove("parks");
              return asking;
            }),
        attack(
            "V13.1",
            "report nobody signed",
            "its own key did not sign it",
            asking -> {
              asking.define().open().write();
              List<byte[]> acts = new ArrayList<>();
              asking.city.waiting("lamps").forEach(s -> acts.add(unsigned(s.act()).toByteArray()));
              asking.city.anchor("lamps", 0, acts, acts, bend -> bend);
              return asking;
            }));
  }

  private static PublicAct unsigned(PublicAct act) {
    return act.toBuilder().setSignature(bytes(new byte[64])).build();
  }

  private static ByteString zeros() {
    return bytes(Ink.ZERO_32);
  }

  private static ContentRef ref(int kind, String withheld) {
    return ContentRef.newBuilder()
        .setKind(kind)
        .setCommitment(zeros())
        .setLength(3)
        .setWithheld(withheld)
        .build();
  }

  private static Act.Builder credential(
      Act.Builder act, UnaryOperator<ActCredential.Builder> change) {
    return act.setCredential(change.apply(act.getCredential().toBuilder()));
  }

  private static Attack anchor(
      String id, String name, String says, UnaryOperator<Anchor.Builder> change) {
    return bent(
        id,
        name,
        says,
        town ->
            town.bend(
                Kind.ANCHOR, 0, Anchor.class, anchor -> change.apply(anchor.toBuilder()).build()));
  }

  /** What the archive shows of the list is another than was anchored. */
  private static Attack shown(String name, String says, UnaryOperator<List<byte[]>> change) {
    return afterwards(
        "V13.2",
        name,
        says,
        asking ->
            asking.town.beside.put(
                Consulting.listFile(asking.list.hash()),
                Consulting.list(change.apply(new ArrayList<>(asking.list.acts())))));
  }

  static Stream<Attack> anchors() {
    return Stream.of(
        anchor("V13.1", "anchor of another election", "election", a -> a.setElection(zeros())),
        anchor("V13.1", "anchor of nobody", "no such organization", a -> a.setOrganization("x")),
        anchor("V13.2", "anchor out of turn", "does not follow", a -> a.setNumber(2)),
        anchor("V13.2", "anchor after another", "does not follow", a -> a.setPrevious(zeros())),
        anchor("V13.2", "anchor of too many acts", "out of range", a -> a.setActs(1_001)),
        anchor("V13.2", "anchor of more acts", "stands for 4", a -> a.setActs(4)),
        anchor(
            "V13.2", "anchor of more bytes", "number of bytes", a -> a.setBytes(a.getBytes() + 1)),
        bent(
            "V13.1",
            "anchor signed by another organization",
            "not signed by the organization",
            town -> town.bendSigners(Kind.ANCHOR, 0, signers -> List.of(town.ledgerKeys.get(1)))),
        shown("report hidden", "holds 2 acts", acts -> acts.subList(0, 2)),
        shown("reports reordered", "another root", List::reversed),
        shown(
            "report exchanged",
            "another root",
            acts -> List.of(acts.get(0), acts.get(1), acts.get(1))),
        afterwards(
            "V13.2",
            "list taken away",
            "is missing",
            asking -> asking.town.beside.remove(Consulting.listFile(asking.list.hash()))),
        afterwards(
            "V13.2",
            "list of no anchor",
            "no anchor stands for",
            asking -> asking.town.beside.put("acts/" + "ab".repeat(32), new byte[] {0})),
        attack(
            "V13.2",
            "report twice in one list",
            "twice",
            asking -> {
              asking.define().open().write();
              List<byte[]> acts = new ArrayList<>();
              asking.city.waiting("lamps").forEach(s -> acts.add(s.act().toByteArray()));
              acts.add(acts.getFirst());
              asking.city.anchor("lamps", 0, acts, acts, bend -> bend);
              return asking;
            }));
  }

  /** Something happens to the text of the first report. */
  private static Attack text(String name, String says, Consumer<SmallAsking> change) {
    return afterwards("V13.3", name, says, change);
  }

  static Stream<Attack> contents() {
    return Stream.of(
        text(
            "report's text edited",
            "does not fit its commitment",
            asking -> {
              byte[] file = asking.town.beside.get(Consulting.file(asking.texts.get(0)));
              file[file.length - 1] ^= 1;
            }),
        text(
            "report's text deleted",
            "is missing",
            asking -> asking.city.erase(asking.texts.get(0))),
        text(
            "content that nobody handed in",
            "no record commits to it",
            asking -> asking.city.text("lamps", "never sent")),
        text(
            "redacted text still there",
            "although it was redacted",
            asking -> asking.town.beside.put(Consulting.file(asking.texts.get(1)), new byte[40])),
        text(
            "withheld text still there",
            "although it is withheld",
            asking -> asking.town.beside.put(Consulting.file(asking.texts.get(2)), new byte[40])),
        text(
            "contact published",
            "although it is withheld",
            asking ->
                asking.town.beside.put(Consulting.file(asking.contacts.get(0)), new byte[40])),
        attack(
            "V13.3",
            "redaction without a tombstone",
            "neither there, nor redacted, nor withheld",
            asking -> {
              asking.define().open().report();
              asking.city.erase(asking.texts.get(1));
              return asking;
            }),
        bent(
            "V13.3",
            "redaction for another record",
            "is missing",
            town ->
                town.bend(
                    Kind.DECISION,
                    1,
                    Decision.class,
                    d -> d.toBuilder().setTarget(zeros()).build())),
        bent(
            "V13.3",
            "withholding of another content",
            "is missing",
            town ->
                town.bend(
                    Kind.DECISION,
                    2,
                    Decision.class,
                    d -> d.toBuilder().setCommitments(0, zeros()).build())));
  }

  private static Attack decision(
      int nth, String name, String says, UnaryOperator<Decision.Builder> change) {
    return bent(
        "V13.1",
        name,
        says,
        town ->
            town.bend(
                Kind.DECISION, nth, Decision.class, d -> change.apply(d.toBuilder()).build()));
  }

  static Stream<Attack> decisions() {
    return Stream.of(
        decision(0, "answer by no office", "no such office", d -> d.setOffice("nobody")),
        decision(0, "answer in a clerk's name", "a clerk of the process", d -> d.clearOffice()),
        decision(0, "answer in another scope's name", "election", d -> d.setElection(zeros())),
        decision(0, "answer of no status", "status", d -> d.setStatus(9)),
        decision(
            0,
            "rejection without a reason",
            "gives no reason",
            d -> d.setStatus(4).clearReason().clearContents()),
        decision(1, "redaction without a reason", "gives no reason", d -> d.clearReason()),
        decision(1, "redaction of nothing", "hides nothing", d -> d.clearCommitments()),
        decision(2, "withholding without a reason", "gives no reason", d -> d.clearReason()),
        attack(
            "V13.1",
            "answer before the freeze",
            "before the freeze",
            asking -> {
              asking.define();
              asking.town.elections.put("lamps", Ink.ZERO_32);
              asking.city.decide(
                  "works", "lamps", asking.city.decision("lamps", 1, asking.lamp).setStatus(1));
              return asking.open();
            }));
  }

  static Stream<Attack> counts() {
    return Stream.of(
        attack(
            "V13.4",
            "counted before the close",
            "while the consultation was open",
            asking -> asking.define().open().report().decide().support().count().close().day()),
        attack(
            "V13.4",
            "counted wrong",
            "is not what the record gives",
            asking -> {
              asking.define().open().report().decide().support().close();
              asking.city.count(
                  "ideas",
                  List.of(
                      Consulting.row(asking.idea, 3, 1, 1, 4),
                      Consulting.row(asking.idea, 4, 1, 1, 1)));
              return asking.day();
            }),
        attack(
            "V13.4",
            "counted without one thing",
            "is not what the record gives",
            asking -> {
              asking.define().open().report().decide().support().close();
              asking.city.count("ideas", asking.rows().subList(0, 1));
              return asking.day();
            }),
        attack(
            "V5.4",
            "more credentials than were given out",
            "3 credentials of style all count",
            asking -> {
              asking.town.trustedScope = "ideas";
              asking.town.bend(Kind.ISSUANCE_LIST, 0, IssuanceList.class, l -> shorter(l, 2));
              asking.town.bend(Kind.ISSUANCE_LIST, 1, IssuanceList.class, l -> shorter(l, 2));
              return asking.whole();
            }));
  }

  private static IssuanceList shorter(IssuanceList list, int length) {
    List<Issuance> kept = list.getIssuancesList().subList(0, length);
    return list.toBuilder()
        .clearIssuances()
        .addAllIssuances(kept)
        .setTotal(length)
        .setRoot(bytes(Ink.root(kept.stream().map(each -> each.toByteArray()).toList())))
        .build();
  }

  private static Attack checkpoint(
      String name, String says, UnaryOperator<RecordedCheckpoint.Builder> change) {
    return bent(
        "V13.5",
        name,
        says,
        town ->
            town.bend(
                Kind.CHECKPOINT,
                1,
                RecordedCheckpoint.class,
                c -> change.apply(c.toBuilder()).build()));
  }

  static Stream<Attack> times() {
    return Stream.of(
        checkpoint(
            "checkpoint with a changed time",
            "does not verify",
            c -> {
              String note = c.getNote().toStringUtf8();
              int last = note.lastIndexOf(' ') + 12;
              char other = note.charAt(last) == 'A' ? 'B' : 'A';
              return c.setNote(
                  ByteString.copyFromUtf8(
                      note.substring(0, last) + other + note.substring(last + 1)));
            }),
        checkpoint(
            "checkpoint without its lines",
            "cosignatures of 2 needed",
            c -> {
              String[] lines = c.getNote().toStringUtf8().split("\n");
              return c.setNote(
                  ByteString.copyFromUtf8(
                      String.join("\n", Arrays.copyOf(lines, lines.length - 2)) + "\n"));
            }),
        bent(
            "V13.5",
            "checkpoint recorded by somebody else",
            "the log key",
            town -> town.bendSigners(Kind.CHECKPOINT, 1, signers -> List.of(town.clerk))),
        attack(
            "V13.5",
            "checkpoint of another log",
            "another root",
            asking -> {
              Town other = new SmallAsking("elsewhere").define().open().town;
              String note = sameKeys(asking.town, other);
              asking.define().open().report();
              asking.town.add(
                  Kind.CHECKPOINT,
                  "",
                  "",
                  RecordedCheckpoint.newBuilder().setNote(ByteString.copyFromUtf8(note)).build(),
                  List.of(asking.town.logKey));
              return asking;
            }),
        attack(
            "V13.5",
            "checkpoint that covers nothing new",
            "covers nothing new",
            asking -> {
              asking.define().open().report();
              asking.city.checkpoint();
              return asking;
            }),
        attack(
            "V13.5",
            "checkpoint of what came after it",
            "covers itself",
            asking -> recordAhead(asking.define().open().report())));
  }

  /** Signs a checkpoint over a record that is only written afterwards. */
  private static SmallAsking recordAhead(SmallAsking asking) {
    Town town = asking.town;
    int before = town.lines.size();
    asking.city.answer("works", "lamps", asking.reports.get(0), 6);
    asking.city.answer("works", "lamps", asking.reports.get(1), 6);
    String note =
        new Shelves(town).checkpoint(Map.of(0, town.now, 1, town.now + 1, 2, town.now + 2));
    List<Town.Line> later = new ArrayList<>(town.lines.subList(before, town.lines.size()));
    town.lines.subList(before, town.lines.size()).clear();
    town.add(
        Kind.CHECKPOINT,
        "",
        "",
        RecordedCheckpoint.newBuilder().setNote(ByteString.copyFromUtf8(note)).build(),
        List.of(town.logKey));
    town.lines.addAll(later);
    return asking;
  }

  /** The checkpoint of other records under this town's keys. */
  private static String sameKeys(Town town, Town other) {
    List<Town.Line> own = List.copyOf(town.lines);
    town.lines.clear();
    town.lines.addAll(other.lines);
    String note =
        new Shelves(town).checkpoint(Map.of(0, town.now, 1, town.now + 1, 2, town.now + 2));
    town.lines.clear();
    town.lines.addAll(own);
    return note;
  }

  static Stream<Attack> setUp() {
    return Stream.of(
        bent(
            "V3.3",
            "freeze of a consultation with a trustees' key",
            "a trustees' key",
            town -> definition(town, 0, d -> d.setJointKey(zeros()))),
        bent(
            "V13.1",
            "freeze of another scope with a trustees' key",
            "a trustees' key",
            town -> definition(town, 1, d -> d.setJointKey(zeros()))),
        bent(
            "V13.1",
            "freeze that one organization endorsed",
            "is endorsed by 1 of 3",
            town -> town.bendSigners(Kind.PHASE, 1, signers -> signers.subList(0, 2))),
        bent(
            "V3.3",
            "item without a role",
            "role or form",
            town ->
                town.bend(Kind.ITEM, 0, Item.class, item -> item.toBuilder().clearRole().build())),
        bent(
            "V3.2",
            "office that the trust file does not name",
            "offices",
            town -> town.offices.put("parks", Ed.of(new Dice("parks"))),
            town -> town.offices.remove("parks")));
  }

  private static Attack bent(
      String id, String name, String says, Consumer<Town> before, Consumer<Town> after) {
    return attack(
        id,
        name,
        says,
        asking -> {
          before.accept(asking.town);
          asking.whole();
          after.accept(asking.town);
          return asking;
        });
  }

  private static void definition(Town town, int nth, UnaryOperator<Definition.Builder> change) {
    town.bend(
        Kind.PHASE,
        nth,
        Phase.class,
        phase -> {
          try {
            Definition.Builder definition = Definition.parseFrom(phase.getDefinition()).toBuilder();
            return phase.toBuilder()
                .setDefinition(change.apply(definition).build().toByteString())
                .build();
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Whoever holds one of two clocks can date back, and it shows. */
  @Test
  void clocksApartAreAReservation() {
    SmallAsking asking = new SmallAsking("clocks").define().open().report();
    asking.city.answer("works", "lamps", asking.reports.get(0), 6);
    asking.city.later(30 * Consulting.DAY);
    long backDated = asking.town.now - 29 * Consulting.DAY;
    asking.city.checkpoint(Map.of(0, backDated, 1, asking.town.now));
    Report report = new Observer(asking.town).verify(directory);

    assertEquals(Verdict.VALID_WITH_RESERVATIONS, report.verdict());
    assertTrue(
        report.reservations().stream()
            .anyMatch(r -> r.startsWith("V13.5") && r.contains("seconds apart")),
        report.reservations().toString());
  }
}
