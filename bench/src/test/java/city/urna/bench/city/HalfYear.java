package city.urna.bench.city;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Half a year of a fictional city, day by day: three templates from their beginning to their end.
 */
final class HalfYear {
  static final int LAST_DAY = 182;

  final Municipality city;
  final District district;
  final Hearing hearing;
  final Services services;

  HalfYear(Municipality city, Size size) {
    this.city = city;
    this.district = new District(city, size);
    this.hearing = new Hearing(city, size);
    this.services = new Services(city, size);
  }

  /**
   * Plays it.
   *
   * @param cases another system's, to be imported on the thirtieth day
   */
  HalfYear play(List<Path> cases, Instant asOf, List<String> types) throws Exception {
    city.day(2);
    district.propose(2);
    hearing.comments();
    services.reports(2);
    city.day(9);
    district.propose(9);
    district.workshop(9);
    services.answers(9);
    services.reports(9);
    city.day(12);
    hearing.complaint(12, 14);
    district.appeal(14, 20);
    services.appeal(20, 21);
    district.endProposing();
    district.support();
    city.day(25);
    district.decide(25);
    services.answers(25);
    services.comments(services.report(0));
    city.day(30);
    services.reports(30);
    services.imports(30, cases, asOf, types);
    city.day(40);
    district.endSupport();
    district.amend();
    hearing.comments();
    city.day(56);
    district.debate();
    services.importsAnswered(56);
    services.answers(56);
    city.day(60);
    hearing.close(60);
    services.late(60);
    city.day(75);
    district.endDebate();
    district.decideLate(75);
    district.options();
    district.voting.ceremony();
    district.voting.vote();
    city.day(80);
    hearing.first(80);
    services.reports(80);
    JsonNode result = district.voting.certify();
    district.voting.check(result);
    city.day(95);
    district.followUp(95);
    services.answers(95);
    city.day(110);
    district.followUpAnswers(110);
    city.day(120);
    hearing.second(120);
    services.reports(120);
    city.day(150);
    district.followUp(150);
    services.late(150);
    city.day(170);
    services.reports(170);
    district.followUp(170);
    city.day(LAST_DAY);
    return this;
  }

  List<Script> scripts() {
    return List.of(district.script, hearing.script, services.script);
  }

  long acts() {
    return scripts().stream().mapToLong(script -> script.acts.get()).sum();
  }
}
