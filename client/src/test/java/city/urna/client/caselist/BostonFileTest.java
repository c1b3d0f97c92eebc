package city.urna.client.caselist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import city.urna.client.caselist.Case.OnTime;
import city.urna.client.definition.DefinitionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boston's list: its own rows, and rows of which each is wrong in one way. */
class BostonFileTest {
  private static final ZoneId BOSTON = ZoneId.of("America/New_York");
  private static final Instant AS_OF = Instant.parse("2026-01-01T00:00:00Z");
  private static final String HEADER =
      "Source,CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,"
          + "CLOSURE_REASON,CASE_TITLE,TYPE,Department,Location,neighborhood,LOCATION_ZIPCODE,"
          + "LATITUDE,LONGITUDE";
  private static final String GOOD =
      "Self Service,101,01/16/2015 12:39:01 PM,02/15/2015 12:39:01 PM,02/15/2015 12:39:01 PM,"
          + "ONTIME,Closed,\"Done, \"\"at last\"\"\",Lamp out,Street Lamps,PWD,"
          + "45 Garden St  Boston  MA,Beacon Hill,2114.0,42.36,-71.0671";

  private static CaseList read(String... rows) {
    return BostonFile.parse(HEADER + "\n" + String.join("\n", rows) + "\n", BOSTON, AS_OF);
  }

  @Test
  void aRowIsReadWithAllItAsserts() {
    CaseList list = read(GOOD);
    assertEquals(List.of(), list.refused());
    Case read = list.cases().getFirst();
    assertEquals(2, read.row());
    assertEquals("Done, \"at last\"", read.outcome());
    assertEquals(Instant.parse("2015-01-16T17:39:01Z"), read.opened());
    assertEquals(
        new Case.Place(
            "45 Garden St, Boston, MA",
            "02114",
            "Beacon Hill",
            java.util.Optional.of(new Case.Point(42.36, -71.0671))),
        read.place());
    // Closed in the very second of the target: on time.
    assertEquals(OnTime.ONTIME, read.onTime());
  }

