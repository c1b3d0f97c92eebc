package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * {@code election-report.json}: the result as a NIST SP 1500-100 election report, version 2, status
 * certified (spec exports §5). A contest for each question, a candidate for each option.
 */
final class NistReport {
  private static final String UNIT = "unit";
  private final CertifiedResult result;

  private NistReport(CertifiedResult result) {
    this.result = result;
  }

  /**
   * The report.
   *
   * @param begun the first day of voting, as the publisher says it: it is not in the record
   * @param ended the last
   */
  static String of(CertifiedResult result, Instant now, LocalDate begun, LocalDate ended) {
    return new NistReport(result).report(now, begun, ended).toPrettyString() + "\n";
  }

  private ObjectNode report(Instant now, LocalDate begun, LocalDate ended) {
    ObjectNode report = typed(JsonNodeFactory.instance.objectNode(), "ElectionReport");
    report.put("Format", "summary-contest").put("GeneratedDate", now.toString());
    report.put("Issuer", result.clerk().name()).put("IssuerAbbreviation", result.clerk().id());
    report.put("SequenceStart", 1).put("SequenceEnd", 1).put("Status", "certified");
    report.put("VendorApplicationId", "urna");
    report.put("Notes", "closed set " + result.closedSet().hash().hex());
    ObjectNode unit = typed(report.putArray("GpUnit").addObject(), "ReportingUnit");
    unit.put("@id", UNIT).put("Type", "other").put("OtherType", "roll");
    ObjectNode election = typed(report.putArray("Election").addObject(), "Election");
    election.put("ElectionScopeId", UNIT);
    election.put("StartDate", begun.toString()).put("EndDate", ended.toString());
    election.put("Type", "other").put("OtherType", "binding vote");
    texts(election.putObject("Name"), result.title());
    ArrayNode ids = election.putArray("ExternalIdentifier");
    identifier(ids, "process", result.process());
    identifier(ids, "scope", result.scope());
    identifier(ids, "election hash", result.election().hex());
    ObjectNode cast = typed(election.putArray("BallotCounts").addObject(), "BallotCounts");
    cast.put("GpUnitId", UNIT).put("Type", "total").put("BallotsCast", result.counted());
    ArrayNode candidates = election.putArray("Candidate");
    ArrayNode contests = election.putArray("Contest");
    for (int number = 1; number <= result.questions().size(); number++) {
      QuestionResult question = result.questions().get(number - 1);
      candidates(candidates, number, question);
      contest(typed(contests.addObject(), "CandidateContest"), number, question);
    }
    return report;
  }

  private void candidates(ArrayNode candidates, int number, QuestionResult question) {
    for (int place = 0; place < question.options().size(); place++) {
      Option option = question.options().get(place);
      ObjectNode candidate = typed(candidates.addObject(), "Candidate");
      candidate.put("@id", id("candidate", number, place));
      texts(candidate.putObject("BallotName"), option.title());
      candidate.put(
          "PostElectionStatus", question.selected().contains(place) ? "winner" : "defeated");
      identifier(candidate.putArray("ExternalIdentifier"), "option", option.id());
    }
  }

  private void contest(ObjectNode contest, int number, QuestionResult question) {
    contest.put("@id", "contest-" + number).put("ElectionDistrictId", UNIT);
    contest.put("Name", question.id()).put("NumberElected", question.selected().size());
    contest.put("VotesAllowed", question.max());
    String rule = question.rule();
    if (rule.equals("plurality") || rule.equals("approval")) {
      contest.put("VoteVariation", rule);
    } else {
      contest.put("VoteVariation", "other").put("OtherVoteVariation", rule);
    }
    texts(contest.putObject("BallotTitle"), question.text());
    ArrayNode selections = contest.putArray("ContestSelection");
    for (int place = 0; place < question.options().size(); place++) {
      ObjectNode selection = typed(selections.addObject(), "CandidateSelection");
      selection.put("@id", id("selection", number, place));
      selection.putArray("CandidateIds").add(id("candidate", number, place));
      ObjectNode votes = typed(selection.putArray("VoteCounts").addObject(), "VoteCounts");
      votes.put("GpUnitId", UNIT).put("Type", "total");
      votes.put("Count", question.options().get(place).votes());
    }
  }

  private static String id(String kind, int question, int place) {
    return kind + "-" + question + "-" + (place + 1);
  }

  private static void identifier(ArrayNode ids, String what, String value) {
    ObjectNode id = typed(ids.addObject(), "ExternalIdentifier");
    id.put("Type", "other").put("OtherType", what).put("Value", value);
  }

  private void texts(ObjectNode node, Map<String, String> texts) {
    ArrayNode list = typed(node, "InternationalizedText").putArray("Text");
    List<String> languages = result.languages();
    for (String language : languages) {
      ObjectNode text = typed(list.addObject(), "LanguageString");
      text.put("Content", texts.get(language)).put("Language", language);
    }
  }

  private static ObjectNode typed(ObjectNode node, String type) {
    return node.put("@type", "ElectionResults." + type);
  }
}
