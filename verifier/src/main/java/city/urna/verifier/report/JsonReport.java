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
    consultation(root.putObject("consultation"), report.consultation());
    return root;
  }

  private static void consultation(ObjectNode node, Consultation consultation) {
    node.put("asOf", consultation.asOf()).put("checkpoints", consultation.checkpoints());
    ArrayNode scopes = node.putArray("scopes");
    consultation.scopes().forEach(scope -> scope(scopes.addObject(), scope));
  }

  private static void scope(ObjectNode node, Consultation.Scope scope) {
    node.put("id", scope.id())
        .put("state", scope.state())
        .put("items", scope.items())
        .put("anchors", scope.anchors())
        .put("decisions", scope.decisions());
    ArrayNode acts = node.putArray("acts");
    for (Consultation.Acts each : scope.acts()) {
      acts.addObject()
          .put("type", each.type())
          .put("identity", each.identity())
          .put("recorded", each.recorded())
          .put("standing", each.standing());
    }
    ArrayNode counts = node.putArray("counts");
    for (Consultation.Count each : scope.counts()) {
      counts
          .addObject()
          .put("target", each.target())
          .put("type", each.type())
          .put("identity", each.identity())
          .put("value", each.value())
          .put("number", each.number());
    }
    Consultation.Answers answers = scope.answers();
    node.put("owed", answers.owed())
        .put("answered", answers.answered())
        .put("waiting", answers.waiting());
    due(node.putArray("late"), answers.late());
    due(node.putArray("overdue"), answers.overdue());
    node.put("shown", scope.contents().shown());
    hidden(node.putArray("redacted"), scope.contents().redacted());
    hidden(node.putArray("withheld"), scope.contents().withheld());
    texts(node.putArray("dangling"), scope.aside().dangling());
    texts(node.putArray("overQuota"), scope.aside().overQuota());
    texts(node.putArray("repeated"), scope.aside().repeated());
    texts(node.putArray("unchained"), scope.aside().unchained());
    texts(node.putArray("danglingDecisions"), scope.aside().danglingDecisions());
  }

  private static void due(ArrayNode list, List<Consultation.Due> all) {
    for (Consultation.Due each : all) {
      list.addObject()
          .put("act", each.act())
          .put("due", each.due())
          .put("answered", each.answered());
    }
  }

  private static void hidden(ArrayNode list, List<Consultation.Hidden> all) {
    for (Consultation.Hidden each : all) {
      list.addObject()
          .put("commitment", each.commitment())
          .put("of", each.of())
          .put("by", each.by())
          .put("decision", each.decision())
          .put("reason", each.reason());
    }
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
