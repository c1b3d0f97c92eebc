package city.urna.verifier.town;

import city.urna.verifier.records.Act;
import city.urna.verifier.records.ContentRef;
import city.urna.verifier.town.Consulting.Anchored;
import city.urna.verifier.town.Consulting.Credential;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Town.Plan;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The golden consultation archive: three scopes of one process, some four hundred acts, and what a
 * verifier must list of them, noted while it is made.
 *
 * <p>{@code ideas} by credential, closed and counted; {@code plan} with comments on paragraphs, one
 * answer each after the close; {@code lamps} with reports by anybody, each owed an answer in ten
 * days, still open.
 */
final class HalfYear {
  static final int RESIDENTS = 12;

  final Town town = new Town("half a year", Plan.ASKING);
  final Consulting city = new Consulting(town);
  final List<byte[]> reports = new ArrayList<>();
  final List<ContentRef> reportTexts = new ArrayList<>();
  final List<byte[]> comments = new ArrayList<>();
  final List<ContentRef> commentTexts = new ArrayList<>();
  final List<byte[]> proposals = new ArrayList<>();
  final List<Anchored> lists = new ArrayList<>();
  final Set<String> overdue = new TreeSet<>();
  final Set<String> late = new TreeSet<>();
  final Set<String> redacted = new TreeSet<>();
  final Set<String> withheld = new TreeSet<>();
  final Set<String> dangling = new TreeSet<>();
  final Set<String> overQuota = new TreeSet<>();
  final Set<String> unchained = new TreeSet<>();
  final Set<String> repeated = new TreeSet<>();
  byte[] firstAnswer = new byte[0];
  List<byte[]> rows = new ArrayList<>();

  static String hex(byte[] content) {
    return HexFormat.of().formatHex(content);
  }

  static String hex(ContentRef ref) {
    return hex(ref.getCommitment().toByteArray());
  }

  HalfYear setUp() {
    city.office("works")
        .office("planning")
        .ask(
            "ideas",
            0,
            Consulting.rule(1, 1, 2, 5_000, 0),
            Consulting.rule(3, 1, 3, 0, 0),
            Consulting.rule(3, 3, 0, 0, 0),
            Consulting.rule(3, 4, 0, 0, 0),
            Consulting.rule(4, 2, 0, 5_000, 0))
        .ask("plan", 20 * Consulting.DAY, Consulting.rule(4, 2, 0, 5_000, 2))
        .ask(
            "lamps",
            10 * Consulting.DAY,
            Consulting.rule(7, 2, 0, 50_000, 1),
            Consulting.rule(8, 2, 0, 5_000, 1));
    new Founding(town).genesis();
    city.process();
    town.trustedScope = "lamps";
    return this;
  }

  /** Proposals, supports up to the quota, a sheet of an officer, a social poll, a count. */
  HalfYear ideas() {
    city.roll("ideas", RESIDENTS);
    byte[] call = city.item("ideas", "call", "category");
    city.open("ideas");
    city.checkpoint();
    List<Credential> residents = new ArrayList<>();
    for (int i = 0; i < RESIDENTS; i++) {
      residents.add(city.credential("ideas", i));
    }
    for (int i = 0; i < 4; i++) {
      proposals.add(
          city.by(
              residents.get(i),
              city.act("ideas", 1, call, 0, city.text("ideas", "Proposal number " + i))));
    }
    byte[] second =
        city.by(
            residents.get(0),
            city.act("ideas", 1, call, 0, city.text("ideas", "Proposal, better"))
                .setReplaces(Town.bytes(proposals.get(0)))
                .addParents(Town.bytes(proposals.get(1))));
    int[] supports = new int[4];
    for (int i = 0; i < RESIDENTS; i++) {
      for (int p = 0; p < 4; p++) {
        byte[] hash =
            city.by(
                residents.get(i),
                city.act("ideas", 3, p == 0 && i > 5 ? second : proposals.get(p), 1));
        if (p == 3) {
          overQuota.add(hex(hash));
        } else {
          supports[p]++;
        }
        if (i == 11 && p == 1) { // withdrawn again; so the fourth is within the quota
          city.by(
              residents.get(i),
              city.act("ideas", 3, proposals.get(1), 0).setReplaces(Town.bytes(hash)));
          supports[1]--;
        }
        if (i == 11 && p == 3) {
          overQuota.remove(hex(hash));
          supports[3]++;
        }
      }
    }
    unchained.add(hex(city.by(residents.get(2), city.act("ideas", 3, proposals.get(0), 1))));
    dangling.add(hex(city.by(residents.get(3), city.act("ideas", 3, town.dice.bytes(32), 1))));
    city.by("planning", "ideas", city.act("ideas", 3, proposals.get(2), 40));
    for (int i = 0; i < 30; i++) {
      city.inPublic("ideas", city.act("ideas", 3, proposals.get(i % 3), 1).setChannel(5));
    }
    for (int i = 0; i < 40; i++) {
      city.inPublic(
          "ideas",
          city.act(
              "ideas",
              4,
              proposals.get(i % 4),
              i % 3,
              city.text("ideas", "What I think of it " + i),
              city.content("ideas", 2, "Resident " + i, i % 2 == 0 ? "" : "private")));
    }
    city.waiting("ideas").stream()
        .flatMap(signed -> refs(signed).stream())
        .filter(ref -> !ref.getWithheld().isEmpty())
        .forEach(ref -> withheld.add(hex(ref)));
    lists.add(city.anchor("ideas", 0));
    city.later(30 * Consulting.DAY);
    city.checkpoint();
    city.close("ideas");
    city.publish("ideas");
    rows = new ArrayList<>();
    rows.add(Consulting.row(call, 1, 1, 0, 4));
    for (int p = 0; p < 4; p++) {
      rows.add(Consulting.row(proposals.get(p), 3, 1, 1, supports[p]));
      for (int value = 0; value < 3; value++) {
        int thisValue = value;
        int thing = p;
        long number =
            IntStream.range(0, 40).filter(i -> i % 4 == thing && i % 3 == thisValue).count();
        rows.add(Consulting.row(proposals.get(p), 4, 2, value, number));
      }
    }
    rows.add(Consulting.row(proposals.get(2), 3, 3, 1, 40));
    city.count("ideas", rows);
    return this;
  }

