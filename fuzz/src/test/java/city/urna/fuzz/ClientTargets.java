package city.urna.fuzz;

import city.urna.chaincode.example.SmallCity;
import city.urna.chaincode.example.Voter;
import city.urna.client.caselist.BostonFile;
import city.urna.client.clerk.RegisterFiles;
import city.urna.client.clerk.RollKeysFile;
import city.urna.client.definition.PabulibFile;
import city.urna.client.definition.ProcessDraft;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFileReader;
import city.urna.client.key.Card;
import city.urna.client.observer.LedgerCard;
import city.urna.client.voter.VoterFiles;
import city.urna.fuzz.Targets.Named;
import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files that people write, keep and pass on: the command that reads one says what is wrong. */
final class ClientTargets {
  private static final String KEY = "02".repeat(32);

  private ClientTargets() {}

  static List<Named> all() {
    return List.of(
        new Named(
            "process-file",
            () ->
                Target.file(
                    "process-file",
                    "process.yaml",
                    List.of(
                        text("/town/budget.yaml"),
                        text("/template/participation.yaml"),
                        text("/template/hearing.yaml"),
                        text("/template/reports.yaml"),
                        SMALL_PROCESS),
                    ClientTargets::draft)),
        new Named(
            "pabulib-process",
            () ->
                Target.file(
                    "pabulib-process", "budget.pb", List.of(PABULIB), ClientTargets::pabulib)),
        new Named(
            "people",
            () ->
                Target.file(
                    "people",
                    "people.csv",
                    List.of(
                        "person;style\n1001;north\n1002;south\n",
                        "\uFEFFstyle,person\nnorth,7\n\nsouth,8\n"),
                    RegisterFiles::readPeople)),
        new Named(
            "roll-keys",
            () ->
                Target.file(
                    "roll-keys",
                    "keys.csv",
                    List.of(
                        "person;style;key;salt\n1;north;%s;%s\n2;south;%s;%s\n"
                            .formatted(KEY, KEY, KEY, KEY)),
                    RollKeysFile::read)),
        new Named("card", () -> Target.file("card", "card.json", cards(), Card::read)),
        new Named(
            "ledger-card",
            () ->
                Target.file("ledger-card", "ledger.json", List.of(LEDGER_CARD), LedgerCard::read)),
        new Named(
            "case-list",
            () -> Target.file("case-list", "cases.csv", List.of(CASES), ClientTargets::cases)),
        new Named(
            "wallet",
            () -> Target.file("wallet", "wallet.json", List.of(wallet()), VoterFiles::readWallet)),
        new Named(
            "opening",
            () ->
                Target.file(
                    "opening",
                    "opening.json",
                    List.of(VoterFiles.opening(draftBallot())),
                    VoterFiles::readOpening)));
  }

  private static void cases(Path file) {
    BostonFile.read(file, ZoneId.of("America/New_York"), Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** As `clerk define` goes on with it: everything becomes records. */
  private static void draft(Path file) {
    process(ProcessFileReader.read(file));
  }

  private static void pabulib(Path file) {
    process(PabulibFile.read(file).process("budget-2027"));
  }

  private static void process(ProcessFile file) {
    ProcessDraft draft = new ProcessDraft(file, CARDS);
    draft.process(Digest.ZERO);
    file.scopes().forEach(draft::items);
  }

  private static String text(String name) {
    try (InputStream in = ClientTargets.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final List<Card> CARDS =
      Stream.of(Card.Role.values())
          .flatMap(
              role ->
                  Stream.of(1, 2)
                      .map(
                          i ->
                              new Card(
                                  role,
                                  role.word() + "-" + i,
                                  role.word(),
                                  "City",
                                  Bytes.zero(32),
                                  role.hasSecond()
                                      ? Optional.of(Bytes.zero(33))
                                      : Optional.empty())))
          .toList();

  private static final String SMALL_PROCESS =
      """
      process: vote
      languages: [en]
      title: {en: Vote}
      description: {en: "A vote"}
      threshold: 1
      minimumIssuers: 2
      scopes:
        - id: s
          styles: [{id: all, name: {en: All}, questions: [q]}]
          questions:
            - id: q
              text: {en: Which}
              max: 2
              blank: true
              rule: {name: greedy-threshold, budget: 10.50, threshold: 3}
              items:
                - {id: a, title: {en: A}, cost: 1.00, conflicts: [b]}
                - {id: b, title: {en: B}, description: {en: x}, cost: "9.5"}
      """;

  private static final String PABULIB =
      """
      META
      key;value
      description;Budget
      num_projects;2
      num_votes;2
      budget;100
      vote_type;approval
      rule;greedy
      max_length;2
      PROJECTS
      project_id;cost;name
      1;60;Park
      2;40;Bench
      VOTES
      voter_id;vote
      1;1,2
      2;2
      """;

  private static final String CASES =
      """
      Source,CASE_ENQUIRY_ID,OPEN_DT,TARGET_DT,CLOSED_DT,OnTime_Status,CASE_STATUS,CLOSURE_REASON,\
      CASE_TITLE,TYPE,Department,Location,neighborhood,LOCATION_ZIPCODE,LATITUDE,LONGITUDE
      Self Service,101,01/16/2015 12:39:01 PM,02/15/2015 12:39:01 PM,02/15/2015 12:39:01 PM,ONTIME,\
      Closed,"Done, ""at last\""",Lamp out,Street Lamps,PWD,45 Garden St,Hill,2114.0,42.36,-71.06
      """;

  private static final String LEDGER_CARD =
      """
      {"role":"ledger","origin":"log.city.example","operator":"City","quorum":2,
       "logKey":"%s","ordererKey":"02%s","genesis":"%s"}
      """
          .formatted(KEY, KEY, KEY);

  private static List<String> cards() {
    return List.of(
        new Card(Card.Role.CLERK, "clerk", "A clerk", "City", Bytes.zero(32), Optional.empty())
            .json(),
        new Card(
                Card.Role.TRUSTEE,
                "trustee-1",
                "A trustee",
                "University",
                Bytes.zero(32),
                Optional.of(Bytes.zero(33)))
            .json());
  }

  private static BallotDraft draftBallot() {
    SmallCity city = ProtocolTargets.city();
    Voter voter = city.voters.getFirst();
    return voter.draft(city.election, Tracker.NONE, city.firstItems(voter.style()));
  }

  private static String wallet() {
    Voter voter = ProtocolTargets.city().voters.getFirst();
    return VoterFiles.wallet(voter.credentialKey(), voter.credential().signatures(), draftBallot());
  }
}
