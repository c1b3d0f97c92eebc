package city.urna.verifier.check;

import city.urna.verifier.archive.Archive;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.consultation.ContentFile;
import city.urna.verifier.consultation.Event.Decision;
import city.urna.verifier.consultation.Hidden;
import city.urna.verifier.consultation.Ref;
import city.urna.verifier.report.Consultation;
import city.urna.verifier.report.Numbered;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * V13.3: every commitment has its content, or a redaction, or is withheld by somebody for a reason
 * (spec consultation §8.8, §9).
 */
final class ContentChecks {
  private static final String FOLDER = "contents/";

  private final Check check;
  private final Archive archive;
  private final String process;
  private final Map<String, List<Consultation.Hidden>> redacted = new HashMap<>();
  private final Map<String, List<Consultation.Hidden>> withheld = new HashMap<>();
  private final Map<String, Long> shown = new HashMap<>();

  ContentChecks(Checks checks, Archive archive, String process) {
    this.check = checks.of(Numbered.V13_3);
    this.archive = archive;
    this.process = process;
  }

  /**
   * Looks at every content once.
   *
   * @param foreign what other processes' records commit to
   */
  void run(List<Ref> refs, Hidden hidden, Set<Bytes> foreign) {
    Map<Bytes, List<Ref>> named = new LinkedHashMap<>();
    refs.forEach(ref -> named.computeIfAbsent(ref.commitment(), c -> new ArrayList<>()).add(ref));
    named.forEach((commitment, all) -> content(commitment, all, hidden));
    unnamed(named.keySet(), foreign);
    check.done(
        named.size()
            + " contents: "
            + total(shown)
            + " shown, "
            + size(redacted)
            + " redacted, "
            + size(withheld)
            + " withheld");
  }

  /** Contents that no record commits to. */
  void unnamed(Set<Bytes> named, Set<Bytes> foreign) {
    for (String file : archive.files().subMap(FOLDER, "contents0").keySet()) {
      Bytes commitment = commitment(file);
      if (!named.contains(commitment) && !foreign.contains(commitment)) {
        check.failed(file + " is a content that nobody handed in: no record commits to it");
      }
    }
  }

  private static Bytes commitment(String file) {
    return Bytes.fromHex(file.substring(FOLDER.length())) instanceof Parsed.Ok<Bytes>(Bytes name)
        ? name
        : Bytes.EMPTY;
  }

  private static long total(Map<String, Long> all) {
    return all.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long size(Map<String, List<Consultation.Hidden>> all) {
    return all.values().stream().mapToLong(List::size).sum();
  }

  private void content(Bytes commitment, List<Ref> refs, Hidden hidden) {
    check.looked(1);
    Ref first = refs.getFirst();
    String file = FOLDER + commitment.hex();
    String of = "the content " + commitment.hex() + " of " + first.of().hex();
    Optional<Decision> redaction = hidden.redaction(commitment);
    Optional<Consultation.Hidden> withholding =
        refs.stream()
            .filter(ref -> !ref.withheld().isEmpty())
            .findFirst()
            .map(ref -> hidden(ref, "author", "", ref.withheld()))
            .or(() -> hidden.withholding(commitment).map(decision -> hidden(first, decision)));
    boolean there = archive.files().containsKey(file);
    if (redaction.isPresent()) {
      redacted
          .computeIfAbsent(first.scope(), s -> new ArrayList<>())
          .add(hidden(first, redaction.get()));
      if (there) {
        check.failed(of + " is in the archive although it was redacted");
      }
    } else if (withholding.isPresent()) {
      withheld.computeIfAbsent(first.scope(), s -> new ArrayList<>()).add(withholding.get());
      if (there) {
        check.failed(of + " is in the archive although it is withheld");
      }
    } else if (!there) {
      check.failed(
          of + " is missing: it is neither there, nor redacted, nor withheld for a reason");
    } else {
      shown.merge(first.scope(), 1L, Long::sum);
      refs.forEach(ref -> refuse(file, ref).ifPresent(why -> check.failed(of + " " + why)));
    }
  }

  private static Consultation.Hidden hidden(Ref ref, Decision decision) {
    return hidden(ref, decision.by(), decision.hash().hex(), decision.reason());
  }

  private static Consultation.Hidden hidden(Ref ref, String by, String decision, String reason) {
    return new Consultation.Hidden(ref.commitment().hex(), ref.of().hex(), by, decision, reason);
  }

  private Optional<String> refuse(String file, Ref ref) {
    try (InputStream in = archive.stream(file)) {
      return switch (ContentFile.read(in, archive.files().get(file), process, ref.scope())) {
        case Parsed.Malformed<ContentFile>(String reason) -> Optional.of(reason);
        case Parsed.Ok<ContentFile>(ContentFile content) -> {
          if (!content.commitment().equals(ref.commitment())) {
            yield Optional.of("is not what was handed in: it does not fit its commitment");
          }
          yield content.kind() == ref.kind() && content.length() == ref.length()
              ? Optional.empty()
              : Optional.of("is of another kind or length than its record says");
        }
      };
    } catch (IOException e) {
      return Optional.of("cannot be read");
    }
  }

  /** What a scope shows and hides, after {@link #run}. */
  Consultation.Contents of(String scope) {
    return new Consultation.Contents(
        shown.getOrDefault(scope, 0L),
        redacted.getOrDefault(scope, List.of()),
        withheld.getOrDefault(scope, List.of()));
  }
}
