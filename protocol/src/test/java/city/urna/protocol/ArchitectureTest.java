package city.urna.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What protocol code may use: no ambient randomness, clock, files, network, or console. */
class ArchitectureTest {
  private static final String OURS = "city.urna.protocol..";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/protocol/records/")) // generated
          .importPackages("city.urna.protocol");

  private static final ArchRule NO_RANDOMNESS_BUT_SECURE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(Random.class.getName())
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(concurrent\\.ThreadLocalRandom|SplittableRandom|UUID)")
          .orShould()
          .callMethod(Math.class, "random")
          .because("randomness enters as java.security.SecureRandom, handed in by the caller");

  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.time\\.(Clock|InstantSource)|java\\.util\\.(Date|Calendar|Timer)")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .because("a time is an argument: the same bytes must get the same answer on every day");

  @Test
  void standsOnBouncyCastleAndProtobufAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            OURS, "java..", "javax.crypto..", "org.bouncycastle..", "com.google.protobuf..")
        .check(CODE);
  }

  @Test
  void takesRandomnessFromTheCallerOnly() {
    NO_RANDOMNESS_BUT_SECURE.check(CODE);
  }

  @Test
  void readsNoClock() {
    NO_CLOCK.check(CODE);
  }

  @Test
  void writesToNoConsole() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CODE);
  }

  @Test
  void opensNoConnectionAndNoDatabase() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.sql..", "java.util.logging..")
        .check(CODE);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("city.urna.protocol.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void rulesCatchAnOffender() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThrows(AssertionError.class, () -> NO_RANDOMNESS_BUT_SECURE.check(offender));
    assertThrows(AssertionError.class, () -> NO_CLOCK.check(offender));
  }

  /** Does what the rules forbid. */
  private static final class Offender {
    private final Random random = new Random(1);

    @SuppressWarnings("unused")
    long both() {
      return random.nextLong() ^ System.nanoTime();
    }
  }
}
