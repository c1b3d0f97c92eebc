package city.urna.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The rooms as a whole, seen from the one that may enter all of them; the verifier's in tests. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/records/")) // generated
          .importPackages("city.urna");

  /** A fixed base is what the field calls a point that is multiplied often. */
  private static final ArchRule NAMES_SAY_WHAT_A_THING_IS =
      noClasses()
          .should()
          .haveNameMatching(
              ".*[a-z](Impl|Utils?|Manager|Helper|Common|(?<!Fixed)Base|Data|Info|Service|Dto)(\\$.*)?")
          .because("an implementation is named by its difference, a value by the field's word");

  @Test
  void dependenciesPointOneWay() {
    Architectures.layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("city.urna..")
        .layer("protocol")
        .definedBy("city.urna.protocol..")
        .layer("chaincode")
        .definedBy("city.urna.chaincode..")
        .layer("network")
        .definedBy("city.urna.network..")
        .layer("api")
        .definedBy("city.urna.api..")
        .layer("client")
        .definedBy("city.urna.client..")
        .layer("bench")
        .definedBy("city.urna.bench..")
        .layer("verifier")
        .definedBy("city.urna.verifier..")
        .whereLayer("verifier")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("bench")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("client")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("api")
        .mayOnlyBeAccessedByLayers("bench")
        .whereLayer("network")
        .mayOnlyBeAccessedByLayers("api", "bench")
        .whereLayer("chaincode")
        .mayOnlyBeAccessedByLayers("network", "api", "bench")
        .check(CODE);
  }

  @Test
  void namesSayWhatAThingIs() {
    NAMES_SAY_WHAT_A_THING_IS.check(CODE);
  }

  @Test
  void rulesCatchAnOffender() {
    JavaClasses offender = new ClassFileImporter().importClasses(BallotManager.class);
    assertThrows(AssertionError.class, () -> NAMES_SAY_WHAT_A_THING_IS.check(offender));
  }

  /** Is named as the rules forbid. */
  private static final class BallotManager {}
}
