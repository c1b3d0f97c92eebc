package city.urna.verifier.count.export;

import city.urna.verifier.count.Ballots;
import city.urna.verifier.count.Option;
import city.urna.verifier.count.Rank;
import city.urna.verifier.count.Rational;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Ballots as NIST SP 1500-103 cast vote records, version 1.0, one record a ballot with the marks as
 * they were read: ranks, marks or points.
 */
final class CastVoteRecords {
  private static final String CONTEST = "contest-1";
  private static final String ELECTION = "election-1";
  private static final String UNIT = "unit-1";
  private static final String DEVICE = "device-1";

  private final CountedFile counted;
  private final JsonGenerator json;
  private long records;

  private CastVoteRecords(CountedFile counted, JsonGenerator json) {
    this.counted = counted;
    this.json = json;
  }

  static Export of(CountedFile counted, Instant now) {
    switch (counted.election().ballots()) {
      case Ballots.Grades _ -> {
        return new Export.LeftOut("cast vote records have no grades");
      }
      case Ballots.Points points -> {
        if (!points.ballots().stream()
            .flatMap(b -> b.points().values().stream())
            .allMatch(CastVoteRecords::isVotes)) {
          return new Export.LeftOut("cast vote records hold whole numbers of points, none below 0");
        }
      }
      case Ballots.Rankings rankings -> {
        if (rankings.ballots().stream()
            .flatMap(b -> b.ranks().stream())
            .anyMatch(Rank::overvoted)) {
          return new Export.LeftOut(
              "an over-vote that does not say for whom has no marks to record");
        }
      }
      case Ballots.Approvals _ -> {}
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      new CastVoteRecords(counted, json).report(now);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Export.Text(text.append('\n').toString());
  }

  private static boolean isVotes(Rational points) {
    return points.signum() >= 0
        && points.denominator().equals(java.math.BigInteger.ONE)
        && points.numerator().bitLength() < 31;
  }

  private void report(Instant now) throws IOException {
    begin("CVR.CastVoteRecordReport");
    json.writeStringField("Version", "1.0.0");
    json.writeStringField("GeneratedDate", now.toString());
    json.writeStringField("Notes", "Written by urna count from " + counted.source());
    json.writeArrayFieldStart("ReportType");
    json.writeString("other");
    json.writeEndArray();
    json.writeStringField("OtherReportType", "converted from another format");
    json.writeArrayFieldStart("ReportGeneratingDeviceIds");
    json.writeString(DEVICE);
    json.writeEndArray();
    json.writeArrayFieldStart("ReportingDevice");
    begin("CVR.ReportingDevice", DEVICE);
    json.writeStringField("Application", "urna count");
    json.writeEndObject();
    json.writeEndArray();
    json.writeArrayFieldStart("GpUnit");
    begin("CVR.GpUnit", UNIT);
    json.writeStringField("Type", "other");
    json.writeStringField("OtherType", "all who voted");
    json.writeEndObject();
    json.writeEndArray();
    election();
    json.writeArrayFieldStart("CVR");
    switch (counted.election().ballots()) {
      case Ballots.Approvals approvals -> {
        for (Ballots.Approval ballot : approvals.ballots()) {
          for (long i = 0; i < ballot.number(); i++) {
            beginRecord();
            for (int option : ballot.chosen()) {
              mark(option, 1, 0);
            }
            endRecord();
          }
        }
      }
      case Ballots.Points points -> {
        for (Ballots.Pointing ballot : points.ballots()) {
          for (long i = 0; i < ballot.number(); i++) {
            beginRecord();
            for (Map.Entry<Integer, Rational> given : ballot.points().entrySet()) {
              mark(given.getKey(), given.getValue().numerator().intValueExact(), 0);
            }
            endRecord();
          }
        }
      }
      case Ballots.Rankings rankings -> {
        for (Ballots.Ranking ballot : rankings.ballots()) {
          for (long i = 0; i < ballot.number(); i++) {
            beginRecord();
            for (int rank = 0; rank < ballot.ranks().size(); rank++) {
              for (int option : ballot.ranks().get(rank).marked()) {
                mark(option, 1, rank + 1);
              }
            }
            endRecord();
          }
        }
      }
      case Ballots.Grades _ -> throw new IllegalArgumentException("left out above");
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void election() throws IOException {
    List<Option> options = counted.election().ballots().options();
    json.writeArrayFieldStart("Election");
    begin("CVR.Election", ELECTION);
    json.writeStringField("Name", counted.title());
    json.writeStringField("ElectionScopeId", UNIT);
    json.writeArrayFieldStart("Candidate");
    for (int option = 0; option < options.size(); option++) {
      begin("CVR.Candidate", "candidate-" + (option + 1));
      json.writeStringField("Name", options.get(option).id());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("Contest");
    begin("CVR.CandidateContest", CONTEST);
    json.writeStringField("Name", counted.title());
    json.writeNumberField("NumberElected", counted.seats());
    json.writeStringField("VoteVariation", variation());
    json.writeArrayFieldStart("ContestSelection");
    for (int option = 1; option <= options.size(); option++) {
      begin("CVR.CandidateSelection", "selection-" + option);
      json.writeArrayFieldStart("CandidateIds");
      json.writeString("candidate-" + option);
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private String variation() {
    return switch (counted.election().ballots()) {
      case Ballots.Approvals _ -> "approval";
      case Ballots.Points _ -> "cumulative";
      case Ballots.Rankings _ -> "rcv";
      case Ballots.Grades _ -> "range";
    };
  }

  private void beginRecord() throws IOException {
    String id = "ballot-" + ++records;
    begin("CVR.CVR");
    json.writeStringField("ElectionId", ELECTION);
    json.writeStringField("UniqueId", String.valueOf(records));
    json.writeStringField("CurrentSnapshotId", id);
    json.writeArrayFieldStart("CVRSnapshot");
    begin("CVR.CVRSnapshot", id);
    json.writeStringField("Type", "original");
    json.writeArrayFieldStart("CVRContest");
    begin("CVR.CVRContest");
    json.writeStringField("ContestId", CONTEST);
    json.writeArrayFieldStart("CVRContestSelection");
  }

  private void mark(int option, int votes, int rank) throws IOException {
    begin("CVR.CVRContestSelection");
    json.writeStringField("ContestSelectionId", "selection-" + (option + 1));
    json.writeArrayFieldStart("SelectionPosition");
    begin("CVR.SelectionPosition");
    json.writeStringField("HasIndication", "yes");
    json.writeNumberField("NumberVotes", votes);
    if (rank > 0) {
      json.writeNumberField("Rank", rank);
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void endRecord() throws IOException {
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void begin(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("@type", type);
  }

  private void begin(String type, String id) throws IOException {
    begin(type);
    json.writeStringField("@id", id);
  }
}