  private static List<ContentRef> refs(Consulting.Signed signed) {
    try {
      return Act.parseFrom(signed.act().getAct()).getContentsList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Comments on five paragraphs; four are answered after the close, one of them late. */
  HalfYear plan() {
    for (int i = 0; i < 5; i++) {
      city.item("plan", "paragraph-" + i, "paragraph");
    }
    city.open("plan");
    city.checkpoint();
    for (int i = 0; i < 100; i++) {
      ContentRef text = city.text("plan", "Comment " + i);
      commentTexts.add(text);
      comments.add(
          city.inPublic(
              "plan", city.act("plan", 4, city.item("plan", "paragraph-" + i % 5), i % 3, text)));
      if (i % 25 == 24) {
        lists.add(city.anchor("plan", i % 2));
        city.later(Consulting.DAY);
        city.checkpoint();
      }
    }
    city.item("plan", "paragraph-0", "paragraph"); // a new version is the same thing
    city.close("plan");
    city.checkpoint();
    for (int i = 0; i < 3; i++) {
      city.answer("planning", "plan", city.item("plan", "paragraph-" + i), 3);
    }
    city.later(Consulting.DAY);
    city.checkpoint();
    city.later(25 * Consulting.DAY);
    city.answer("planning", "plan", city.item("plan", "paragraph-3"), 4);
    late.add(hex(city.item("plan", "paragraph-3")));
    overdue.add(hex(city.item("plan", "paragraph-4")));
    return this;
  }

  /** Reports; most are answered, some late or never; an appeal; redactions and withholdings. */
  HalfYear lamps() {
    byte[] lamp = city.item("lamps", "lamp", "category");
    city.open("lamps");
    city.checkpoint();
    for (int i = 0; i < 120; i++) {
      ContentRef text = city.text("lamps", "Lamp " + i + " is out");
      ContentRef contact = city.content("lamps", 3, "mailto:r" + i + "@example.org", "private");
      reportTexts.add(text);
      withheld.add(hex(contact));
      reports.add(
          city.inPublic(
              "lamps",
              city.act(
                  "lamps",
                  7,
                  lamp,
                  0,
                  text,
                  contact,
                  city.content("lamps", 4, "{\"lat\":60.1,\"long\":24." + i + "}", ""))));
      if (i % 20 == 19) {
        lists.add(city.anchor("lamps", i / 20 % 3));
        city.later(Consulting.DAY);
        city.checkpoint();
      }
    }
    for (int i = 0; i < 90; i++) {
      byte[] answer = city.answer("works", "lamps", reports.get(i), 3 + i % 5);
      if (i == 0) {
        firstAnswer = answer;
      }
    }
    city.answer("works", "lamps", reports.get(90), 1); // received is no answer
    city.later(Consulting.DAY);
    city.checkpoint();
    byte[] appeal =
        city.inPublic(
            "lamps", city.act("lamps", 8, firstAnswer, 0, city.text("lamps", "It is still out")));
    lists.add(city.anchor("lamps", 1));
    city.later(Consulting.DAY);
    city.checkpoint();
    city.later(30 * Consulting.DAY);
    for (int i = 91; i < 100; i++) {
      city.answer("works", "lamps", reports.get(i), 6);
      late.add(hex(reports.get(i)));
    }
    overdue.add(hex(reports.get(90)));
    overdue.add(hex(appeal));
    for (int i = 100; i < 120; i++) {
      overdue.add(hex(reports.get(i)));
    }
    for (int i : List.of(5, 50, 110)) {
      city.redact("works", "lamps", reports.get(i), reportTexts.get(i));
      redacted.add(hex(reportTexts.get(i)));
    }
    for (int i : List.of(7, 70)) {
      city.withhold("works", "lamps", reports.get(i), reportTexts.get(i));
      withheld.add(hex(reportTexts.get(i)));
    }
    byte[] again = city.inPublic("lamps", Ed.of(town.dice), report(lamp, "Through two gateways"));
    List<byte[]> twice =
        city.waiting("lamps").stream().map(signed -> signed.act().toByteArray()).toList();
    city.anchor("lamps", 0);
    city.anchor("lamps", 1, twice, twice, bend -> bend);
    repeated.add(hex(again));
    city.later(Consulting.DAY);
    city.checkpoint();
    city.later(2 * Consulting.DAY);
    return this;
  }

  Act.Builder report(byte[] lamp, String text) {
    return city.act("lamps", 7, lamp, 0, city.text("lamps", text));
  }

  private static Optional<HalfYear> played = Optional.empty();

  /** The whole of it, made once in a run of the tests and changed by none. */
  static synchronized HalfYear once() {
    if (played.isEmpty()) {
      played = Optional.of(new HalfYear().whole());
    }
    return played.get();
  }

  private HalfYear whole() {
    return setUp().ideas().plan().lamps();
  }
}
