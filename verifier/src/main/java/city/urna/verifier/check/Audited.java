package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.export.Certified;
import city.urna.verifier.report.Consultation;
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
 * @param consultation of all scopes of the process
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
    Optional<Certified> certified,
    Consultation consultation) {

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
          Optional.empty(),
          Consultation.NONE);

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
        certified,
        consultation);
  }

  /** Where no ballot could be looked at. */
  static Audited of(Bytes electionHash, List<String> activeIssuers, List<String> notes) {
    return new Audited(
        electionHash,
        Bytes.EMPTY,
        0,
        0,
        0,
        0,
        List.of(),
        Collections.emptySortedMap(),
        activeIssuers,
        notes,
        Optional.empty(),
        Consultation.NONE);
  }

  /** With the stuffing bound of a consultation's credentials. */
  Audited bounded(SortedMap<String, Long> bound) {
    return new Audited(
        electionHash,
        closedSet,
        recorded,
        counted,
        superseded,
        unchained,
        outcomes,
        bound,
        activeIssuers,
        notes,
        certified,
        consultation);
  }

  /** With what became of the process's consultations. */
  Audited with(Consultation found) {
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
        notes,
        certified,
        found);
  }
}
