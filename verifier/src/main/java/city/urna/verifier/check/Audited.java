package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.export.Certified;
import city.urna.verifier.report.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the walk found beside passed and failed checks; empty where it did not get that far.
 *
 * @param electionHash as recomputed, or empty
 * @param closedSet the verifier's own closed set hash, or empty
 * @param recorded distinct ballots in order
 * @param outcomes by question
 * @param stuffing least reconciled issuances less counted ballots, by style
 * @param activeIssuers in the process's order
 * @param notes for the report
 * @param certified what publications may say
 */
record Audited(
    Bytes electionHash,
    Bytes closedSet,
    long recorded,
    long counted,
    long superseded,
    long unchained,
    List<Outcome> outcomes,
    SortedMap<String, Long> stuffing,
    List<String> activeIssuers,
    List<String> notes,
    Optional<Certified> certified) {

  static final Audited NOTHING =
      new Audited(
          Bytes.EMPTY,
          Bytes.EMPTY,
          0,
          0,
          0,
          0,
          List.of(),
          Collections.emptySortedMap(),
          List.of(),
          List.of(),
          Optional.empty());

  Audited {
    outcomes = List.copyOf(outcomes);
    stuffing = Collections.unmodifiableSortedMap(new TreeMap<>(stuffing));
    activeIssuers = List.copyOf(activeIssuers);
    notes = List.copyOf(notes);
  }

  /** With a note for each process or scope whose records were passed over. */
  Audited withOthers(SortedMap<String, Long> others) {
    List<String> all = new ArrayList<>(notes);
    others.forEach(
        (what, records) -> all.add(records + " records of " + what + ": not audited here"));
    return new Audited(
        electionHash,
        closedSet,
        recorded,
        counted,
        superseded,
        unchained,
        outcomes,
        stuffing,
        activeIssuers,
        all,
        certified);
  }
}
