package city.urna.verifier.count.export;

import city.urna.verifier.count.Amount;
import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Count;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Round;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The count as a NIST SP 1500-100 election report, version 2: one contest, one candidate for each
 * option, what each had in every round and at the end.
 */
final class ElectionReport {
  private static final String PREFIX = "ElectionResults.";
  private static final String UNIT = "unit-1";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final CountedFile counted;
  private final Count count;

  private ElectionReport(CountedFile counted) {
    this.counted = counted;
    this.count = counted.count();
  }

  static Export of(CountedFile counted, Instant now) {
    ObjectNode report = new ElectionReport(counted).report(now);
    try {
      return new Export.Text(
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of texts and numbers is always written", impossible);
    }
  }

  private ObjectNode report(Instant now) {
    String today = now.atZone(ZoneOffset.UTC).toLocalDate().toString();
    ObjectNode report = typed(MAPPER.createObjectNode(), "ElectionReport");
    report.put("Format", "summary-contest").put("GeneratedDate", now.toString());
    report.put("Issuer", "urna count").put("IssuerAbbreviation", "urna");
    report.put("SequenceStart", 1).put("SequenceEnd", 1);
    report.put("Status", "unofficial-complete").put("VendorApplicationId", "urna");
    report.put(
        "Notes",
        "Counted by "
            + count.method()
            + " from "
            + counted.source()
            + ", which does not say when it was held: the dates are those of the count.");
    ObjectNode unit = typed(report.putArray("GpUnit").addObject(), "ReportingUnit");
    unit.put("@id", UNIT).put("Type", "other").put("OtherType", "all who voted");
    ObjectNode election = typed(report.putArray("Election").addObject(), "Election");
    election.put("ElectionScopeId", UNIT).put("StartDate", today).put("EndDate", today);
    election.put("Type", "other").put("OtherType", "counted from a file of ballots");
    text(election.putObject("Name"), counted.title());
    ObjectNode cast = typed(election.putArray("BallotCounts").addObject(), "BallotCounts");
    cast.put("GpUnitId", UNIT).put("Type", "total");
    cast.put("BallotsCast", counted.election().ballots().size());
    candidates(election.putArray("Candidate"));
    contest(typed(election.putArray("Contest").addObject(), "CandidateContest"));
    return report;
  }

  private void candidates(ArrayNode candidates) {
    for (int option = 0; option < count.options().size(); option++) {
      Option named = count.options().get(option);
      ObjectNode candidate = typed(candidates.addObject(), "Candidate");
      candidate.put("@id", "candidate-" + (option + 1));
      text(candidate.putObject("BallotName"), named.name());
      candidate.put("PostElectionStatus", count.winners().contains(option) ? "winner" : "defeated");
      ObjectNode id =
          typed(candidate.putArray("ExternalIdentifier").addObject(), "ExternalIdentifier");
      id.put("Type", "other").put("OtherType", "option id").put("Value", named.id());
    }
  }

  private void contest(ObjectNode contest) {
    contest.put("@id", "contest-1").put("ElectionDistrictId", UNIT);
    contest.put("Name", counted.title()).put("NumberElected", count.winners().size());
    contest.put("VotesAllowed", mostMarks());
    contest.put("VoteVariation", variation());
    if (variation().equals("other")) {
      contest.put("OtherVoteVariation", count.method());
    }
    ArrayNode selections = contest.putArray("ContestSelection");
    boolean byRounds = count.rounds().size() > 1 && counted.election().budget().isEmpty();
    for (int option = 0; option < count.options().size(); option++) {
      ObjectNode selection = typed(selections.addObject(), "CandidateSelection");
      selection.put("@id", "selection-" + (option + 1));
      selection.putArray("CandidateIds").add("candidate-" + (option + 1));
      ArrayNode counts = selection.putArray("VoteCounts");
      for (int round = 0; byRounds && round < count.rounds().size(); round++) {
        Round one = count.rounds().get(round);
        if (one.tally(option).isPresent()) {
          votes(counts, one.tally(option).get()).put("Round", round + 1);
        }
      }
      votes(counts, count.tallies().get(option));
    }
  }

  private static ObjectNode votes(ArrayNode counts, Amount amount) {
    ObjectNode votes = typed(counts.addObject(), "VoteCounts");
    votes.put("GpUnitId", UNIT).put("Type", "total");
    return votes.put("Count", new BigDecimal(amount.toString()));
  }

  /** The most options that any ballot marks. */
  private int mostMarks() {
    return switch (counted.election().ballots()) {
      case Ballots.Approvals approvals ->
          approvals.ballots().stream().mapToInt(b -> b.chosen().size()).max().orElse(1);
      case Ballots.Points points ->
          points.ballots().stream().mapToInt(b -> b.points().size()).max().orElse(1);
      case Ballots.Rankings rankings ->
          rankings.ballots().stream().mapToInt(b -> b.ranks().size()).max().orElse(1);
      case Ballots.Grades grades -> grades.options().size();
    };
  }

  private String variation() {
    return switch (count.method()) {
      case "plurality", "approval", "borda" -> count.method();
      case "score" -> "range";
      case "irv", "stv-scottish", "stv-wigm", "stv-meek" -> "rcv";
      default -> count.method().toLowerCase(Locale.ROOT).startsWith("rctab") ? "rcv" : "other";
    };
  }

  private static void text(ObjectNode node, String content) {
    typed(node, "InternationalizedText");
    ObjectNode text = typed(node.putArray("Text").addObject(), "LanguageString");
    text.put("Content", content).put("Language", "und");
  }

  private static ObjectNode typed(ObjectNode node, String type) {
    return node.put("@type", PREFIX + type);
  }
}
