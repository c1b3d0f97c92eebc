package city.urna.verifier.town;

import static city.urna.verifier.town.Town.SCOPE;
import static city.urna.verifier.town.Town.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Scope;
import city.urna.verifier.report.Finding;
import city.urna.verifier.report.Outcome;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Status;
import city.urna.verifier.report.TextReport;
import city.urna.verifier.report.Verdict;
import city.urna.verifier.town.Casting.Cast;
import city.urna.verifier.town.Town.Plan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are in order, and what is said of them. */
class VerdictTest {
  @TempDir private Path directory;

  private static Finding finding(Report report, String id) {
    return report.findings().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
  }

  private static void assertValid(Report report) {
    assertEquals(Verdict.VALID, report.verdict(), () -> report.firstFailure().toString());
  }

  @Test
  void wholeElection() {
    Play play = new Play("whole").whole();
    Report report = Observer.of(play).verify(directory);

    assertValid(report);
    assertEquals(new Report.Ballots(4, 3, 1, 0), report.ballots());
    assertEquals(Map.of("all", 0L, "young", 0L), report.stuffingBound());
    assertEquals(
        List.of("V1.5", "V9.1", "V13.1", "V13.2", "V13.3", "V13.4", "V13.5", "V14.1"),
        report.findings().stream()
            .filter(f -> f.status() == Status.NOT_APPLICABLE)
            .map(Finding::id)
            .toList());
    Outcome what = report.questions().get(1);
    assertEquals("greedy", what.rule());
    assertEquals(
        List.of(
            new Outcome.Option("bench", "bench", 2, true),
            new Outcome.Option("tree", "tree", 1, false)),
        what.options());
    assertTrue(
        report.notes().stream().anyMatch(note -> note.contains("Operator 1, holds several roles")));
  }

  @Test
  void exportsAreHeldAgainstWhatIsCertified() throws IOException {
    Path exports = Files.createDirectory(directory.resolve("exports"));
    Path archive = directory.resolve("archive");
    Report empty = Observer.of(new Play("exports").whole()).verify(archive, Optional.of(exports));
    assertEquals("V14.1", empty.firstFailure().orElseThrow().id());
    assertTrue(finding(empty, "V14.1").evidence().contains("holds no exports"));

    Files.writeString(exports.resolve("results.csv"), "question,kind,option,cost,votes,selected\n");
    Files.writeString(exports.resolve("minutes.txt"), "all was well");
    Report wrong =
        Observer.of(new Play("exports").whole())
            .verify(directory.resolve("second"), Optional.of(exports));
    assertEquals(Verdict.INVALID, wrong.verdict());
    String evidence = finding(wrong, "V14.1").evidence();
    assertTrue(evidence.contains("results.csv: the number of rows"), evidence);
    assertTrue(evidence.contains("minutes.txt: this is no export"), evidence);

    Report open =
        Observer.of(new Play("exports").open().issue().cast())
            .verify(directory.resolve("third"), Optional.of(exports));
    assertTrue(finding(open, "V14.1").evidence().contains("nothing is certified"));
    assertEquals(Status.FAILED, finding(open, "V14.1").status());
  }

  @Test
  void textSaysWhatItProvesAndWhatNot() {
    String text = TextReport.whole(Observer.of(new Play("text").whole()).verify(directory));

    assertTrue(text.startsWith("Verdict: VALID\n"), text);
    assertTrue(text.contains("V6.3  issuers' signatures on credentials: 4\n"), text);
    assertTrue(text.contains("Does not prove: who holds the credential."), text);
    assertTrue(text.contains("Stuffing bound, style young"), text);
    assertTrue(text.contains("Desk issuances: none"), text);
    assertTrue(text.contains("* park"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100 || !line.contains(" ")), text);
  }

  @Test
  void aReaderSeesTheFirstFailureFirst() {
    Play play = new Play("first failure").open().issue().cast().close().publish().fix();
    BigInteger secret = play.keying.secret(1);
    play.tallying().share(1, secret.add(BigInteger.ONE), secret);
    play.tallying().share(2);
    play.tallying().share(3);
    String text = TextReport.whole(Observer.of(play.certify()).verify(directory));

    assertTrue(text.startsWith("Verdict: INVALID\n\nFirst failing check: V10.1,"), text);
    assertTrue(text.contains("What and where:  position 28 (record"), text);
    assertTrue(text.contains("What it means:   it is not shown that each trustee"), text);
    assertTrue(text.contains("What to do next: the trustee named here gave a wrong share"), text);
  }

