package city.urna.network;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Each ledger keeps its own libraries to itself. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.urna.network");

  @Test
  void fabricStaysInTheFabricLedger() {
    classes()
        .that()
        .resideOutsideOfPackage("city.urna.network.fabric..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "city.urna.network..",
            "city.urna.chaincode..",
            "city.urna.protocol..",
            "java..",
            "javax.sql..",
            "org.sqlite..",
            "org.bouncycastle..",
            "com.google.protobuf..",
            "com.fasterxml.jackson..",
            "org.slf4j..")
        .check(CODE);
  }

  @Test
  void thePortAndTheFabricLedgerKnowNoDatabase() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "city.urna.network", "city.urna.network.fabric..", "city.urna.network.launch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
        .check(CODE);
  }

  @Test
  void writesToNoConsole() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CODE);
  }
}
