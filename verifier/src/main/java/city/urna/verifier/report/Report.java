package city.urna.verifier.report;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a verification has to say (spec archive §4).
 *
 * @param reservations what a reader must know although every check passes
 * @param notes what a reader should know
 * @param findings one for each check that is part of the verdict, in order
 * @param electionHash hexadecimal, or empty
 * @param closedSet hexadecimal, or empty
 * @param stuffingBound by style: how many more ballots all issuers together could have made up
 * @param consultation what was asked, and what became of it
 */
public record Report(
    Verdict verdict,
    List<String> reservations,
    List<String> notes,
    List<Finding> findings,
    String electionHash,
    String closedSet,
    Ballots ballots,
    List<Outcome> questions,
    Coalitions coalitions,
    SortedMap<String, Long> stuffingBound,
    Consultation consultation) {

  /** Distinct ballots in order: recorded, and what became of them. */
  public record Ballots(long recorded, long counted, long superseded, long unchained) {
    public static final Ballots NONE = new Ballots(0, 0, 0, 0);
  }

  public Report {
    reservations = List.copyOf(reservations);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
    questions = List.copyOf(questions);
    stuffingBound = Collections.unmodifiableSortedMap(new TreeMap<>(stuffingBound));
  }

  /** The archive or the trust file cannot be read as what it says it is. */
  public static Report unreadable(String reason) {
    return new Report(
        Verdict.UNREADABLE,
        List.of(),
        List.of(reason),
        List.of(),
        "",
        "",
        Ballots.NONE,
        List.of(),
        Coalitions.NONE,
        Collections.emptySortedMap(),
        Consultation.NONE);
  }

  /** The failed check with the lowest number. */
  public Optional<Finding> firstFailure() {
    return findings.stream().filter(finding -> finding.status() == Status.FAILED).findFirst();
  }
}
