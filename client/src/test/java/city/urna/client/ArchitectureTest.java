package city.urna.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * The commands speak HTTP, as anyone would: nothing of the servers or the ledger is within reach.
 */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("city.urna.client");

  @Test
  void standsOnTheProtocolAndSpeaksHttp() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "city.urna.client..",
            "city.urna.protocol..",
            "java..",
            "javax.crypto..",
            "org.bouncycastle..",
            "com.google.protobuf..",
            "com.fasterxml.jackson..",
            "org.yaml.snakeyaml..",
            "org.slf4j..",
            "com.openhtmltopdf..",
            "org.apache.pdfbox..",
            "org.apache.fontbox..",
            "com.google.zxing..",
            "org.w3c.dom..",
            "picocli..")
        .check(CODE);
  }
}
