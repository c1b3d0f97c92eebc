package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.check.Progress;
import city.urna.verifier.check.Verification;
import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.PublicAct;
import city.urna.verifier.records.Record;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.Consulting.Anchored;
import city.urna.verifier.town.Town.Line;
import city.urna.verifier.town.Town.Plan;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator can do who has the content store, the node's database, the log key, the
 * orderer's key, the clerk's and the offices' keys and the city's own cosigner key, and lacks those
 * of the other two organizations: after half a year, to the archive that anybody may download. The
 * manifest is always made to fit. Each is found from public data, by the check and the name given.
 */
class AdministratorTest {
  private static HalfYear year;
  private static Map<String, byte[]> files;
  private static Trust trust;

  @TempDir private Path directory;

  @BeforeAll
  static void halfAYear() {
    year = HalfYear.once();
    Observer observer = new Observer(year.town);
    files = Collections.unmodifiableMap(new TreeMap<>(observer.files));
    trust = TrustFile.parse(Bytes.ofUtf8(observer.trust.toString())).orThrow();
  }

  private Report verify(Map<String, byte[]> changed) {
    Map<String, byte[]> all = new TreeMap<>(changed);
    all.remove("manifest.json");
    all.put("manifest.json", Shelves.manifest(all));
    Shelves.write(all, directory);
    return new Verification(trust, false, Progress.NONE)
        .verify(Archive.open(directory).orThrow(), Optional.empty());
  }

  private void assertFound(String check, String name, Map<String, byte[]> changed) {
    Report report = verify(changed);
    Finding first = report.firstFailure().orElseThrow();
    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals(check, first.id(), first.evidence());
    assertTrue(first.evidence().contains(name), first.evidence());
  }

  private static Map<String, byte[]> copy() {
    Map<String, byte[]> copy = new HashMap<>();
    files.forEach((name, content) -> copy.put(name, content.clone()));
    return copy;
  }

