package city.urna.bench.city;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The template of participation: propose, support, amend, debate, vote, decide, follow up. */
final class District {
  static final String PROCESS = "our-district-2027";
  private static final String STYLE = "district";
  private static final int DUE = 60;
  private static final int FOLLOW_UP_DUE = 30;
  private static final int ACCEPTED = 3;
  private static final int REJECTED = 4;
  private static final int RESOLVED = 6;
  private static final int QUOTA = 5;

  final Founding founding;
  final Script script;
  final Voting voting;
  private final Municipality city;
  private final Size size;
  private final List<String> proposals = new ArrayList<>();
  private final List<String> follow = new ArrayList<>();

  District(Municipality city, Size size) {
    this.city = city;
    this.size = size;
    this.founding =
        new Founding(
            city,
            "participation",
            PROCESS,
            Card.Role.CLERK,
            Card.Role.REGISTRAR,
            Card.Role.ISSUER,
            Card.Role.TRUSTEE,
            Card.Role.OFFICE);
    this.script = new Script(city, PROCESS, 3);
    this.voting = new Voting(city, founding, size);
    founding.open("propose");
  }

  void propose(int day) {
    String green = script.item("propose", "green");
    proposals.addAll(
        script.asking(
            "propose",
            6 * size.factor(),
            day,
            DUE,
            i -> {
              ObjectNode act = Script.on("propose", green, "Proposal of day " + day + ", " + i);
              return i % 3 == 0 ? act.put("name", "Neighbour " + i) : act;
            }));
    script.crowd(
        "propose",
        3 * size.factor(),
        i -> Script.on("co-sign", proposals.get(i % proposals.size()), "").put("value", 1));
  }

  /** What was said in a workshop, entered by the office. */
  void workshop(int day) {
    String act =
        city.by(
                "office-works",
                "officer enter",
                "--process",
                PROCESS,
                "--scope",
                "propose",
                "--type",
                "propose",
                "--channel",
                "booth",
                "--on",
                script.item("propose", "streets"),
                "--text",
                "From the workshop: slower cars")
            .is(0)
            .hash("Act");
    script.counted("propose");
    script.noted("propose").debts.owe(act, day, DUE);
    proposals.add(act);
  }

  /** A proposal is rejected early; its author appeals; the appeal is answered. */
  void appeal(int day, int answered) {
    String rejected = proposals.getLast();
    String decision = script.desk.answer("propose", rejected, REJECTED, "Not the city's to do.");
    script.noted("propose").debts.answered(rejected, day);
    List<String> appeal =
        script.asking(
            "propose",
            1,
            day,
            DUE,
            i -> Script.on("complaint", decision, "The square is the city's."));
    city.day(answered);
    script.answer("propose", appeal, answered, ACCEPTED, "It is; we look at it again.");
  }

  void endProposing() {
    founding.close("propose");
  }

  /** All but the first two, and the one that was answered before. */
  void decide(int day) {
    script.answer(
        "propose", proposals.subList(2, proposals.size() - 1), day, ACCEPTED, "It can be done.");
  }

  void decideLate(int day) {
    script.answer("propose", List.of(proposals.getFirst()), day, REJECTED, "Too dear.");
  }

  /** One voice a person: five each, one more by the first, one taken back by the second. */
  void support() throws Exception {
    List<Path> codes = founding.roll("support", STYLE, size.voters());
    founding.open("support");
    List<Path> wallets = voting.wallets("support", codes);
    script.atOnce(
        wallets.size(),
        voter -> {
          for (int i = 0; i < QUOTA; i++) {
            support(wallets.get(voter), proposals.get((voter + i) % proposals.size()));
          }
          return voter;
        });
    String over = support(wallets.getFirst(), proposals.get(QUOTA));
    script.noted("support").overQuota.add(over);
    support(wallets.get(1), proposals.get(1), "--withdraw");
    city.by(
            "office-works",
            "officer enter",
            "--process",
            PROCESS,
            "--scope",
            "support",
            "--type",
            "support",
            "--channel",
            "paper",
            "--on",
            proposals.getFirst(),
            "--people",
            "40")
        .is(0);
    script.counted("support");
  }

