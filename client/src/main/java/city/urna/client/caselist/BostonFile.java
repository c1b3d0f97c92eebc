package city.urna.client.caselist;

import city.urna.client.caselist.Case.OnTime;
import city.urna.client.caselist.Case.Place;
import city.urna.client.caselist.Case.Point;
import city.urna.client.caselist.CaseList.Refused;
import city.urna.client.definition.DefinitionException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The City of Boston's export of 311 service requests: CSV (RFC 4180) in UTF-8 with a header that
 * names the columns, in whatever order; dates as in {@code 01/16/2015 12:39:01 PM}, local time.
 * Each row is read by itself: what is wrong with one is told with its number and field, and the
 * others go on.
 */
public final class BostonFile {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("MM/dd/uuuu hh:mm:ss a", Locale.US)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final List<String> NEEDED =
      List.of(
          "CASE_ENQUIRY_ID",
          "OPEN_DT",
          "TARGET_DT",
          "CLOSED_DT",
          "OnTime_Status",
          "CASE_STATUS",
          "CLOSURE_REASON",
          "CASE_TITLE",
          "TYPE",
          "Department",
          "Location",
          "neighborhood",
          "LOCATION_ZIPCODE",
          "LATITUDE",
          "LONGITUDE",
          "Source");
  private static final int LONGEST = 2_000;
  private static final int MOST_ROWS = 1_000_000;

  private final ZoneId zone;
  private final Instant asOf;
  private final List<String> columns;
  private final Set<String> ids = new HashSet<>();
  private final List<Case> cases = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private int rows;

  private BostonFile(ZoneId zone, Instant asOf, List<String> columns) {
    this.zone = zone;
    this.asOf = asOf;
    this.columns = columns;
  }

  /** What one row breaks on. */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;

