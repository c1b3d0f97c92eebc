package city.urna.chaincode;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What contract code may use: every endorser must decide alike, so nothing that differs between two
 * machines, two runs or two settings.
 */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.urna.chaincode");

  private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

  private static final ArchRule NOTHING_THAT_DIFFERS_BETWEEN_MACHINES =
      noClasses()
          .should()
          .dependOnClassesThat(
              named(
                  "a clock, randomness, locale, floating point, thread, file or connection",
                  "java\\.(io|net|nio\\.file|nio\\.channels|sql)\\..*"
                      + "|java\\.time\\.(Clock|InstantSource|ZoneId|ZonedDateTime)"
                      + "|java\\.util\\.(Date|Calendar|Timer|TimeZone|Locale|Formatter|Scanner"
                      + "|Random|SplittableRandom|UUID)"
                      + "|java\\.security\\.SecureRandom|java\\.text\\..*"
                      + "|java\\.util\\.(concurrent|random|logging|prefs)\\..*"
                      + "|java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime|Double"
                      + "|Float|StrictMath|reflect\\..*|foreign\\..*)"
                      + "|float|double"))
          .because("every endorser must reach the same decision from state and command alone");

  private static final ArchRule NO_UNORDERED_COLLECTION =
      noClasses()
          .should()
          .dependOnClassesThat(
              named(
                  "an unordered collection",
                  "java\\.util\\.(Hash|Weak|IdentityHash)(Map|Set|table)"))
          .orShould()
          .accessTargetWhere(
              calls(
                  "(Map|Set)\\.(of|ofEntries|copyOf)|Collectors\\.(to(Unmodifiable)?(Map|Set)|groupingBy|partitioningBy)"))
          .because(
              "their order differs between runs: take TreeMap, TreeSet, EnumMap, LinkedHashMap or a list");

  private static final ArchRule NO_AMBIENT_STATE =
      noClasses()
          .should()
          .accessTargetWhere(
              calls(
                  "System\\.(currentTimeMillis|nanoTime|getenv|getProperty|identityHashCode)"
                      + "|(Instant|LocalDate|LocalDateTime)\\.now"
                      + "|Math\\.random|Object\\.(wait|notify|notifyAll)"
                      + "|(Collection|List|Set)\\.parallelStream|\\w*Stream\\.parallel"
                      + "|String\\.(format|formatted)"))
          .because("the state, the command and nothing else decide");

  private static final ArchRule NO_CHANGING_STATICS =
      fields().that().areStatic().should().beFinal().allowEmptyShould(true);

  @Test
  void standsOnTheProtocolAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "city.urna.chaincode..", "city.urna.protocol..", "java..", "com.google.protobuf..")
        .check(CODE);
  }

  @Test
  void usesNothingThatDiffersBetweenMachines() {
    NOTHING_THAT_DIFFERS_BETWEEN_MACHINES.check(CODE);
  }

  @Test
  void iteratesOverNothingUnordered() {
    NO_UNORDERED_COLLECTION.check(CODE);
  }

  @Test
  void asksForNothingButStateAndCommand() {
    NO_AMBIENT_STATE.check(CODE);
  }

  @Test
  void keepsNoStateOfItsOwn() {
    NO_CHANGING_STATICS.check(CODE);
  }

  @Test
  void writesToNoConsole() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CODE);
  }

  @Test
  void calculatesNothingInFloatingPoint() {
    JavaClasses decided =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/protocol/records/")) // generated
            .importPackages("city.urna.chaincode", "city.urna.protocol");
    assertEquals(Set.of(), FloatingPoint.methodsIn(decided));
  }

  @Test
  void packagesFormNoCircle() {
    slices()
        .matching("city.urna.chaincode.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void rulesCatchAnOffender() {
    for (ArchRule rule :
        new ArchRule[] {
          NOTHING_THAT_DIFFERS_BETWEEN_MACHINES,
          NO_UNORDERED_COLLECTION,
          NO_AMBIENT_STATE,
          NO_CHANGING_STATICS
        }) {
      assertThrows(AssertionError.class, () -> rule.check(OFFENDER), rule.getDescription());
    }
    assertFalse(FloatingPoint.methodsIn(OFFENDER).isEmpty());
  }

  private static DescribedPredicate<JavaClass> named(String description, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return DescribedPredicate.describe(
        description, type -> pattern.matcher(type.getBaseComponentType().getName()).matches());
  }

  /** Calls of `SimpleClass.method`. */
  private static DescribedPredicate<JavaAccess<?>> calls(String regex) {
    Pattern pattern = Pattern.compile(regex);
    return DescribedPredicate.describe(
        "is one of " + regex,
        access ->
            pattern
                .matcher(access.getTargetOwner().getSimpleName() + "." + access.getName())
                .matches());
  }

  /** Does what the rules forbid. */
  private static final class Offender {
    private static int calls;

    private final Map<String, Random> map = new HashMap<>(Map.of("a", new Random(1)));

    @SuppressWarnings("unused")
    String decide(int a) {
      calls++;
      int half = (int) (a * 0.5);
      return String.format(Locale.ROOT, "%s %d %d", map, half + calls, System.nanoTime());
    }
  }
}
