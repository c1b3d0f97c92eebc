package city.urna.chaincode.fabric;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The contract around the decisions stays thin. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.urna.chaincode.fabric");

  @Test
  void onlyTheServiceTouchesItsSurroundings() {
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Service")
        .and()
        .doNotHaveSimpleName("Main")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio..", "java.time..", "io.grpc..")
        .check(CODE);
  }

  @Test
  void noneOfTheShimsContractsOrSerializers() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.hyperledger.fabric.contract..", "org.json..")
        .check(CODE);
  }
}