    Broken(String field, String reason) {
      super(reason);
      this.field = field;
    }
  }

  /**
   * Reads a file.
   *
   * @param zone in which its dates are local
   * @param asOf when it was made: a case that is open then and whose target is past is overdue
   * @throws DefinitionException when it cannot be read at all, or a column is missing
   */
  public static CaseList read(Path file, ZoneId zone, Instant asOf) {
    try {
      return parse(Files.readString(file), zone, asOf);
    } catch (CharacterCodingException e) {
      throw new DefinitionException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new DefinitionException("cannot read " + file);
    } catch (DefinitionException e) {
      throw new DefinitionException(file + ": " + e.getMessage());
    }
  }

  /** Reads a file's text. */
  static CaseList parse(String text, ZoneId zone, Instant asOf) {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (MappingIterator<String[]> lines =
        mapper.readerFor(String[].class).readValues(new StringReader(plain))) {
      if (!lines.hasNextValue()) {
        throw new DefinitionException("it is empty: it needs a header line");
      }
      BostonFile file = new BostonFile(zone, asOf, header(lines.nextValue()));
      file.rows(lines);
      return new CaseList(file.rows, file.cases, file.refused);
    } catch (IOException e) {
      throw new DefinitionException("its header is no line of CSV");
    }
  }

  private static List<String> header(String[] names) {
    List<String> columns = Arrays.asList(names);
    List<String> missing = NEEDED.stream().filter(name -> !columns.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new DefinitionException("columns are missing: " + String.join(", ", missing));
    }
    for (String name : NEEDED) {
      if (columns.indexOf(name) != columns.lastIndexOf(name)) {
        throw new DefinitionException("column " + name + " stands twice");
      }
    }
    return columns;
  }

  private void rows(MappingIterator<String[]> lines) {
    while (true) {
      int number = rows + 2;
      try {
        if (!lines.hasNextValue()) {
          return;
        }
        rows++;
        String[] cells = lines.nextValue();
        if (rows > MOST_ROWS) {
          throw new DefinitionException("more than " + MOST_ROWS + " rows");
        }
        cases.add(row(number, cells));
      } catch (Broken e) {
        refused.add(new Refused(number, e.field, e.getMessage()));
      } catch (JsonProcessingException e) {
        // Whatever follows a quotation mark that is not closed belongs to it.
        rows = number - 1;
        refused.add(
            new Refused(
                number,
                "",
                "this row and all below it: quotation marks or" + " characters that are no CSV"));
        return;
      } catch (IOException e) {
        throw new IllegalStateException("reading from memory", e);
      }
    }
  }

  private Case row(int number, String[] cells) throws Broken {
    if (cells.length != columns.size()) {
      throw new Broken("", "has %d cells, the header %d".formatted(cells.length, columns.size()));
    }
    Cells row = new Cells(cells);
    String id = row.needed("CASE_ENQUIRY_ID");
    if (!id.matches("[0-9A-Za-z._-]{1,40}")) {
      throw new Broken("CASE_ENQUIRY_ID", "is no id");
    }
    Instant opened = row.date("OPEN_DT").orElseThrow(() -> new Broken("OPEN_DT", "is missing"));
    Optional<Instant> target = row.date("TARGET_DT");
    Optional<Instant> closed = row.date("CLOSED_DT");
    if (opened.isAfter(asOf)) {
      throw new Broken("OPEN_DT", "is later than the list itself");
    }
    if (closed.isPresent() && closed.get().isBefore(opened)) {
      throw new Broken("CLOSED_DT", "is before OPEN_DT");
    }
    String status = row.needed("CASE_STATUS");
    if (!status.equals("Open") && !status.equals("Closed")) {
      throw new Broken("CASE_STATUS", "is neither Open nor Closed");
    }
    if (status.equals("Closed") != closed.isPresent()) {
      throw new Broken(
          "CLOSED_DT", closed.isPresent() ? "is there, and the case is Open" : "is missing");
    }
    Case read =
        new Case(
            number,
            id,
            row.needed("TYPE"),
            row.needed("CASE_TITLE"),
            opened,
            target,
            closed,
            onTime(row, target, closed),
            row.text("CLOSURE_REASON"),
            row.text("Department"),
            row.text("Source"),
            place(row));
    if (!ids.add(id)) {
      throw new Broken("CASE_ENQUIRY_ID", "stood in an earlier row already");
    }
    return read;
  }

  /** What the list says must be what its dates say. */
  private OnTime onTime(Cells row, Optional<Instant> target, Optional<Instant> closed)
      throws Broken {
    String said = row.needed("OnTime_Status");
    OnTime computed = OnTime.of(target, closed, asOf);
    if (!said.equals("ONTIME") && !said.equals("OVERDUE")) {
      throw new Broken("OnTime_Status", "is neither ONTIME nor OVERDUE");
    }
    if (!said.equals(computed.name())) {
      throw new Broken("OnTime_Status", "says " + said + ", and its dates say " + computed);
    }
    return computed;
  }

  private static Place place(Cells row) throws Broken {
    Optional<Double> latitude = row.degrees("LATITUDE", 90);
    Optional<Double> longitude = row.degrees("LONGITUDE", 180);
    if (latitude.isPresent() != longitude.isPresent()) {
      throw new Broken(latitude.isPresent() ? "LONGITUDE" : "LATITUDE", "is missing");
    }
    String address = row.text("Location").replaceAll(" {2,}", ", ");
    if (latitude.isEmpty() && address.isEmpty()) {
      throw new Broken("Location", "is missing, and so are the coordinates");
    }
    return new Place(
        address,
        zipcode(row.text("LOCATION_ZIPCODE")),
        row.text("neighborhood"),
        latitude.map(value -> new Point(value, longitude.orElseThrow())));
  }

  /** A spreadsheet has made numbers of them: 2114.0 is 02114. */
  private static String zipcode(String text) throws Broken {
    String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    if (digits.isEmpty()) {
      return "";
    }
    if (!digits.matches("[0-9]{1,5}")) {
      throw new Broken("LOCATION_ZIPCODE", "is no postal code");
    }
    return "0".repeat(5 - digits.length()) + digits;
  }

  /** The cells of a row by the names of their columns. */
  private final class Cells {
    private final String[] cells;

    Cells(String[] cells) {
      this.cells = cells;
    }

    String text(String column) throws Broken {
      String text = cells[columns.indexOf(column)].strip();
      if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
        throw new Broken(column, "has control characters, or more than " + LONGEST);
      }
      return text;
    }

    String needed(String column) throws Broken {
      String text = text(column);
      if (text.isEmpty()) {
        throw new Broken(column, "is missing");
      }
      return text;
    }

    Optional<Instant> date(String column) throws Broken {
      String text = text(column);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(LocalDateTime.parse(text, DATE).atZone(zone).toInstant());
      } catch (DateTimeException e) {
        throw new Broken(column, "is no date like 01/16/2015 12:39:01 PM");
      }
    }

    Optional<Double> degrees(String column, int most) throws Broken {
      String text = text(column);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      if (!text.matches("-?[0-9]{1,3}([.][0-9]{1,12})?")
          || Math.abs(Double.parseDouble(text)) > most) {
        throw new Broken(column, "is no number of degrees");
      }
      return Optional.of(Double.parseDouble(text));
    }
  }
}
