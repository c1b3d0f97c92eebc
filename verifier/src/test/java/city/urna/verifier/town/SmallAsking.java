package city.urna.verifier.town;

import city.urna.verifier.records.ContentRef;
import city.urna.verifier.town.Consulting.Anchored;
import city.urna.verifier.town.Consulting.Credential;
import city.urna.verifier.town.Town.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Two small consultations of one process, step by step, so that a test can stop, bend and go on:
 * {@code lamps} with three reports, {@code ideas} with three credentials.
 */
final class SmallAsking {
  final Town town;
  final Consulting city;
  byte[] lamp = new byte[0];
  byte[] idea = new byte[0];
  final List<byte[]> reports = new ArrayList<>();
  final List<ContentRef> texts = new ArrayList<>();
  final List<ContentRef> contacts = new ArrayList<>();
  final List<Credential> credentials = new ArrayList<>();
  Anchored list = new Anchored(new byte[0], List.of());

  SmallAsking(String seed) {
    town = new Town(seed, Plan.ASKING);
    city = new Consulting(town);
    town.trustedScope = "lamps";
  }

  SmallAsking define() {
    city.office("works")
        .ask(
            "lamps",
            10 * Consulting.DAY,
            Consulting.rule(4, 2, 0, 5_000, 0),
            Consulting.rule(7, 2, 0, 5_000, 1),
            Consulting.rule(8, 2, 0, 5_000, 1))
        .ask(
            "ideas",
            0,
            Consulting.rule(3, 1, 2, 0, 0),
            Consulting.rule(3, 3, 0, 0, 0),
            Consulting.rule(4, 1, 5, 5_000, 0));
    new Founding(town).genesis();
    city.process();
    lamp = city.item("lamps", "lamp", "category");
    idea = city.item("ideas", "idea", "proposal");
    city.roll("ideas", 3);
    return this;
  }

  SmallAsking open() {
    city.open("lamps");
    city.open("ideas");
    city.checkpoint();
    return this;
  }

  /** Signs three reports, which wait for their anchor. */
  SmallAsking write() {
    for (int i = 0; i < 3; i++) {
      texts.add(city.text("lamps", "Lamp " + i + " is out"));
      contacts.add(city.content("lamps", 3, "mailto:r" + i + "@example.org", "private"));
      reports.add(
          city.inPublic("lamps", city.act("lamps", 7, lamp, 0, texts.get(i), contacts.get(i))));
    }
    return this;
  }

  SmallAsking report() {
    write();
    list = city.anchor("lamps", 0);
    return day();
  }

  /** A day passes, and a checkpoint is recorded. */
  SmallAsking day() {
    city.later(Consulting.DAY);
    city.checkpoint();
    return this;
  }

  /** An answer, a redaction, a withholding. */
  SmallAsking decide() {
    city.answer("works", "lamps", reports.get(0), 6);
    city.redact("works", "lamps", reports.get(1), texts.get(1));
    city.withhold("works", "lamps", reports.get(2), texts.get(2));
    return this;
  }

  SmallAsking support() {
    for (int i = 0; i < 3; i++) {
      credentials.add(city.credential("ideas", i));
      city.by(credentials.get(i), city.act("ideas", 3, idea, 1));
    }
    city.by(credentials.get(0), city.act("ideas", 4, idea, 1, city.text("ideas", "I like it")));
    return this;
  }

  SmallAsking close() {
    city.close("ideas");
    city.publish("ideas");
    return this;
  }

  List<byte[]> rows() {
    return List.of(Consulting.row(idea, 3, 1, 1, 3), Consulting.row(idea, 4, 1, 1, 1));
  }

  SmallAsking count() {
    city.count("ideas", rows());
    return this;
  }

  SmallAsking whole() {
    return define().open().report().decide().support().close().count().day();
  }
}