  @Test
  void stuffingBoundCountsUnusedCredentials() {
    Play play = new Play("unused").open().issue();
    play.vote(0, Ink.ZERO_32);
    Report report = Observer.of(play.end()).verify(directory);

    assertValid(report);
    String style = play.founding.voters.getFirst().style();
    assertEquals(style.equals("all") ? 1 : 0, report.stuffingBound().get(style));
    assertEquals(2, report.stuffingBound().values().stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void noBallotAtAll() {
    Report report = Observer.of(new Play("nobody").open().issue().end()).verify(directory);

    assertValid(report);
    assertEquals(Report.Ballots.NONE, report.ballots());
  }

  @Test
  void forkOfReplacements() {
    Play play = new Play("fork").open().issue();
    Cast first = play.vote(0, Ink.ZERO_32);
    play.vote(0, first.tracker());
    play.vote(0, first.tracker());
    play.vote(0, Ink.ZERO_32);
    Report report = Observer.of(play.end()).verify(directory);

    assertValid(report);
    assertEquals(new Report.Ballots(4, 1, 1, 2), report.ballots());
  }

  @Test
  void complaintAnsweredAndCeremonyRestarted() {
    Play play = new Play("restart").define();
    play.keying.begin(List.of(1, 2, 3));
    play.keying.commit(1);
    play.keying.commit(2);
    play.keying.restart(new byte[0], List.of(3));
    play.keying.begin(List.of(1, 2));
    List.of(1, 2).forEach(play.keying::commit);
    List.of(1, 2).forEach(play.keying::open);
    play.keying.complain(2, 1);
    play.keying.answer(1, 2, BigInteger.ZERO);
    List.of(1, 2).forEach(play.keying::signOff);
    play.freeze().issue().cast().close().publish().fix();
    play.tallying().share(1);
    play.tallying().share(2);
    Report report = Observer.of(play.certify()).verify(directory);

    assertValid(report);
    assertTrue(finding(report, "V4.3").evidence().contains("excluded: trustee 3 (trustee-3)"));
  }

  @Test
  void issuerRecordedAbsent() {
    Play play = new Play("absent", new Plan(3, 2, 2, true)).open().issue();
    play.vote(0, Ink.ZERO_32);
    play.founding.phase(
        Phase.newBuilder().setStep(4).setIssuer("issuer-2").setReason("did not answer"));
    var all = play.credentials.get(1);
    play.credentials.set(
        1,
        new Casting.Credential(
            all.key(), all.style(), List.of(all.signatures().get(0), all.signatures().get(2))));
    play.vote(1, Ink.ZERO_32);
    play.vote(2, Ink.ZERO_32);
    play.close();
    play.casting().publish(0);
    play.casting().publish(2);
    Report report = Observer.of(play.fix().decrypt().certify()).verify(directory);

    assertValid(report);
    assertTrue(report.notes().contains("issuer issuer-2 was recorded absent: did not answer"));
    assertEquals(3, report.ballots().counted());
  }

  @Test
  void unreconciledIssuerAboveTheMinimumIsAReservation() {
    Play play = new Play("unreconciled", new Plan(2, 1, 1, true)).open().issue().cast().close();
    play.casting().publish(1);
    Report report = Observer.of(play.fix().decrypt().certify()).verify(directory);

    assertEquals(Verdict.VALID_WITH_RESERVATIONS, report.verdict());
    assertEquals(
        List.of("V5.4: issuer issuer-1 is unreconciled: it published no list"),
        report.reservations());
  }

  @Test
  void dissentIsAReservation() {
    Play play = new Play("dissent").open().issue().cast().close().publish();
    AttackTest.dissent(play);
    Report report = Observer.of(play.decrypt().certify()).verify(directory);

    assertEquals(Verdict.VALID_WITH_RESERVATIONS, report.verdict());
    assertEquals(Status.RESERVED, finding(report, "V7.4").status());
    assertTrue(report.reservations().getFirst().contains("organization org-3 posted another"));
  }

  @Test
  void trustFileFromBeforeTheFreezeIsAReservation() {
    Report report =
        Observer.of(new Play("before freeze").whole())
            .trusting(trust -> trust.put("electionHash", ""))
            .verify(directory);

    assertEquals(Verdict.VALID_WITH_RESERVATIONS, report.verdict());
    assertTrue(report.reservations().getFirst().contains(report.electionHash()));
    assertEquals(64, report.electionHash().length());
  }

  @Test
  void circularTrustIsSaid() {
    Report report =
        Observer.of(new Play("circular").whole())
            .trusting(trust -> trust.put("madeBy", "demo"))
            .verify(directory);

    assertValid(report);
    assertTrue(report.notes().stream().anyMatch(note -> note.contains("it is circular")));
  }

  @Test
  void howManyProofsAnOrganizationChecksAgainIsSaid() {
    Play play = new Play("rechecks").whole();
    String all = "every organization says that it checks the proofs of every ballot again";
    Report usual = Observer.of(play).verify(directory.resolve("usual"));
    assertTrue(usual.notes().stream().anyMatch(note -> note.startsWith(all)));

    Report fewer =
        Observer.of(play)
            .trusting(
                trust -> ((ObjectNode) trust.path("organizations").get(1)).put("rechecks", 50))
            .verify(directory.resolve("fewer"));
    assertEquals(Verdict.VALID, fewer.verdict());
    assertEquals(
        List.of("1000 in 1000", "50 in 1000", "1000 in 1000"),
        fewer.notes().stream()
            .filter(note -> note.contains("checks the proofs of"))
            .map(note -> note.replaceAll(".*proofs of | ballots.*", ""))
            .toList());
  }

  @Test
  void trusteesRunItBeforeTheyDecrypt() {
    Play play = new Play("trustee").open().issue().cast().close().publish().fix();
    Report report = Observer.of(play).beforeDecryption().verify(directory);

    assertValid(report);
    assertEquals("V9.1", report.findings().getLast().id());
    assertTrue(report.notes().stream().anyMatch(note -> note.contains("V10 to V14 are not part")));
  }

  @Test
  void anArchiveWithoutCertificateIsNotValid() {
    Play play = new Play("uncertified").open().issue().cast().close().publish().fix().decrypt();
    Report report = Observer.of(play).verify(directory);

    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals("V11.1", report.firstFailure().orElseThrow().id());
    assertTrue(finding(report, "V12.1").evidence().startsWith("not run: "));
  }

  @Test
  void anOpenElectionIsNotValid() {
    Report report = Observer.of(new Play("open").open().issue().cast()).verify(directory);

    assertEquals(Verdict.INVALID, report.verdict());
    assertEquals("not run: the scope was never closed", finding(report, "V7.4").evidence());
    assertTrue(report.questions().isEmpty());
  }

  @Test
  void withoutGenesisNothingRan() {
    Play play = new Play("no genesis").whole();
    play.town.lines.removeFirst();
    Report report = Observer.of(play).verify(directory);

    assertEquals("V2.1", report.firstFailure().orElseThrow().id());
    assertTrue(finding(report, "V3.1").evidence().contains("does not begin with genesis"));
    assertTrue(
        report.findings().stream()
            .filter(f -> !f.id().startsWith("V1.") && !f.id().startsWith("V2."))
            .allMatch(f -> f.status() == Status.FAILED));
    assertTrue(finding(report, "V6.5").evidence().startsWith("not run: "));
  }

  @Test
  void otherProcessesAndScopesAreCountedNotAudited() {
    Play play = new Play("others");
    play.town.bend(
        Kind.PROCESS,
        0,
        Process.class,
        p -> {
          Scope scope = p.getScopes(0);
          return p.toBuilder().addScopes(scope.toBuilder().setId("next-year")).build();
        });
    play.define();
    play.town.add(
        Kind.ITEM, "next-year", Founding.item("where", "pond").build(), List.of(play.town.clerk));
    play.town.add(
        Kind.ITEM,
        "another-process",
        SCOPE,
        Founding.item("where", "pond").build(),
        List.of(play.town.clerk));
    Report report = Observer.of(play.key().freeze().issue().cast().end()).verify(directory);

    assertValid(report);
    assertTrue(
        report.notes().contains("1 records of scope next-year of this process: not audited here"));
    assertTrue(report.notes().contains("1 records of process another-process: not audited here"));
  }

  @Test
  void aVoidScopeHasNoResult() {
    Play play = new Play("void").open().issue().cast().close();
    play.town.add(
        Kind.PHASE,
        SCOPE,
        Phase.newBuilder()
            .setStep(6)
            .setPrevious(bytes(play.founding.lastPhase))
            .setReason("printed letters were lost")
            .build(),
        play.town.endorsed(play.town.clerk, 2));
    Report report = Observer.of(play).verify(directory);

    assertEquals(Verdict.INVALID, report.verdict());
    assertTrue(report.notes().contains("the scope was declared void: printed letters were lost"));
    assertFalse(
        report.findings().stream()
            .anyMatch(f -> f.id().equals("V7.1") && f.status() != Status.PASSED));
  }
}
