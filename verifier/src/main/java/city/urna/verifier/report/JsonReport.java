package city.urna.verifier.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a report as JSON ({@code schemas/verdict.schema.json}). */
public final class JsonReport {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  /** Writes a file, UTF-8, line feed at the end; replaces one that is there. */
  public static void write(Report report, Path path) throws IOException {
    Files.writeString(path, JSON.writeValueAsString(of(report)) + "\n");
  }

  /** The report as a tree. */
  public static ObjectNode of(Report report) {
    ObjectNode root = JSON.createObjectNode();
    root.put("verdict", report.verdict().text());
    texts(root.putArray("reservations"), report.reservations());
    texts(root.putArray("notes"), report.notes());
    ArrayNode checks = root.putArray("checks");
    for (Finding finding : report.findings()) {
      checks
          .addObject()
          .put("id", finding.id())
          .put("title", finding.title())
          .put("status", finding.status().text())
          .put("count", finding.count())
          .put("evidence", finding.evidence());
    }
    root.put("electionHash", report.electionHash());
    root.put("closedSet", report.closedSet());
    root.putObject("ballots")
        .put("recorded", report.ballots().recorded())
        .put("counted", report.ballots().counted())
        .put("superseded", report.ballots().superseded())
        .put("unchained", report.ballots().unchained());
    ArrayNode questions = root.putArray("questions");
    report.questions().forEach(outcome -> question(questions.addObject(), outcome));
    ObjectNode coalitions = root.putObject("coalitions");
    lock(coalitions, "eligibility", report.coalitions().eligibility());
    lock(coalitions, "anonymity", report.coalitions().anonymity());
    lock(coalitions, "secrecy", report.coalitions().secrecy());
    lock(coalitions, "log", report.coalitions().log());
    ObjectNode bound = root.putObject("stuffingBound");
    report.stuffingBound().forEach(bound::put);
    return root;
  }

  private static void question(ObjectNode node, Outcome outcome) {
    node.put("id", outcome.id()).put("method", outcome.method()).put("rule", outcome.rule());
    ArrayNode options = node.putArray("options");
    for (Outcome.Option option : outcome.options()) {
      options
          .addObject()
          .put("id", option.id())
          .put("label", option.label())
          .put("votes", option.votes())
          .put("selected", option.selected());
    }
    node.put("blank", outcome.blank());
  }

  private static void lock(
      ObjectNode coalitions, String name, List<Coalitions.Coalition> breaking) {
    if (breaking.isEmpty()) {
      return;
    }
    ArrayNode list = coalitions.putArray(name);
    for (Coalitions.Coalition coalition : breaking) {
      ObjectNode node = list.addObject().put("how", coalition.how());
      ArrayNode members = node.putArray("members");
      for (Coalitions.Members group : coalition.members()) {
        ObjectNode member = members.addObject();
        texts(member.putArray("of"), group.of());
        member.put("count", group.count());
      }
      node.put("fewestOperators", coalition.fewestOperators());
    }
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
