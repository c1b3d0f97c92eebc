package city.urna.client.officer;

import city.urna.client.caselist.BostonFile;
import city.urna.client.caselist.Case.OnTime;
import city.urna.client.caselist.CaseImport;
import city.urna.client.caselist.CaseList;
import city.urna.client.http.CityNode;
import city.urna.client.officer.OfficeOption.Office;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code urna officer import}. */
@Command(
    name = "import",
    description = {
      "Imports cases of another 311 system (Boston's CSV) as reports that the office signs.",
      "Dates are yours to answer for: they are kept as what you assert, beside the ledger's own.",
      "On time or overdue is computed again from them; a row that says otherwise is refused.",
      "Each row's TYPE is the name or id of a category. Tells what was refused: row, field, reason."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:every row was imported", "1:some were refused", "2:unusable as given"})
final class ImportCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private OfficeOption office;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files.")
  private List<Path> files = List.of();

  @Option(
      names = "--zone",
      description = "Time zone of the files' dates (default: ${DEFAULT-VALUE}).")
  private String zone = "America/New_York";

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "When the files were made, as in 2016-02-01T00:00:00Z (default: now).")
  private Optional<Instant> asOf = Optional.empty();

  @Option(
      names = "--source",
      description = "What the list is called in each report (default: ${DEFAULT-VALUE}).")
  private String source = "boston311";

  @Option(
      names = "--report",
      paramLabel = "OUT",
      description = "Also write what became of each row as JSON; an existing file is replaced.")
  private Optional<Path> report = Optional.empty();

  @Option(names = "--dry-run", description = "Only read the files; nothing is sent.")
  private boolean dry;

  @Override
  public Integer call() throws IOException {
    Instant made = asOf.orElseGet(Instant::now);
    ArrayNode all = JSON.createArrayNode();
    boolean whole = true;
    for (Path file : files) {
      CaseList list = BostonFile.read(file, zone(), made);
      CaseImport.Outcome outcome =
          dry ? new CaseImport.Outcome(List.of(), list.refused()) : imported(list);
      print(file, list, outcome);
      all.add(json(file, list, outcome));
      whole &= outcome.refused().isEmpty();
    }
    if (report.isPresent()) {
      Files.writeString(report.get(), all.toPrettyString() + "\n");
    }
    return whole ? 0 : 1;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new OfficerException("no such time zone: " + zone);
    }
  }

  private CaseImport.Outcome imported(CaseList list) {
    Office at = office.open();
    if (at.id().isEmpty()) {
      throw new OfficerException("an office imports; this is a clerk's key");
    }
    return new CaseImport(
            at.view().forum(), at.id(), at.key(), desk(at.node()), source, new SecureRandom())
        .run(list);
  }

  private CaseImport.Desk desk(CityNode node) {
    return new CaseImport.Desk() {
      @Override
      public JsonNode list(String path) {
        return node.list(office.process, path);
      }

      @Override
      public JsonNode act(Bytes call) {
        return node.act(call);
      }

      @Override
      public void decide(Bytes call) {
        node.decide(call);
      }
    };
  }

  private void print(Path file, CaseList list, CaseImport.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s: %d rows, %d %s (%d on time, %d overdue), %d refused%n",
        file,
        list.rows(),
        dry ? list.cases().size() : outcome.imported().size(),
        dry ? "readable" : "imported",
        punctual(list, outcome, OnTime.ONTIME),
        punctual(list, outcome, OnTime.OVERDUE),
        outcome.refused().size());
    outcome
        .refused()
        .forEach(
            row ->
                out.printf(
                    "  row %d%s: %s%n",
                    row.row(), row.field().isEmpty() ? "" : ", " + row.field(), row.reason()));
    out.flush();
  }

  private long punctual(CaseList list, CaseImport.Outcome outcome, OnTime which) {
    return dry
        ? list.punctuality().get(which)
        : outcome.imported().stream().filter(each -> each.from().onTime() == which).count();
  }

  private static ObjectNode json(Path file, CaseList list, CaseImport.Outcome outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.put("file", file.getFileName().toString()).put("rows", list.rows());
    ArrayNode imported = json.putArray("imported");
    outcome
        .imported()
        .forEach(
            each ->
                imported
                    .addObject()
                    .put("row", each.from().row())
                    .put("case", each.from().id())
                    .put("act", each.act().hex())
                    .put("onTime", each.from().onTime().name())
                    .put("answered", each.decision()));
    ArrayNode refused = json.putArray("refused");
    outcome
        .refused()
        .forEach(
            row ->
                refused
                    .addObject()
                    .put("row", row.row())
                    .put("field", row.field())
                    .put("reason", row.reason()));
    return json;
  }
}
