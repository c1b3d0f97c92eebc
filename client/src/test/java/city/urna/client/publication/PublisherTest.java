package city.urna.client.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;

/** The publications of a certified result, held against other people's programs. */
class PublisherTest {
  private static final Path ROOT = Path.of(System.getProperty("urna.root", ".."));
  private static final Path EXAMPLE = ROOT.resolve("docs/spec/examples/publication");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Path published;

  @BeforeAll
  static void publish() throws IOException {
    published = folder.resolve("publication");
    ExamplePublication.write(published);
  }

  private static String text(String name) throws IOException {
    return Files.readString(published.resolve(name));
  }

  @Test
  void writesTheExampleOfTheSpecification() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.equals("election-report.json")) {
          assertEquals(undated(file), undated(published.resolve(name)));
        } else if (!name.endsWith(".pdf")) {
          assertEquals(Files.readString(file), text(name), name);
        }
      }
    }
    try (Stream<Path> here = Files.list(published);
        Stream<Path> there = Files.list(EXAMPLE)) {
      assertEquals(
          there.map(f -> f.getFileName().toString()).sorted().toList(),
          here.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private static ObjectNode undated(Path report) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(Files.readString(report));
    json.remove("GeneratedDate");
    return json;
  }

  @Test
  void anotherLibraryVerifiesTheJws() throws IOException, ParseException, JOSEException {
    String hex = JSON.readTree(text("certificate.json")).at("/publisher/key").asText();
    ECPoint point =
        CustomNamedCurves.getByName("P-256")
            .getCurve()
            .decodePoint(Bytes.fromHex(hex).orThrow().toArray());
    ECKey key =
        new ECKey.Builder(
                Curve.P_256,
                Base64URL.encode(point.getAffineXCoord().getEncoded()),
                Base64URL.encode(point.getAffineYCoord().getEncoded()))
            .build();
    String[] parts = text("certificate.json.jws").split("\\.", -1);
    byte[] json = Files.readAllBytes(published.resolve("certificate.json"));
    assertEquals("", parts[1]);
    assertTrue(
        new JWSObject(new Base64URL(parts[0]), new Payload(json), new Base64URL(parts[2]))
            .verify(new ECDSAVerifier(key)));
    json[json.length / 2] ^= 1;
    assertFalse(
        new JWSObject(new Base64URL(parts[0]), new Payload(json), new Base64URL(parts[2]))
            .verify(new ECDSAVerifier(key)));
  }

  @Test
  void theJsonKeepsItsSchema() throws IOException {
    String schema = Files.readString(ROOT.resolve("docs/spec/schemas/publication.schema.json"));
    assertEquals(List.of(), complaints(schema, text("certificate.json")));
    assertFalse(
        complaints(schema, text("certificate.json").replace("\"votes\" :", "\"vote\" :"))
            .isEmpty());
  }

  @Tag("real-data")
  @Test
  void theNistReportKeepsTheNistSchema() throws IOException {
    String stated = System.getenv("URNA_TEST_DATA");
    Path shared =
        stated == null
            ? ROOT.toAbsolutePath().normalize().resolveSibling("shared")
            : Path.of(stated);
    Path file = shared.resolve("data/schemas/NIST_1500-100_v2.json");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.exists(file), "NIST's schema is not among the shared data");
    String schema = Files.readString(file);
    assertEquals(List.of(), complaints(schema, text("election-report.json")));
    assertFalse(
        complaints(schema, text("election-report.json").replace("certified", "sure")).isEmpty());
  }

  private static List<String> complaints(String schema, String json) {
    SpecificationVersion version =
        schema.contains("draft-04")
            ? SpecificationVersion.DRAFT_4
            : SpecificationVersion.DRAFT_2020_12;
    return SchemaRegistry.withDefaultDialect(version)
        .getSchema(schema)
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void popplerFindsTheSignatureValidOverTheWholeFile() throws IOException {
    OtherPrograms.need("pdfsig", List.of("pdfsig", "-v"));
    for (String language : ExamplePublication.LANGUAGES) {
      Path pdf = published.resolve("certificate." + language + ".pdf");
      String report = OtherPrograms.run(List.of("pdfsig", pdf.toString())).output();
      assertTrue(report.contains("Signature is Valid"), report);
      assertTrue(report.contains("Total document signed"), report);
      assertTrue(report.contains("Signature Type: ETSI.CAdES.detached"), report);
      assertTrue(report.contains("CN=City clerk,OU=budget-2027,O=City of Alderhaven"), report);
    }
    byte[] altered = Files.readAllBytes(published.resolve("certificate.en.pdf"));
    altered[altered.length / 3] ^= 1;
    Path file = Files.write(folder.resolve("altered.pdf"), altered);
    String report = OtherPrograms.run(List.of("pdfsig", file.toString())).output();
    assertFalse(report.contains("Signature is Valid"), report);
  }

  @Test
  void pyHankoFindsTheSignatureSound() throws IOException {
    String python = OtherPrograms.python();
    OtherPrograms.need("pyHanko", List.of(python, "-c", "import pyhanko"));
    String script =
        """
        import sys
        from pyhanko.pdf_utils.reader import PdfFileReader
        from pyhanko.sign.validation import validate_pdf_signature
        from pyhanko_certvalidator import ValidationContext
        with open(sys.argv[1], 'rb') as f:
            signature = PdfFileReader(f).embedded_signatures[0]
            trust = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
            status = validate_pdf_signature(signature, trust)
            assert status.intact and status.valid and status.trusted, status.summary()
            assert status.coverage.name == 'ENTIRE_FILE', status.coverage
            names = [a['type'].native for a in signature.signer_info['signed_attrs']]
            assert 'signing_certificate_v2' in names and 'signing_time' not in names, names
        """;
    OtherPrograms.Ended ended =
        OtherPrograms.run(
            List.of(python, "-c", script, published.resolve("certificate.en.pdf").toString()));
    assertEquals(0, ended.status(), ended.output());
  }

  @Test
  void theDocumentIsTaggedAndItsFontsAreEmbedded() throws IOException {
    OtherPrograms.need("pdfinfo", List.of("pdfinfo", "-v"));
    String pdf = published.resolve("certificate.el.pdf").toString();
    String facts = OtherPrograms.run(List.of("pdfinfo", pdf)).output();
    assertTrue(facts.contains("Tagged:          yes"), facts);
    assertTrue(facts.contains("Η πόλη αποφασίζει"), facts);
    String structure = OtherPrograms.run(List.of("pdfinfo", "-struct-text", pdf)).output();
    for (String wanted :
        List.of(
            "H1 (block)",
            "H2 (block)",
            "Table (block)",
            "/Scope /Row",
            "/Scope /Column",
            "Figure",
            "Προϋπολογισμός")) {
      assertTrue(structure.contains(wanted), wanted + " not in " + structure);
    }
    String fonts = OtherPrograms.run(List.of("pdffonts", pdf)).output();
    assertTrue(
        fonts.lines().skip(2).allMatch(l -> l.contains("Liberation") && l.contains("yes yes yes")),
        fonts);
  }

  /** ISO 14289-1, by the validator of the PDF Association's members. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "el"})
  void veraPdfFindsTheDocumentAccessible(String language) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    try (InputStream in =
            Files.newInputStream(published.resolve("certificate." + language + ".pdf"));
        InputStream rules =
            PDFAParser.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml");
        PDFAParser parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFUA_1)) {
      ValidationResult result =
          ValidatorFactory.createValidator(Profiles.profileFromXml(rules), false).validate(parser);
      assertTrue(result.getTotalAssertions() > 1_000, "hardly anything was looked at");
      assertTrue(result.isCompliant(), () -> result.getTestAssertions().toString());
    }
  }

  /** A heading repeated on every sheet would be read out as often before every cell. */
  @Test
  void aTableOverSeveralPagesHasItsHeadingsOnce() throws IOException {
    OtherPrograms.need("pdfinfo", List.of("pdfinfo", "-v"));
    Path out = folder.resolve("long");
    Publisher.with(Results.KEY, Optional.empty(), new SecureRandom())
        .write(Results.projects(List.of("en"), 34), LocalDate.EPOCH, LocalDate.EPOCH, out);
    String pdf = out.resolve("certificate.en.pdf").toString();
    String facts = OtherPrograms.run(List.of("pdfinfo", pdf)).output();
    assertTrue(facts.matches("(?s).*Pages: +[3-9]\\n.*"), facts);
    String structure = OtherPrograms.run(List.of("pdfinfo", "-struct-text", pdf)).output();
    assertEquals(2, structure.split("\"Money left\"", -1).length, structure);
    assertEquals(35, structure.split("\"88,000\"|\"39,500\"|\"22,000\"", -1).length, structure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "el", "uk"})
  void everyPageIsDrawn(String language) throws IOException {
    OtherPrograms.need("pdftoppm", List.of("pdftoppm", "-v"));
    Path out = folder.resolve("drawn-" + language);
    Publisher.with(Results.KEY, Optional.empty(), new SecureRandom())
        .write(Results.in(List.of(language)), LocalDate.EPOCH, LocalDate.EPOCH, out);
    String pdf = out.resolve("certificate." + language + ".pdf").toString();
    OtherPrograms.Ended ended =
        OtherPrograms.run(
            List.of("pdftoppm", "-gray", "-r", "40", pdf, out.resolve("page").toString()));
    assertEquals(0, ended.status(), ended.output());
    assertEquals("", ended.output());
    byte[] page = Files.readAllBytes(out.resolve("page-1.pgm"));
    int dark = 0;
    for (byte pixel : page) {
      dark += (pixel & 0xff) < 128 ? 1 : 0;
    }
    assertTrue(dark > page.length / 200 && dark < page.length / 4, dark + " of " + page.length);
  }

  @Test
  void theCodeHoldsTheHashOfTheClosedSet() throws ReaderException {
    Drawing code = QrCode.of(Results.CLOSED.hex(), "");
    int size = (int) code.width();
    int[] pixels = new int[size * size];
    java.util.Arrays.fill(pixels, 0xffffff);
    for (Drawing.Mark mark : code.rows().getFirst().marks()) {
      Drawing.Mark.Bar bar = (Drawing.Mark.Bar) mark;
      for (int y = (int) bar.y(); y < bar.y() + bar.height(); y++) {
        for (int x = (int) bar.x(); x < bar.x() + bar.width(); x++) {
          pixels[y * size + x] = 0;
        }
      }
    }
    assertEquals(
        Results.CLOSED.hex(),
        new QRCodeReader()
            .decode(
                new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(size, size, pixels))))
            .getText());
  }

  @Test
  void refusesWhatItCannotPublishAndWritesNothing() throws IOException {
    Path there = folder.resolve("occupied");
    Files.createDirectories(there);
    Files.writeString(there.resolve("note.txt"), "mine");
    assertThrows(PublicationException.class, () -> ExamplePublication.write(there));
    Path fresh = folder.resolve("fresh");
    Publisher other =
        Publisher.with(
            Ed25519PrivateKey.generate(new SecureRandom()), Optional.empty(), new SecureRandom());
    assertThrows(
        PublicationException.class,
        () -> other.write(Results.in(List.of("en")), LocalDate.EPOCH, LocalDate.EPOCH, fresh));
    assertFalse(Files.exists(fresh));
  }

  @Test
  void leavesOutThePdfThatTheFontsCannotSet() throws IOException {
    Path out = folder.resolve("unset");
    Publisher.Written written =
        Publisher.with(Results.KEY, Optional.empty(), new SecureRandom())
            .write(Results.in(List.of("en", "ja", "he")), LocalDate.EPOCH, LocalDate.EPOCH, out);
    assertTrue(written.files().contains("certificate.en.pdf"), written.toString());
    assertTrue(written.files().contains("chart.town.ja.svg"), written.toString());
    assertFalse(Files.exists(out.resolve("certificate.ja.pdf")));
    assertEquals(2, written.leftOut().size(), written.toString());
    assertTrue(written.leftOut().getFirst().contains("U+65E5"), written.toString());
    assertTrue(written.leftOut().getFirst().contains("--font"), written.toString());
    assertTrue(written.leftOut().getLast().contains("right to left"), written.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          en | 1234567  | 1,234,567
          en | 999      | 999
          de | 61000.5  | 61.000,50
          fr | 61000    | 61\u00a0000
          pl | 0.1250   | 0,125
          el | 100      | 100
          en | -1200.01 | -1,200.01
          """)
  void numbersAreWrittenByTheWordsOfTheLanguage(String language, String decimal, String text) {
    assertEquals(text, Words.in(language).number(new java.math.BigDecimal(decimal)));
  }

  @Test
  void everyLanguageHasAllTheWords() throws IOException {
    java.util.Properties english = new java.util.Properties();
    try (var in = Files.newBufferedReader(ROOT.resolve("docs/spec/words/en.words"))) {
      english.load(in);
    }
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/spec/words"))) {
      for (Path file : files.toList()) {
        Words words = Words.in(file.getFileName().toString().replace(".words", ""));
        for (String key : english.stringPropertyNames()) {
          assertFalse(words.say(key).isBlank(), file + " " + key);
        }
        assertTrue(words.say("qr", "abc").contains("abc"), file.toString());
      }
    }
    assertEquals("Certified result", Words.in("xx").say("certified"));
  }
}