  /** The file of an answer's text. */
  private static String answerText(byte[] decision) {
    for (Line line : year.town.lines) {
      if (Town.same(line.hash(), decision)) {
        try {
          Decision read = Decision.parseFrom(Record.parseFrom(line.raw()).getBody());
          return Consulting.file(read.getContents(0));
        } catch (InvalidProtocolBufferException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    throw new IllegalArgumentException("no such decision");
  }

  @Test
  void nothingWasChanged() {
    assertEquals(Verdict.VALID, verify(copy()).verdict());
  }

  @Test
  void anAnswerEdited() {
    Map<String, byte[]> changed = copy();
    String file = answerText(year.firstAnswer);
    changed.put(file, Ink.join(changed.get(file), Ink.ascii(" Thank you.")));
    assertFound("V13.3", HalfYear.hex(year.firstAnswer), changed);
  }

  @Test
  void aCommentDeleted() {
    Map<String, byte[]> changed = copy();
    changed.remove(Consulting.file(year.commentTexts.get(17)));
    assertFound("V13.3", HalfYear.hex(year.comments.get(17)), changed);
  }

  @Test
  void aCommentDeletedFromItsList() {
    Map<String, byte[]> changed = copy();
    Anchored list = year.lists.get(1);
    List<byte[]> acts = new ArrayList<>(list.acts());
    acts.remove(17);
    changed.put(Consulting.listFile(list.hash()), Consulting.list(acts));
    changed.remove(Consulting.file(year.commentTexts.get(17)));
    assertFound("V13.2", HalfYear.hex(list.hash()), changed);
  }

  @Test
  void aReportHiddenWithItsWholeList() {
    Map<String, byte[]> changed = copy();
    Anchored list = year.lists.get(7);
    changed.remove(Consulting.listFile(list.hash()));
    assertFound("V13.2", HalfYear.hex(list.hash()), changed);
  }

  @Test
  void aReportReplacedByAnother() throws InvalidProtocolBufferException {
    Map<String, byte[]> changed = copy();
    Anchored list = year.lists.get(7);
    List<byte[]> acts = new ArrayList<>(list.acts());
    PublicAct signed = PublicAct.parseFrom(acts.get(3));
    Act act = Act.parseFrom(signed.getAct()).toBuilder().setChannel(4).build();
    acts.set(3, signed.toBuilder().setAct(act.toByteString()).build().toByteArray());
    changed.put(Consulting.listFile(list.hash()), Consulting.list(acts));
    assertFound("V13.1", "place 3 of the anchor", changed);
  }

  @Test
  void reportsReordered() {
    Map<String, byte[]> changed = copy();
    Anchored list = year.lists.get(6);
    changed.put(Consulting.listFile(list.hash()), Consulting.list(list.acts().reversed()));
    assertFound("V13.2", HalfYear.hex(list.hash()), changed);
  }

  @Test
  void contentsExchangedUnderTheirCommitments() {
    Map<String, byte[]> changed = copy();
    String one = Consulting.file(year.reportTexts.get(20));
    String other = Consulting.file(year.reportTexts.get(21));
    changed.put(one, files.get(other));
    changed.put(other, files.get(one));
    assertFound("V13.3", HalfYear.hex(year.reportTexts.get(20)), changed);
  }

  @Test
  void redactedWithoutATombstone() {
    Map<String, byte[]> changed = copy();
    changed.remove(Consulting.file(year.reportTexts.get(33)));
    assertFound("V13.3", "neither there, nor redacted, nor withheld", changed);
  }

  /** One byte of a stored record, and its bundle's hash in the manifest. */
  @Test
  void aStatusChangedInTheDatabase() {
    Map<String, byte[]> changed = copy();
    String bundle =
        changed.keySet().stream().filter(n -> n.startsWith("records/")).findFirst().orElseThrow();
    byte[] records = changed.get(bundle);
    records[records.length - 200] ^= 1;
    assertFound("V1.4", "record " + (year.town.lines.size() - 1), changed);
  }

  // ---- The log written anew, with every key but the other organizations' ----

  /** The same keys, other lines; the city alone cosigns. */
  private static Map<String, byte[]> rewritten(List<Line> lines) {
    Town forged = new Town("half a year", Plan.ASKING);
    forged.lines.addAll(lines);
    forged.beside.putAll(year.town.beside);
    forged.now = year.town.now;
    Map<String, byte[]> all = new Shelves(forged).files();
    all.put("checkpoint", Ink.ascii(new Shelves(forged).checkpoint(List.of(0))));
    return all;
  }

  private static int place(Kind kind, int nth) {
    int seen = 0;
    for (int i = 0; i < year.town.lines.size(); i++) {
      if (year.town.lines.get(i).kind() == kind && seen++ == nth) {
        return i;
      }
    }
    throw new IllegalArgumentException("fewer");
  }

  @Test
  void anAnswerDatedBackByMovingIt() {
    List<Line> lines = new ArrayList<>(year.town.lines);
    Line answer = lines.remove(place(Kind.DECISION, 97));
    lines.add(place(Kind.DECISION, 10), answer);
    assertFound("V1.2", "1 cosignatures of 2 needed", rewritten(lines));
  }

  @Test
  void aLateAnswerLeftOutAndWrittenAnew() {
    List<Line> lines = new ArrayList<>(year.town.lines);
    lines.remove(place(Kind.DECISION, 4));
    assertFound("V1.2", "1 cosignatures of 2 needed", rewritten(lines));
  }

  @Test
  void anAnchorLeftOut() {
    List<Line> lines = new ArrayList<>(year.town.lines);
    lines.remove(place(Kind.ANCHOR, 8));
    assertFound("V1.2", "1 cosignatures of 2 needed", rewritten(lines));
  }

  /** Had the others cosigned the new log, the checkpoints recorded in it would still tell. */
  @Test
  void aLogWrittenAnewWithEverybodyContradictsItsOwnCheckpoints() {
    List<Line> lines = new ArrayList<>(year.town.lines);
    Line answer = lines.remove(place(Kind.DECISION, 97));
    lines.add(place(Kind.DECISION, 10), answer);
    Town forged = new Town("half a year", Plan.ASKING);
    forged.lines.addAll(lines);
    forged.beside.putAll(year.town.beside);
    forged.now = year.town.now;
    assertFound("V13.5", "it has another root at size", new Shelves(forged).files());
  }

  /** The archive as it was a month ago: what is missing since shows with --since. */
  @Test
  void anOlderArchiveDoesNotExtendALaterCheckpoint() {
    List<Line> lines = new ArrayList<>(year.town.lines.subList(0, place(Kind.DECISION, 60)));
    Town older = new Town("half a year", Plan.ASKING);
    older.lines.addAll(lines);
    Shelves.write(new Shelves(older).files(), directory);
    Report report =
        new Verification(trust, false, Progress.NONE)
            .verify(
                Archive.open(directory).orThrow(), Optional.of(Bytes.of(files.get("checkpoint"))));
    assertEquals("V1.5", report.firstFailure().orElseThrow().id());
  }
}
