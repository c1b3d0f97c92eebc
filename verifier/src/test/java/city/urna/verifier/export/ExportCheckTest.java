package city.urna.verifier.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The example of the specification, which the publishing program wrote, against a record typed in
 * here; and what becomes of it when either is changed.
 */
class ExportCheckTest {
  static final Path EXAMPLE =
      Path.of(System.getProperty("urna.root", "..")).resolve("docs/spec/examples/publication");
  private static final List<String> LANGUAGES = List.of("en", "el");

  @TempDir private Path folder;
  private Path copy;

  @BeforeEach
  void copyTheExample() throws IOException {
    copy = Files.createDirectory(folder.resolve("publication"));
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
  }

  private static Bytes hash(String word) {
    return Bytes.sha256(Bytes.ofUtf8(word));
  }

  private static Map<String, String> texts(String english, String greek) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("en", english);
    texts.put("el", greek);
    return texts;
  }

  private static Certified.Option option(int place, String id, String cost, long votes) {
    List<Map<String, String>> titles =
        List.of(
            texts("A new roof for the library", "Νέα στέγη για τη βιβλιοθήκη"),
            texts("A night bus on weekends", "Νυχτερινό λεωφορείο"),
            texts("Shade & water on \"four\" squares", "Σκιά και νερό σε τέσσερις πλατείες"),
            texts(
                "A repair workshop for everyone, with a very long name that no chart has room for",
                "Εργαστήριο επισκευών για όλους"),
            texts("Safe crossings", "Ασφαλείς διαβάσεις"));
    return new Certified.Option(id, titles.get(place), cost, votes);
  }

  private static Certified.Round round(Certified.Option option, boolean funded, String left) {
    SequencedMap<String, String> tallies = new LinkedHashMap<>();
    tallies.put(option.id(), String.valueOf(option.votes()));
    List<String> it = List.of(option.id());
    return new Certified.Round(
        tallies, funded ? it : List.of(), funded ? List.of() : it, Optional.of(left));
  }

  /** The record of the example, with so many votes for its first project. */
  private static Certified record(long first, List<String> selected) {
    List<Certified.Option> projects =
        List.of(
            option(0, "project-0", "92000", first),
            option(1, "project-1", "61000.50", 52),
            option(2, "project-2", "48500", 97),
            option(3, "project-3", "17500", 97),
            option(4, "project-4", "139900", 12));
    List<Certified.Round> rounds =
        List.of(
            round(projects.get(0), true, "88000"),
            round(projects.get(2), true, "39500"),
            round(projects.get(3), true, "22000"),
            round(projects.get(1), false, "22000"),
            round(projects.get(4), false, "22000"));
    List<Certified.Option> names =
        List.of(
            option(0, "name-0", "", 50), option(1, "name-1", "", 200), option(2, "name-2", "", 50));
    SequencedMap<String, String> tallies = new LinkedHashMap<>();
    names.forEach(name -> tallies.put(name.id(), String.valueOf(name.votes())));
    Certified.Question town =
        new Certified.Question(
            "town",
            texts(
                "For the whole town: choose one to three",
                "Για όλη την πόλη: επιλέξτε ένα έως τρία"),
            "greedy",
            0,
            "180000",
            0,
            1,
            3,
            300,
            Optional.of(9L),
            projects,
            selected,
            rounds);
    Certified.Question name =
        new Certified.Question(
            "name",
            texts("The square's name", "Το όνομα της πλατείας"),
            "plurality",
            1,
            "",
            0,
            1,
            1,
            300,
            Optional.empty(),
            names,
            List.of("name-1"),
            List.of(new Certified.Round(tallies, List.of("name-1"), List.of(), Optional.empty())));
    return new Certified(
        "budget-2027",
        "vote",
        LANGUAGES,
        texts("Alderhaven decides <2027> & after", "Η πόλη αποφασίζει"),
        texts("Every resident on the roll has one voice.", "Κάθε κάτοικος έχει μία φωνή."),
        "CC-BY-4.0",
        hash("election"),
        hash("certificate"),
        new Certified.Person("clerk", "City clerk"),
        clerkKey(),
        List.of(
            new Certified.Person("city", "City"),
            new Certified.Person("watch", "Observers & friends")),
        hash("closed"),
        1_234,
        hash("root"),
        hash("trackers"),
        List.of(),
        312,
        300,
        List.of(town, name));
  }

  /** The example's clerk: the seed is no secret. */
  private static Bytes clerkKey() {
    return Bytes.of(
        new org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters(
                hash("example clerk").toArray())
            .generatePublicKey()
            .getEncoded());
  }

  static Certified record() {
    return record(131, List.of("project-0", "project-2", "project-3"));
  }

  private List<String> faults(Certified record) {
    return ExportCheck.of(copy, record).faults();
  }

  private void rewrite(String name, UnaryOperator<String> change) throws IOException {
    Path file = copy.resolve(name);
    String before = Files.readString(file);
    String after = change.apply(before);
    assertTrue(!after.equals(before), "nothing was changed in " + name);
    Files.writeString(file, after);
  }

  @Test
  void theExampleEqualsTheRecord() {
    ExportCheck.Outcome outcome = ExportCheck.of(copy, record());
    assertEquals(List.of(), outcome.faults());
    assertEquals(List.of(), outcome.absent());
    assertEquals(10, outcome.files());
  }

  @Test
  void whatIsNotThereIsSaidAndNoFault() throws IOException {
    Files.delete(copy.resolve("results.csv"));
    ExportCheck.Outcome outcome = ExportCheck.of(copy, record());
    assertEquals(List.of(), outcome.faults());
    assertEquals(List.of("results.csv"), outcome.absent());
  }

  @Test
  void layoutIsNotLookedAt() throws IOException {
    rewrite(
        "results.csv",
        text -> text.replace("\n", "\r\n").replace("Safe crossings", "\"Safe crossings\""));
    rewrite("election-report.json", text -> text.replaceAll("\\s*\\n\\s*", ""));
    rewrite("chart.town.en.svg", text -> text.replace("height=\"16\"", "height=\"18\""));
    assertEquals(List.of(), faults(record()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          certificate.json      | "votes" : 131           | "votes" : 132           | questions[0].options[0].votes
          certificate.json      | "counted" : 300         | "counted" : 301         | ballots.counted
          certificate.json      | "selected" : true       | "selected" : false      | selected
          certificate.json      | "left" : "88000"        | "left" : "88001"        | rounds[0].left
          certificate.json      | "blank" : 9             | "blank" : 9.5           | questions[0].blank
          certificate.json      | "licence" : "CC         | "Licence" : "CC         | licence is missing
          certificate.json      | "scope" : "vote"        | "scope" : "vote", "by" : "me" | by is not in the record
          certificate.json      | "scope" : "vote"        | "scope" : "vote", "scope" : "vote" | no JSON object, or has a key twice
          certificate.json      | "clerk" : "clerk"       | "clerk" : "mayor"       | certificate.clerk
          certificate.json      | "attestation" : "       | "attestation" : "00     | not attested
          certificate.json      | "key" : "0              | "key" : "1              | no P-256 key
          certificate.json.jws  | ey                      | ew                      | header
          certificate.json.jws  | ..                      | .x.                     | no detached JWS
          results.csv           | ,131,                   | ,113,                   | row 3, votes
          results.csv           | ,131,1,                 | ,131,,                  | row 3, selected
          results.csv           | 48500                   | 48501                   | row 5, cost
          results.csv           | Safe crossings          | Safe crossing           | title-en
          results.csv           | ,blank,                 | ,blank,x                | option
          election-report.json  | "Count" : 97            | "Count" : 98            | VoteCounts[0].Count
          election-report.json  | "defeated"              | "winner"                | PostElectionStatus
          election-report.json  | "certified"             | "recount"               | Status
          election-report.json  | "StartDate" : "2027     | "StartDate" : "first    | StartDate
          chart.town.en.svg     | data-votes="131"        | data-votes="132"        | option project-0
          chart.town.en.svg     | >131<                   | >731<                   | beside option project-0
          chart.town.en.svg     | >92,000<                | >29,000<                | beside option project-0
          chart.town.en.svg     | x="384"                 | x="394"                 | where and as long
          chart.town.en.svg     | class="selected"        | class="not-selected"    | look
          chart.town.en.svg     | ○ Safe                  | ● Safe                  | label
          chart.town.en.svg     | Budget 180,000          | Budget 280,000          | budget line
          chart.town.en.svg     | <line x1="606.22" y1="64" x2="606.22" | <line x1="500" y1="64" x2="500" | budget line
          chart.town.en.svg     | </g>                    | <image href="x"/></g>   | draws with
          chart.town.en.svg     | <g data-option          | <text x="1" y="1">Void</text><g data-option | columns
          chart.town.en.svg     | For the whole town: choose one to three | For the whole town: choose two to three | title
          chart.town.en.svg     | .quiet{                 | .quiet{display:none;    | style
          chart.name.el.svg     | ● Νυχτ                  | ● Πρωι                  | label
          chart.name.el.svg     | Εκλέγονται              | Αποκλείονται            | description
          """)
  void aWrongExportIsNamed(String file, String from, String to, String says) throws IOException {
    rewrite(
        file,
        text ->
            text.replaceFirst(
                java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
    List<String> faults = faults(record());
    assertTrue(faults.stream().anyMatch(fault -> fault.startsWith(file + ": ")), faults.toString());
    assertTrue(faults.toString().contains(says), faults.toString());
  }

  @Test
  void everyExportIsNamedWhenTheRecordSaysSomethingElse() {
    TreeSet<String> named = new TreeSet<>();
    faults(record(132, List.of("project-0", "project-2", "project-3")))
        .forEach(fault -> named.add(fault.substring(0, fault.indexOf(": "))));
    assertEquals(
        new TreeSet<>(
            List.of(
                "certificate.json",
                "results.csv",
                "election-report.json",
                "chart.town.en.svg",
                "chart.town.el.svg",
                "certificate.en.pdf",
                "certificate.el.pdf")),
        named);
  }

  @Test
  void aPdfOfAnotherSelectionIsNamedByItsTable() {
    List<String> faults = faults(record(131, List.of("project-0", "project-2")));
    String pdf =
        faults.stream().filter(f -> f.startsWith("certificate.en.pdf")).findFirst().orElseThrow();
    assertTrue(pdf.contains("more)"), pdf);
  }

  @Test
  void aPdfOfAnotherLanguageIsNone() throws IOException {
    Files.copy(
        copy.resolve("certificate.el.pdf"),
        copy.resolve("certificate.en.pdf"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(faults(record()).toString().contains("its language"), faults(record()).toString());
  }

  @Test
  void aPdfIsSignedByTheAttestedKeyOverAllOfIt() throws IOException {
    Path pdf = copy.resolve("certificate.en.pdf");
    byte[] whole = Files.readAllBytes(pdf);
    byte[] longer = java.util.Arrays.copyOf(whole, whole.length + 1);
    longer[whole.length] = '\n';
    Files.write(pdf, longer);
    assertTrue(faults(record()).toString().contains("does not cover the whole file"));
    Files.write(pdf, whole);
    Files.delete(copy.resolve("certificate.json"));
    Files.delete(copy.resolve("certificate.json.jws"));
    assertTrue(faults(record()).toString().contains("no certificate.json with an attested key"));
  }

  /** Wherever a byte of a signed PDF changes, it is no longer the record's. */
  @Test
  void aChangedByteOfAPdfIsNoticed() throws IOException {
    Path pdf = copy.resolve("certificate.en.pdf");
    byte[] whole = Files.readAllBytes(pdf);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int from = text.indexOf("/Contents <");
    int to = text.indexOf('>', from);
    Random random = new Random(7);
    List<Integer> missed = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int place = random.nextInt(whole.length);
      if (place > from && place < to) {
        continue;
      }
      byte[] changed = whole.clone();
      changed[place] ^= (byte) (1 << random.nextInt(8));
      Files.write(pdf, changed);
      if (faults(record()).isEmpty()) {
        missed.add(place);
      }
    }
    assertEquals(List.of(), missed);
  }

  /** Whatever stands in a file, the outcome is a fault and never an exception. */
  @Test
  void hostileFilesAreFaults() throws IOException {
    Random random = new Random(11);
    for (String language : LANGUAGES) {
      Files.delete(copy.resolve("certificate." + language + ".pdf"));
    }
    List<String> missed = new ArrayList<>();
    for (String name :
        List.of("certificate.json", "results.csv", "election-report.json", "chart.town.en.svg")) {
      byte[] whole = Files.readAllBytes(EXAMPLE.resolve(name));
      for (int i = 0; i < 60; i++) {
        byte[] changed = whole.clone();
        for (int many = random.nextInt(4); many >= 0; many--) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        Files.write(
            copy.resolve(name), java.util.Arrays.copyOf(changed, random.nextInt(whole.length)));
        if (faults(record()).isEmpty()) {
          missed.add(name);
        }
        Files.write(copy.resolve(name), changed);
        ExportCheck.of(copy, record());
      }
      Files.write(copy.resolve(name), whole);
    }
    assertEquals(List.of(), missed, "a file cut short passed");
    assertEquals(List.of(), faults(record()));
    Files.writeString(copy.resolve("certificate.json"), "[".repeat(100_000));
    Files.writeString(copy.resolve("election-report.json"), "{\"a\":1e999999999}");
    assertEquals(3, faults(record()).size(), faults(record()).toString());
  }

  @Test
  void foreignFilesFoldersAndEmptyOnesAreRefused() throws IOException {
    Files.writeString(copy.resolve("results.xlsx"), "?");
    assertTrue(faults(record()).toString().contains("results.xlsx: this is no export"));
    assertTrue(
        ExportCheck.of(folder.resolve("nothing"), record())
            .faults()
            .toString()
            .contains("cannot be read"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertTrue(ExportCheck.of(empty, record()).faults().toString().contains("holds no exports"));
    Files.delete(copy.resolve("results.xlsx"));
    Files.delete(copy.resolve("results.csv"));
    Files.createSymbolicLink(
        copy.resolve("results.csv"), EXAMPLE.resolve("results.csv").toAbsolutePath());
    assertTrue(faults(record()).toString().contains("no regular file"));
  }
}
