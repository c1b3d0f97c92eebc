package city.urna.bench.city;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The template of service reports: half a year of it. Answers are due within thirty days. */
final class Services {
  static final String PROCESS = "city-services";
  static final String SCOPE = "services";
  private static final int DUE = 30;
  private static final int RESOLVED = 6;
  private static final int REJECTED = 4;
  private static final int RECEIVED = 1;

  final Founding founding;
  final Script script;
  private final Municipality city;
  private final int factor;
  private final List<String> waiting = new ArrayList<>();
  private final List<String> imported = new ArrayList<>();

  Services(Municipality city, Size size) {
    this.city = city;
    this.factor = size.factor();
    this.founding = new Founding(city, "reports", PROCESS, Card.Role.CLERK, Card.Role.OFFICE);
    this.script = new Script(city, PROCESS, 1);
    founding.open(SCOPE);
  }

  /** A day's reports; two in seven keep name or contact from the public. */
  void reports(int day) {
    String lamps = script.item(SCOPE, "street-light");
    String holes = script.item(SCOPE, "pothole");
    List<String> reports =
        script.asking(SCOPE, 7 * factor, day, DUE, i -> report(i, i % 2 == 0 ? lamps : holes));
    for (int i = 0; i < reports.size(); i++) {
      if (i % 7 == 1) {
        script.keptBack(SCOPE, reports.get(i), "contact");
      } else if (i % 7 == 2) {
        script.keptBack(SCOPE, reports.get(i), "name");
      }
    }
    waiting.addAll(reports);
  }

  private static JsonNode report(int i, String category) {
    ObjectNode report = Script.on("report", category, "Something is broken, number " + i);
    report.putObject("place").put("lat", 53.5 + i * 0.0001).put("long", 9.9).put("address", "Quay");
    if (i % 2 != 0) {
      report.putObject("answers").putObject("attributes").put("size", "large");
    }
    if (i % 7 == 1) {
      report.put("contact", "mailto:resident" + i + "@example.org");
    }
    if (i % 7 == 2) {
      report.put("name", "Resident " + i).putArray("withhold").add("name");
    }
    return report;
  }

  /** Answers all that wait but every seventh; of those every other is only received. */
  void answers(int day) {
    List<String> answered = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      (i % 7 == 6 ? left : answered).add(waiting.get(i));
    }
    script.answer(SCOPE, answered, day, RESOLVED, "Mended.");
    for (int i = 0; i < left.size(); i += 2) {
      script.desk.answer(SCOPE, left.get(i), RECEIVED, "");
    }
    waiting.clear();
    forgotten.addAll(left);
  }

  private final List<String> forgotten = new ArrayList<>();

  /** What was left lying is answered at last, but for every other. */
  void late(int day) {
    List<String> late = new ArrayList<>();
    for (int i = 0; i < forgotten.size(); i += 2) {
      late.add(forgotten.get(i));
    }
    script.answer(SCOPE, late, day, RESOLVED, "Mended at last.");
    forgotten.removeAll(late);
  }

  /** A report is rejected, its author appeals against the answer, and is heard. */
  void appeal(int day, int answered) {
    String lamps = script.item(SCOPE, "street-light");
    String report = script.asking(SCOPE, 1, day, DUE, i -> report(0, lamps)).getFirst();
    String decision = script.desk.answer(SCOPE, report, REJECTED, "Not the city's lamp.");
    script.noted(SCOPE).debts.answered(report, day);
    List<String> appeal =
        script.asking(
            SCOPE,
            1,
            day,
            DUE,
            i -> Script.on("complaint", decision, "It has the city's number on it."));
    city.day(answered);
    script.answer(SCOPE, appeal, answered, RESOLVED, "You are right: mended.");
  }

  /** Neighbours comment on what was reported; one is redacted, one withheld. */
  void comments(String report) {
    List<String> comments =
        script.crowd(
            SCOPE, 6 * factor, i -> Script.on("comment", report, "I see it too, says " + i));
    script.redact(SCOPE, comments.get(1), "text", "insults a third person");
    script.withhold(SCOPE, comments.get(2), "text", "being looked at");
  }

  String report(int number) {
    return forgotten.isEmpty() ? waiting.get(number) : forgotten.getFirst();
  }

  /** Categories for the cases of another system, and the cases by the command. */
  void imports(int day, List<Path> files, Instant asOf, List<String> types) throws IOException {
    for (String type : types) {
      String id = type.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]+", "-");
      city.by(
              "clerk-clerk",
              "clerk item",
              "--process",
              PROCESS,
              "--scope",
              SCOPE,
              "--id",
              id,
              "--role",
              "category",
              "--title",
              "en=" + type)
          .is(0);
    }
    Path told = city.folder.resolve("import.json");
    List<String> words =
        new ArrayList<>(
            List.of(
                "--process",
                PROCESS,
                "--scope",
                SCOPE,
                "--as-of",
                asOf.toString(),
                "--report",
                told.toString()));
    files.forEach(file -> words.add(file.toString()));
    city.by("office-works", "officer import", words.toArray(String[]::new)).is(0);
    for (JsonNode file : Site.JSON.readTree(Files.readAllBytes(told))) {
      for (JsonNode row : file.path("imported")) {
        String act = row.path("act").asText();
        script.counted(SCOPE);
        script.noted(SCOPE).debts.owe(act, day, DUE);
        onTime.merge(row.path("onTime").asText(), 1, Integer::sum);
        if (row.path("answered").asBoolean()) {
          script.noted(SCOPE).debts.answered(act, day);
        } else {
          imported.add(act);
        }
      }
    }
  }

  /** How many of the imported cases were on time, how many not, by what the import says. */
  final java.util.Map<String, Integer> onTime = new java.util.TreeMap<>();

  /** Of the imported cases that are open every other is answered. */
  void importsAnswered(int day) {
    List<String> answered = new ArrayList<>();
    for (int i = 0; i < imported.size(); i += 2) {
      answered.add(imported.get(i));
    }
    script.answer(SCOPE, answered, day, RESOLVED, "Done.");
  }
}