  /** Each change breaks the good row in one field. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "101, | , | CASE_ENQUIRY_ID | is missing",
        "101, | 1<1, | CASE_ENQUIRY_ID | is no id",
        "01/16/2015 12:39:01 PM | 2015-01-16 | OPEN_DT | is no date like 01/16/2015 12:39:01 PM",
        "01/16/2015 12:39:01 PM | 02/30/2015 12:39:01 PM | OPEN_DT | is no date like 01/16/2015 12:39:01 PM",
        "01/16/2015 12:39:01 PM | `` | OPEN_DT | is missing",
        "01/16/2015 12:39:01 PM | 01/16/2027 12:39:01 PM | OPEN_DT | is later than the list itself",
        "01/16/2015 12:39:01 PM | 03/16/2015 12:39:01 PM | CLOSED_DT | is before OPEN_DT",
        "Closed | Shut | CASE_STATUS | is neither Open nor Closed",
        "Closed | Open | CLOSED_DT | is there, and the case is Open",
        "02/15/2015 12:39:01 PM,ONTIME | ,ONTIME | CLOSED_DT | is missing",
        "ONTIME | LATE | OnTime_Status | is neither ONTIME nor OVERDUE",
        "ONTIME | OVERDUE | OnTime_Status | says OVERDUE, and its dates say ONTIME",
        "02/15/2015 12:39:01 PM,ONTIME | 02/15/2015 12:39:02 PM,ONTIME | OnTime_Status | says ONTIME, and its dates say OVERDUE",
        "Lamp out | `` | CASE_TITLE | is missing",
        "Street Lamps | `` | TYPE | is missing",
        "2114.0 | many | LOCATION_ZIPCODE | is no postal code",
        "42.36 | 142.36 | LATITUDE | is no number of degrees",
        "42.36 | NaN | LATITUDE | is no number of degrees",
        "42.36 | `` | LATITUDE | is missing",
        "42.36,-71.0671 | 42.36, | LONGITUDE | is missing",
        "42.36,-71.0671 | 42.36 | `` | has 15 cells, the header 16",
        "PWD | \"P\u0007WD\" | Department | has control characters, or more than 2000",
      })
  void whatIsWrongWithARowIsToldWithItsNumberAndField(
      String good, String bad, String field, String reason) {
    String broken = GOOD.replace(good, bad);
    assertTrue(!broken.equals(GOOD), good);
    CaseList list = read(GOOD.replace("101", "100"), broken, GOOD.replace("101", "102"));
    assertEquals(List.of(new CaseList.Refused(3, field, reason)), list.refused());
    assertEquals(List.of(2, 4), list.cases().stream().map(Case::row).toList());
    assertEquals(3, list.rows());
  }

  @Test
  void aCaseThatStandsTwiceIsRefusedTheSecondTime() {
    CaseList list = read(GOOD, GOOD);
    assertEquals(
        List.of(new CaseList.Refused(3, "CASE_ENQUIRY_ID", "stood in an earlier row already")),
        list.refused());
  }

  @Test
  void anOpenCaseIsOverdueOnceItsTargetIsPast() {
    String open = GOOD.replace("02/15/2015 12:39:01 PM,ONTIME,Closed", ",OVERDUE,Open");
    assertEquals(OnTime.OVERDUE, read(open).cases().getFirst().onTime());
    CaseList earlier =
        BostonFile.parse(HEADER + "\n" + open, BOSTON, Instant.parse("2015-02-15T17:39:01Z"));
    assertEquals("says OVERDUE, and its dates say ONTIME", earlier.refused().getFirst().reason());
  }

  @Test
  void aQuotationMarkThatIsNotClosedEndsTheReading() {
    CaseList list = read(GOOD, GOOD.replace("101", "102").replace("Lamp out", "\"Lamp out"));
    assertEquals(1, list.cases().size());
    assertEquals(3, list.refused().getFirst().row());
    assertTrue(list.refused().getFirst().reason().startsWith("this row and all below it"));
  }

  @Test
  void aFileWithoutItsColumnsIsRefusedWhole() {
    DefinitionException missing =
        assertThrows(
            DefinitionException.class,
            () -> BostonFile.parse(HEADER.replace(",OPEN_DT", ""), BOSTON, AS_OF));
    assertEquals("columns are missing: OPEN_DT", missing.getMessage());
    assertThrows(DefinitionException.class, () -> BostonFile.parse("", BOSTON, AS_OF));
    assertThrows(
        DefinitionException.class, () -> BostonFile.parse(HEADER + ",OPEN_DT", BOSTON, AS_OF));
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cases.csv");
    Files.write(file, (HEADER + "\né").getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        file + " is not UTF-8 text",
        assertThrows(DefinitionException.class, () -> BostonFile.read(file, BOSTON, AS_OF))
            .getMessage());
  }

  /** Every row of Boston's files is read, and its status follows from its dates. */
  @Tag("real-data")
  @Test
  void bostonsOwnCasesAreOnTimeAndOverdueAsTheFilesSay() throws IOException {
    String stated = System.getenv("URNA_TEST_DATA");
    Path shared =
        stated == null
            ? Path.of("..").toAbsolutePath().normalize().resolveSibling("shared")
            : Path.of(stated);
    Path folder = shared.resolve("data/boston311");
    assumeTrue(Files.isDirectory(folder), "Boston's cases are not among the shared data");
    List<Case> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
        CaseList list = BostonFile.read(file, BOSTON, AS_OF);
        assertEquals(List.of(), list.refused(), file::toString);
        all.addAll(list.cases());
        String spoilt = Files.readString(file).replace("OVERDUE", "ONTIME");
        long overdue = list.punctuality().get(OnTime.OVERDUE);
        assertEquals(overdue, BostonFile.parse(spoilt, BOSTON, AS_OF).refused().size());
      }
    }
    assertEquals(38, all.size());
    assertEquals(
        Map.of(OnTime.ONTIME, 26L, OnTime.OVERDUE, 12L),
        new CaseList(all.size(), all, List.of()).punctuality());
  }
}
