package city.urna.verifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** The verifier stands alone and speaks to nobody. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/verifier/records/")) // generated
          .importPackages("city.urna.verifier");

  private static final ArchRule NO_CONNECTION =
      noClasses()
          .that()
          .resideOutsideOfPackages("city.urna.verifier.fetch..", "city.urna.verifier.watch..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(http\\..*|.*Socket.*|URL|URLConnection|HttpURLConnection|Inet.*|Proxy.*)"
                  + "|java\\.nio\\.channels\\..*(Socket|Datagram)Channel|javax\\.net\\..*")
          .because("a verdict is reached offline; only fetch and watch fill a directory");

  @Test
  void sharesNoCodeWithWhatItVerifies() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "city.urna.verifier..",
            "java..",
            "javax.crypto..",
            "javax.security..",
            "javax.xml.stream..",
            "org.apache.pdfbox..",
            "org.bouncycastle..",
            "org.hyperledger.fabric.protos..",
            "com.google.protobuf..",
            "com.fasterxml.jackson..",
            "picocli..")
        .check(CODE);
  }

  @Test
  void opensNoConnection() {
    NO_CONNECTION.check(CODE);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("city.urna.verifier.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void rulesCatchAnOffender() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    assertThrows(AssertionError.class, () -> NO_CONNECTION.check(offender));
  }

  /** Does what the rules forbid. */
  private static final class Offender {
    @SuppressWarnings("unused")
    String ask() throws UnknownHostException {
      return InetAddress.getLocalHost().getHostName();
    }
  }
}
