package city.urna.verifier.town;

import static city.urna.verifier.town.Town.PROCESS;
import static city.urna.verifier.town.Town.SCOPE;
import static city.urna.verifier.town.Town.bytes;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.IssuerKey;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Organization;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Question;
import city.urna.verifier.records.QuestionItems;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.RollEntry;
import city.urna.verifier.records.Rule;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.records.Text;
import city.urna.verifier.records.Trustee;
import city.urna.verifier.records.TrusteeKey;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Signers.Rsa;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From the genesis record to the freeze: genesis, process, items, roll, freeze. */
final class Founding {
  /** Ballot styles; {@code young} has the first question only. */
  static final List<String> STYLES = List.of("all", "young");

  private static final int ROLL_CHUNK = 1_000;

  /** Items of each question, in ballot order. */
  static final Map<String, List<String>> ITEMS = new LinkedHashMap<>();

  static {
    ITEMS.put("where", List.of("park", "quay", "square"));
    ITEMS.put("what", List.of("bench", "tree"));
  }

  /** A voter on the roll. */
  record Voter(List<Ed> rollKeys, String style, byte[] entry) {}

  private final Town town;
  final List<byte[]> itemHashes = new ArrayList<>();
  final List<Voter> voters = new ArrayList<>();
  byte[] lastPhase = new byte[0];

  Founding(Town town) {
    this.town = town;
  }

  void genesis() {
    Genesis.Builder genesis =
        Genesis.newBuilder()
            .setSuite("URNA-P256-SHA256-v1")
            .setOrigin(Town.ORIGIN)
            .setLogKey(bytes(town.logKey.key()))
            .setOperator("City IT")
            .setOrdererKey(bytes(town.orderer.key()))
            .setQuorum(2)
            .setNonce(bytes(town.dice.bytes(32)));
    for (int i = 0; i < 3; i++) {
      genesis.addOrganizations(
          Organization.newBuilder()
              .setId("org-" + (i + 1))
              .setName("Organization " + (i + 1))
              .setOperator("Operator " + (i + 1))
              .setLedgerKey(bytes(town.ledgerKeys.get(i).key()))
              .setCosignerKey(bytes(town.cosigners.get(i).key())));
    }
    town.genesisHash =
        town.add(Kind.GENESIS, "", "", genesis.build(), List.copyOf(town.ledgerKeys));
  }

  void process() {
    Process.Builder process =
        Process.newBuilder()
            .setGenesis(bytes(town.genesisHash))
            .addLanguages("en")
            .addLanguages("fi")
            .addAllTitle(text("Budget"))
            .addAllDescription(text("The town's budget"))
            .addClerks(party("clerk", "City", town.clerk))
            .setMinimumIssuers(town.plan.minimumIssuers())
            .setThreshold(2)
            .setDataLicence("CC0-1.0");
    for (int i = 0; i < town.registrars.size(); i++) {
      process.addRegistrars(party("registrar-" + (i + 1), "City", town.registrars.get(i)));
    }
    for (int i = 0; i < town.issuers.size(); i++) {
      process.addIssuers(party(Town.issuer(i), "Operator " + (i + 1), town.issuers.get(i)));
    }
    for (int i = 0; i < 3; i++) {
      process.addTrustees(
          Trustee.newBuilder()
              .setParty(party("trustee-" + (i + 1), "Operator " + (i + 1), town.trustees.get(i)))
              .setSealingKey(bytes(town.sealing.get(i).key())));
    }
    Question where =
        Question.newBuilder()
            .setId("where")
            .addAllText(text("Where?"))
            .setMethod("choose")
            .setMin(1)
            .setMax(2)
            .setBlank(true)
            .setRule(Rule.newBuilder().setName("approval").setSeats(1).setTies("item-order"))
            .build();
    Question what =
        Question.newBuilder()
            .setId("what")
            .addAllText(text("What?"))
            .setMethod("choose")
            .setMin(0)
            .setMax(2)
            .setRule(Rule.newBuilder().setName("greedy").setBudget("100").setTies("item-order"))
            .build();
    process.addScopes(
        Scope.newBuilder()
            .setId(SCOPE)
            .addQuestions(where)
            .addQuestions(what)
            .addStyles(style("all", List.of("where", "what")))
            .addStyles(style("young", List.of("where"))));
    town.processHash = town.add(Kind.PROCESS, "", process.build(), town.endorsed(town.clerk, 3));
  }

  private static Style style(String id, List<String> questions) {
    return Style.newBuilder().setId(id).addAllName(text(id)).addAllQuestions(questions).build();
  }

  private static Party party(String id, String operator, Ed key) {
    return Party.newBuilder()
        .setId(id)
        .setName(id)
        .setOperator(operator)
        .setKey(bytes(key.key()))
        .build();
  }

  static List<Text> text(String value) {
    return List.of(
        Text.newBuilder().setLanguage("en").setValue(value).build(),
        Text.newBuilder().setLanguage("fi").setValue(value).build());
  }

