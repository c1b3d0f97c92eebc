package city.urna.client.publication;

import city.urna.client.http.CityNode;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Writes a certified result as a folder of publications (spec exports §1), all of it or nothing.
 */
public final class Publisher {
  private final Ed25519PrivateKey key;
  private final Typeface typeface;
  private final SecureRandom random;

  private Publisher(Ed25519PrivateKey key, Typeface typeface, SecureRandom random) {
    this.key = key;
    this.typeface = typeface;
    this.random = random;
  }

  /**
   * What was written.
   *
   * @param files their names
   * @param leftOut what could not be set, each with the reason and what to do
   */
  public record Written(List<String> files, List<String> leftOut) {
    public Written {
      files = List.copyOf(files);
      leftOut = List.copyOf(leftOut);
    }
  }

  /**
   * A publisher with a clerk's record key.
   *
   * @param font a TrueType file for characters that the shipped fonts lack
   */
  public static Publisher with(Ed25519PrivateKey key, Optional<Path> font, SecureRandom random) {
    return new Publisher(key, Typeface.with(font), random);
  }

  /**
   * Reads the certificate of a scope and writes its publications into a new or empty folder.
   *
   * @param begun the first day of voting, which no record says; for the NIST report
   * @param ended the last
   * @throws PublicationException if nothing is certified, or not by this clerk
   */
  public Written publish(
      CityNode node, String process, String scope, LocalDate begun, LocalDate ended, Path folder)
      throws IOException {
    return write(CertifiedRecord.read(node, process, scope), begun, ended, folder);
  }

  /** Writes a result that has been read. */
  Written write(CertifiedResult result, LocalDate begun, LocalDate ended, Path folder)
      throws IOException {
    if (!key.publicKey().equals(result.clerk().key())) {
      throw new PublicationException(
          "clerk "
              + result.clerk().id()
              + " certified this result, and publishes it: use that key");
    }
    Path absolute = folder.toAbsolutePath();
    if (Files.exists(absolute) && !isEmpty(absolute)) {
      throw new PublicationException(folder + " is not empty; name a new folder");
    }
    List<String> leftOut = new ArrayList<>();
    Map<String, byte[]> files = files(result, begun, ended, leftOut);
    Path part = absolute.resolveSibling(".urna-publish-" + ProcessHandle.current().pid() + ".part");
    Files.createDirectories(part);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(part.resolve(file.getKey()), file.getValue());
    }
    Files.deleteIfExists(absolute);
    Files.move(part, absolute, StandardCopyOption.ATOMIC_MOVE);
    return new Written(List.copyOf(files.keySet()), leftOut);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private Map<String, byte[]> files(
      CertifiedResult result, LocalDate begun, LocalDate ended, List<String> leftOut) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String clerk = result.clerk().id();
    DocumentKey document = DocumentKey.of(key, clerk, result);
    X509CertificateHolder certificate =
        DocumentCertificate.of(document, result.clerk(), result.process(), now, random);
    PdfSeal seal = new PdfSeal(document, certificate);
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] json = utf8(ResultJson.of(result, document));
    files.put("certificate.json", json);
    files.put("certificate.json.jws", utf8(document.jws(json, result.process() + "/" + clerk)));
    files.put("results.csv", utf8(ResultCsv.of(result)));
    files.put("election-report.json", utf8(NistReport.of(result, now, begun, ended)));
    for (String language : result.languages()) {
      Words words = Words.in(language);
      for (CertifiedResult.QuestionResult question : result.questions()) {
        String svg = SvgText.of(ResultChart.of(question, words), language);
        files.put("chart." + question.id() + "." + language + ".svg", utf8(svg));
      }
      Page.Written page = Page.of(result, words, typeface.families());
      String name = "certificate." + language + ".pdf";
      Optional<String> lacks = typeface.lacks(visible(page.html()));
      if (lacks.isPresent()) {
        leftOut.add(name + ": " + lacks.get());
        continue;
      }
      byte[] pdf = PdfRendering.of(page, typeface);
      files.put(name, seal.seal(pdf, result.clerk().name(), words.say("certified"), now));
    }
    return files;
  }

  /** The page's characters without its tags. */
  private static String visible(String html) {
    return html.replaceAll("<style>.*?</style>|<[^>]*>", " ").replaceAll("\\s+", " ");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
