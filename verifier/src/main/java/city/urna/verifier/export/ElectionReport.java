package city.urna.verifier.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code election-report.json}, a NIST SP 1500-100 report, against the record (spec exports §5).
 * When it was made and on which days was voted is the publisher's word: no record says it.
 */
final class ElectionReport {
  private static final String UNIT = "unit";

  private final Certified certified;

  private ElectionReport(Certified certified) {
    this.certified = certified;
  }

  static void check(String text, Certified certified, Faults faults) {
    Optional<JsonNode> read = Json.read(text).filter(JsonNode::isObject);
    if (read.isEmpty()) {
      faults.add("it is no JSON object, or has a key twice");
      return;
    }
    JsonNode export = read.get();
    ObjectNode expected = new ElectionReport(certified).expected();
    copyWord(export, expected, "GeneratedDate");
    ObjectNode election = (ObjectNode) expected.path("Election").get(0);
    copyWord(export.path("Election").path(0), election, "StartDate");
    copyWord(export.path("Election").path(0), election, "EndDate");
    Json.compare("", expected, export, faults);
  }

  /** A date that the publisher states; any, if it begins like one. */
  private static void copyWord(JsonNode export, ObjectNode expected, String field) {
    String word = export.path(field).asText();
    boolean date = word.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?");
    expected.put(field, date ? word : "a date");
  }

  private ObjectNode expected() {
    ObjectNode report = typed(Json.object(), "ElectionReport").put("Format", "summary-contest");
    report.put("Issuer", certified.clerk().name());
    report.put("IssuerAbbreviation", certified.clerk().id());
    report.put("SequenceStart", 1).put("SequenceEnd", 1).put("Status", "certified");
    report.put("VendorApplicationId", "urna");
    report.put("Notes", "closed set " + certified.closedSet().hex());
    typed(report.putArray("GpUnit").addObject(), "ReportingUnit")
        .put("@id", UNIT)
        .put("Type", "other")
        .put("OtherType", "roll");
    ObjectNode election = typed(report.putArray("Election").addObject(), "Election");
    election.put("ElectionScopeId", UNIT).put("Type", "other").put("OtherType", "binding vote");
    texts(election.putObject("Name"), certified.title());
    ArrayNode ids = election.putArray("ExternalIdentifier");
    identifier(ids, "process", certified.process());
    identifier(ids, "scope", certified.scope());
    identifier(ids, "election hash", certified.election().hex());
    typed(election.putArray("BallotCounts").addObject(), "BallotCounts")
        .put("GpUnitId", UNIT)
        .put("Type", "total")
        .put("BallotsCast", certified.counted());
    ArrayNode candidates = election.putArray("Candidate");
    ArrayNode contests = election.putArray("Contest");
    int number = 0;
    for (Certified.Question question : certified.questions()) {
      number++;
      contest(contests.addObject(), number, question);
      int place = 0;
      for (Certified.Option option : question.options()) {
        ObjectNode candidate = typed(candidates.addObject(), "Candidate");
        candidate.put("@id", "candidate-" + number + "-" + ++place);
        texts(candidate.putObject("BallotName"), option.title());
        candidate.put("PostElectionStatus", question.selects(option) ? "winner" : "defeated");
        identifier(candidate.putArray("ExternalIdentifier"), "option", option.id());
      }
    }
    return report;
  }

  private void contest(ObjectNode contest, int number, Certified.Question question) {
    typed(contest, "CandidateContest").put("@id", "contest-" + number);
    contest.put("ElectionDistrictId", UNIT).put("Name", question.id());
    contest.put("NumberElected", question.selected().size()).put("VotesAllowed", question.max());
    if (List.of("plurality", "approval").contains(question.rule())) {
      contest.put("VoteVariation", question.rule());
    } else {
      contest.put("VoteVariation", "other").put("OtherVoteVariation", question.rule());
    }
    texts(contest.putObject("BallotTitle"), question.text());
    ArrayNode selections = contest.putArray("ContestSelection");
    int place = 0;
    for (Certified.Option option : question.options()) {
      String name = number + "-" + ++place;
      ObjectNode selection = typed(selections.addObject(), "CandidateSelection");
      selection.put("@id", "selection-" + name).putArray("CandidateIds").add("candidate-" + name);
      typed(selection.putArray("VoteCounts").addObject(), "VoteCounts")
          .put("GpUnitId", UNIT)
          .put("Type", "total")
          .put("Count", option.votes());
    }
  }

  private static void identifier(ArrayNode ids, String what, String value) {
    typed(ids.addObject(), "ExternalIdentifier")
        .put("Type", "other")
        .put("OtherType", what)
        .put("Value", value);
  }

  private void texts(ObjectNode node, Map<String, String> texts) {
    ArrayNode list = typed(node, "InternationalizedText").putArray("Text");
    for (String language : certified.languages()) {
      typed(list.addObject(), "LanguageString")
          .put("Content", texts.get(language))
          .put("Language", language);
    }
  }

  private static ObjectNode typed(ObjectNode node, String type) {
    return node.put("@type", "ElectionResults." + type);
  }
}
