package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.verifier.report.Consultation;
import city.urna.verifier.report.Report;
import city.urna.verifier.report.Verdict;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The golden consultation archive: valid, and exactly the lists that its maker noted. */
class ConsultationTest {
  @TempDir private static Path directory;

  private static HalfYear year;
  private static Report report;

  @BeforeAll
  static void verify() {
    year = HalfYear.once();
    report = new Observer(year.town).verify(directory);
  }

  private static <T> Set<String> all(
      Function<Consultation.Scope, List<T>> list, Function<T, String> name) {
    return report.consultation().scopes().stream()
        .map(list)
        .flatMap(Collection::stream)
        .map(name)
        .collect(java.util.stream.Collectors.toCollection(TreeSet::new));
  }

  @Test
  void isValid() {
    assertEquals(
        List.of(),
        report.findings().stream().filter(f -> f.status().text().equals("failed")).toList());
    assertEquals(Verdict.VALID, report.verdict());
  }

  @Test
  void listsAreExact() {
    assertEquals(year.overdue, all(s -> s.answers().overdue(), Consultation.Due::act));
    assertEquals(year.late, all(s -> s.answers().late(), Consultation.Due::act));
    assertEquals(year.redacted, all(s -> s.contents().redacted(), Consultation.Hidden::commitment));
    assertEquals(year.withheld, all(s -> s.contents().withheld(), Consultation.Hidden::commitment));
    assertEquals(year.dangling, all(s -> s.aside().dangling(), a -> a));
    assertEquals(year.overQuota, all(s -> s.aside().overQuota(), a -> a));
    assertEquals(year.unchained, all(s -> s.aside().unchained(), a -> a));
    assertEquals(year.repeated, all(s -> s.aside().repeated(), a -> a));
  }
}
