package city.urna.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Who knows a person never knows a ballot, and logs are the only thing a server writes to. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.urna.api");

  @Test
  void issuanceKnowsNothingOfCasting() {
    noClasses()
        .that()
        .resideInAPackage("city.urna.api.issuance..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("city.urna.api.casting..")
        .because("issuance knows who and never what")
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void castingKnowsNothingOfIssuance() {
    noClasses()
        .that()
        .resideInAPackage("city.urna.api.casting..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("city.urna.api.issuance..")
        .because("casting knows what was sent and never who")
        .allowEmptyShould(true)
        .check(CODE);
  }

  @Test
  void serversReachTheLedgerThroughItsPort() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.sql..", "org.sqlite..", "org.hyperledger..", "io.grpc..")
        .check(CODE);
  }

  /** Rows are read by the servers' own stores alone; none of them holds the ledger. */
  @Test
  void onlyTheServersOwnStoresReadRows() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Catalogue")
        .and()
        .doNotHaveSimpleName("IssuerStore")
        .and()
        .doNotHaveSimpleName("Spool")
        .and()
        .doNotHaveSimpleName("AnchorDesk")
        .and()
        .resideOutsideOfPackage("city.urna.api.consultation")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(CODE);
  }

  @Test
  void onlyCommandsWriteToTheConsole() {
    noClasses()
        .that()
        .areNotAnnotatedWith(Command.class)
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(CODE);
  }
}