  void items() {
    for (Map.Entry<String, List<String>> question : ITEMS.entrySet()) {
      for (String id : question.getValue()) {
        itemHashes.add(
            town.add(Kind.ITEM, SCOPE, item(question.getKey(), id).build(), List.of(town.clerk)));
      }
    }
  }

  static Item.Builder item(String question, String id) {
    Item.Builder item =
        Item.newBuilder()
            .setId(id)
            .setQuestion(question)
            .addAllTitle(text(id))
            .addAllDescription(text("About " + id))
            .setVersion(1);
    return question.equals("what") ? item.setCost(id.equals("bench") ? "70" : "40.5") : item;
  }

  /** A roll of these styles, in this order of voters. */
  void roll(List<String> styles) {
    for (int i = 0; i < styles.size(); i++) {
      List<Ed> keys = new ArrayList<>();
      for (int k = 0; k < town.registrars.size(); k++) {
        keys.add(Ed.of(town.dice));
      }
      RollEntry.Builder entry =
          RollEntry.newBuilder().setStyle(styles.get(i)).setCommitment(bytes(town.dice.bytes(32)));
      keys.forEach(key -> entry.addKeys(bytes(key.key())));
      voters.add(new Voter(keys, styles.get(i), entry.build().toByteArray()));
    }
    voters.sort(Comparator.comparing(v -> HexFormat.of().formatHex(v.rollKeys().getFirst().key())));
    int chunks = Math.ceilDiv(voters.size(), ROLL_CHUNK);
    for (int chunk = 0; chunk < chunks; chunk++) {
      Roll.Builder roll =
          Roll.newBuilder().setVersion(1).setChunk(chunk).setChunks(chunks).setTotal(voters.size());
      voters.stream()
          .skip((long) chunk * ROLL_CHUNK)
          .limit(ROLL_CHUNK)
          .forEach(voter -> roll.addEntries(parse(voter.entry())));
      town.add(Kind.ROLL, SCOPE, roll.build(), List.copyOf(town.registrars));
    }
  }

  private static RollEntry parse(byte[] raw) {
    try {
      return RollEntry.parseFrom(raw);
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  Rsa rsa(int issuer, String style) {
    return Rsa.named(Town.issuer(issuer) + "/" + style);
  }

  void freeze(Keying keying) {
    Definition.Builder definition =
        Definition.newBuilder()
            .setProcess(bytes(town.processHash))
            .setRollVersion(1)
            .setRollSize(voters.size())
            .setRollRoot(bytes(Ink.root(voters.stream().map(Voter::entry).toList())))
            .setCeremonyRound(keying.round())
            .setJointKey(bytes(Group.point(keying.jointKey())))
            .setPageManifest(bytes(Ink.ZERO_32));
    int next = 0;
    for (Map.Entry<String, List<String>> question : ITEMS.entrySet()) {
      QuestionItems.Builder items = QuestionItems.newBuilder().setQuestion(question.getKey());
      for (int i = 0; i < question.getValue().size(); i++) {
        items.addItems(bytes(itemHashes.get(next++)));
      }
      definition.addQuestions(items);
    }
    for (int i = 0; i < town.issuers.size(); i++) {
      for (String style : STYLES) {
        byte[] modulus = rsa(i, style).modulus();
        byte[] digest =
            Ink.of("issuer-key", PROCESS, SCOPE, town.processHash)
                .absorb("issuer", Ink.ascii(Town.issuer(i)))
                .absorb("style", Ink.ascii(style))
                .absorb("modulus", modulus)
                .hash();
        definition.addIssuerKeys(
            IssuerKey.newBuilder()
                .setIssuer(Town.issuer(i))
                .setStyle(style)
                .setModulus(bytes(modulus))
                .setAttestation(bytes(town.issuers.get(i).sign(digest))));
      }
    }
    for (int trustee : keying.active()) {
      definition.addTrusteeKeys(
          TrusteeKey.newBuilder()
              .setTrustee(trustee)
              .setKey(bytes(Group.point(keying.publicKey(trustee)))));
    }
    town.cosigners.forEach(key -> definition.addCosignerKeys(bytes(key.key())));
    freeze(definition.build());
  }

  /** Freezes with exactly this definition. */
  void freeze(Definition definition) {
    phase(
        Phase.newBuilder()
            .setStep(1)
            .setDefinition(definition.toByteString())
            .setCasting(town.plan.castingWithFreeze()));
    Phase written = lastPhaseRecord();
    town.election =
        Ink.of("election", PROCESS, SCOPE, town.processHash)
            .absorb("definition", written.getDefinition().toByteArray())
            .hash();
  }

  private Phase lastPhaseRecord() {
    try {
      byte[] raw = town.lines.getLast().raw();
      return Phase.parseFrom(city.urna.verifier.records.Record.parseFrom(raw).getBody());
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A phase record of the scope, signed by the clerk and a majority. */
  void phase(Phase.Builder phase) {
    lastPhase =
        town.add(
            Kind.PHASE,
            SCOPE,
            phase.setPrevious(bytes(lastPhase)).build(),
            town.endorsed(town.clerk, 2));
  }

  static List<Integer> indexes(int count) {
    return IntStream.rangeClosed(1, count).boxed().toList();
  }
}