  private String support(Path wallet, String proposal, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("--process", PROCESS, "--scope", "support", "--on", proposal, "--wallet"));
    words.add(wallet.toString());
    words.addAll(
        List.of("--receipt", wallet.resolveSibling(wallet.getFileName() + ".receipt").toString()));
    words.addAll(List.of(more));
    script.counted("support");
    return city.anybody("voter support", words.toArray(String[]::new)).is(0).hash("Act");
  }

  void endSupport() {
    founding.close("support");
    voting.awaitLists("support");
    count("support");
  }

  private void count(String scope) {
    city.by("office-works", "officer count", "--process", PROCESS, "--scope", scope).is(0);
  }

  /** Two proposals become one, by anybody, as JSON. */
  void amend() {
    founding.open("amend");
    List<String> merged =
        script.crowd(
            "amend",
            size.factor(),
            i -> {
              ObjectNode act = Script.act("propose").put("text", "Both in one, number " + i);
              act.putArray("parents").add(proposals.get(0)).add(proposals.get(i + 1));
              return act;
            });
    script.crowd(
        "amend", size.factor(), i -> Script.on("co-sign", merged.get(i), "").put("value", 1));
  }

  void debate() {
    founding.close("amend");
    founding.open("debate");
    List<String> comments =
        script.crowd(
            "debate",
            15 * size.factor(),
            i ->
                Script.on("comment", proposals.get(i % 6), "For and against, number " + i)
                    .put("value", i % 3));
    script.crowd(
        "debate",
        6 * size.factor(),
        i -> Script.on("opinion", comments.get(i % comments.size()), "").put("value", 1 + i % 3));
    script.crowd(
        "debate",
        6 * size.factor(),
        i ->
            Script.on("opinion", proposals.get(i % 6), "")
                .put("channel", "social")
                .put("value", 1 + i % 2));
    String meeting = script.item("debate", "meeting");
    script.crowd(
        "debate", 2 * size.factor(), i -> Script.on("attendance", meeting, "").put("value", 1));
    script.redact("debate", comments.get(4), "text", "insults a third person");
    String nothing =
        script.publicly("debate", Script.on("opinion", "ab".repeat(32), "").put("value", 1));
    script.noted("debate").dangling.add(nothing);
  }

  void endDebate() {
    founding.close("debate");
    count("debate");
  }

  /** What was proposed becomes what is voted on, and says where it comes from. */
  void options() {
    for (int i = 0; i < 3; i++) {
      city.by(
              "clerk-clerk",
              "clerk item",
              "--process",
              PROCESS,
              "--scope",
              "vote",
              "--question",
              "projects",
              "--id",
              "project-" + i,
              "--title",
              "en=Project " + i,
              "--cost",
              Integer.toString(60_000 + 20_000 * i),
              "--source",
              proposals.get(i))
          .is(0);
    }
  }

  void followUp(int day) {
    if (follow.isEmpty()) {
      founding.open("follow-up");
    }
    String progress = script.item("follow-up", "progress");
    follow.addAll(
        script.asking(
            "follow-up",
            3 * size.factor(),
            day,
            FOLLOW_UP_DUE,
            i -> Script.on("report", progress, "How it comes on, day " + day + ", " + i)));
    JsonNode comment = Script.on("comment", follow.getFirst(), "We have seen it too");
    script.publicly("follow-up", comment);
  }

  /** Every third stays without an answer. */
  void followUpAnswers(int day) {
    List<String> answered = new ArrayList<>();
    for (int i = 0; i < follow.size(); i++) {
      if (i % 3 != 2) {
        answered.add(follow.get(i));
      }
    }
    script.answer("follow-up", answered, day, RESOLVED, "Seen to.");
  }
}
