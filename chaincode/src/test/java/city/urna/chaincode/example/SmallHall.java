package city.urna.chaincode.example;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.ContentKind;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.consultation.Identity;
import city.urna.protocol.credential.IssuerKeys;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Anchor;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Roll;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.transcript.Context;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The records of a consultation, made one after the other: a hall where residents with credentials
 * support, comment and give opinions and officers enter what came on paper, and a box where anybody
 * reports. The process has ballots too, for which nothing is made ready.
 */
public final class SmallHall {
  public static final String HALL = "hall";
  public static final String BOX = "box";
  public static final String OFFICE = "works";

  public final Parties parties;
  public final Ed25519PrivateKey office;
  public final SignedRecord genesis;
  public final Process process;
  public final SignedRecord processRecord;
  public final SignedRecord category;
  public final SignedRecord statement;
  public final List<Voter> voters;
  public final Definition hall;
  public final Definition box;
  public final SignedRecord hallFreeze;
  public final SignedRecord boxFreeze;
  public final Forum hallForum;
  public final Forum boxForum;

  public SmallHall(long seed) {
    this(seed, made -> made);
  }

  /**
   * The same with a process that has more.
   *
   * @param more what is added to it
   */
  public SmallHall(long seed, UnaryOperator<Process.Builder> more) {
    parties = new Parties(seed);
    office = Ed25519PrivateKey.generate(parties.random);
    genesis = Parties.record(Kind.GENESIS, "", "", parties.genesis(), parties.ledgerKeys);
    process = more.apply(process(parties.process(genesis).toBuilder())).build();
    processRecord = Parties.record(Kind.PROCESS, "", process, parties.clerkAndAll());
    category = item(BOX, item("lamps", "category"));
    statement = item(HALL, item("trees", "statement"));
    voters =
        IntStream.range(0, 2)
            .mapToObj(i -> new Voter(parties.random, "north", 2))
            .sorted(Comparator.comparing(Voter::firstKey))
            .toList();
    hall = hall().build();
    box = frozen().build();
    hallFreeze = freeze(HALL, hall);
    boxFreeze = freeze(BOX, box);
    hallForum = forum(HALL, hall);
    boxForum = forum(BOX, box);
    for (int i = 0; i < voters.size(); i++) {
      voters.get(i).issue(hallForum.context(), i);
    }
  }

  private Process.Builder process(Process.Builder made) {
    return made.addOffices(Parties.party(OFFICE, office))
        .addScopes(
            scope(
                    HALL,
                    consultation(
                            rule(ActType.SUPPORT, Identity.CREDENTIAL, 2),
                            rule(ActType.SUPPORT, Identity.OFFICER, 0),
                            rule(ActType.COMMENT, Identity.CREDENTIAL, 5),
                            rule(ActType.OPINION, Identity.CREDENTIAL, 9),
                            rule(ActType.ANSWER, Identity.CREDENTIAL, 1))
                        .build())
                .addStyles(Style.newBuilder().setId("north").addAllName(Parties.text("North"))))
        .addScopes(
            scope(
                BOX,
                consultation(
                        rule(ActType.PROPOSE, Identity.PUBLIC, 0),
                        rule(ActType.OPINION, Identity.SOCIAL, 0),
                        rule(ActType.REPORT, Identity.PUBLIC, 0).toBuilder().setAnswered(1).build())
                    .setAnswerSeconds(86_400)
                    .setAnchoredActs(5)
                    .build()));
  }

  public static ActRule rule(ActType type, Identity identity, int quota) {
    return ActRule.newBuilder()
        .setType(type.number())
        .setIdentity(identity.number())
        .setQuota(quota)
        .setBytes(1_000)
        .build();
  }

  public static Consultation.Builder consultation(ActRule... rules) {
    return Consultation.newBuilder()
        .addAllActs(List.of(rules))
        .setRetentionSeconds(1_000_000)
        .addAllTitle(Parties.text("Consultation"))
        .addAllDescription(Parties.text("About it"));
  }

  public static Scope.Builder scope(String id, Consultation consultation) {
    return Scope.newBuilder().setId(id).setConsultation(consultation);
  }

  public static Item.Builder item(String id, String role) {
    return Questions.item(id, "").setRole(role);
  }

  public SignedRecord item(String scope, Item.Builder item) {
    return Parties.record(Kind.ITEM, scope, item.build(), List.of(parties.clerk));
  }

  /** What is frozen of a scope without credentials. */
  public Definition.Builder frozen() {
    Definition.Builder made =
        Definition.newBuilder()
            .setProcess(processRecord.hash().value().toByteString())
            .setPageManifest(Bytes.zero(32).toByteString());
    parties.cosigners.forEach(key -> made.addCosignerKeys(key.publicKey().toByteString()));
    return made;
  }

  /** What is frozen of the hall. */
  public Definition.Builder hall() {
    List<Bytes> entries =
        voters.stream().map(voter -> Bytes.of(voter.entry().toByteString())).toList();
    Definition.Builder made =
        frozen()
            .setRollVersion(1)
            .setRollSize(voters.size())
            .setRollRoot(MerkleTree.root(entries).value().toByteString());
    for (int i = 0; i < Parties.ISSUERS.size(); i++) {
      String issuer = Parties.ISSUERS.get(i);
      Bytes modulus = Parties.rsa(issuer, "north").publicKey().modulus();
      Digest attested =
          IssuerKeys.attestationDigest(
              new Context(Parties.PROCESS, HALL, processRecord.hash()), issuer, "north", modulus);
      made.addIssuerKeys(
          IssuerKey.newBuilder()
              .setIssuer(issuer)
              .setStyle("north")
              .setModulus(modulus.toByteString())
              .setAttestation(parties.issuers.get(i).sign(attested.value()).toByteString()));
    }
    return made;
  }

  /** The consultation that a definition fixes. */
  public Forum forum(String scope, Definition definition) {
    return Forum.of(
            Parties.PROCESS,
            process,
            processRecord.hash(),
            scope,
            Bytes.of(definition.toByteString()))
        .orThrow();
  }

  public SignedRecord roll() {
    Roll.Builder roll = Roll.newBuilder().setVersion(1).setChunks(1).setTotal(voters.size());
    voters.forEach(voter -> roll.addEntries(voter.entry()));
    return Parties.record(Kind.ROLL, HALL, roll.build(), parties.registrars);
  }

  public SignedRecord freeze(String scope, Definition definition) {
    return phase(
        scope,
        Phase.newBuilder().setStep(1).setDefinition(definition.toByteString()).setCasting(true));
  }

  /** A phase record of that step behind another one. */
  public SignedRecord phase(int step, SignedRecord previous) {
    return phase(
        previous.scope(),
        Phase.newBuilder().setStep(step).setPrevious(previous.hash().value().toByteString()));
  }

  public SignedRecord phase(String scope, Phase.Builder phase) {
    return Parties.record(Kind.PHASE, scope, phase.build(), parties.clerkAndMajority());
  }

  /** A state in which both consultations are ready to be opened. */
  public MemoryState ready() {
    return MemoryState.empty().accept(List.of(genesis, processRecord, category, statement, roll()));
  }

  /** A state in which both are open. */
  public MemoryState open() {
    return ready().accept(List.of(hallFreeze, boxFreeze));
  }

  public ContentRef text(String scope, String text) {
    return Content.text(text, parties.random).reference(Parties.PROCESS, scope, "");
  }

  public ContentRef content(String scope, ContentKind kind, String withheld) {
    return Content.of(kind, "text/plain", Bytes.ofUtf8("something"), parties.random)
        .reference(Parties.PROCESS, scope, withheld);
  }

  /** A voter's support for the statement. */
  public ActDraft support() {
    return ActDraft.on(ActType.SUPPORT, Optional.of(statement.hash()), 1);
  }

  public SignedRecord act(int voter, ActDraft draft) {
    Voter own = voters.get(voter);
    return draft.sign(
        hallForum, own.style(), own.credential(), own.credentialKey(), parties.random);
  }

  public SignedRecord officer(ActDraft draft) {
    return draft.sign(hallForum, OFFICE, office, parties.random);
  }

  /** A report of a broken lamp. */
  public ActDraft report() {
    return ActDraft.on(ActType.REPORT, Optional.of(category.hash()), 0)
        .with(List.of(text(BOX, "broken")));
  }

  /** The exact bytes of a public act, by a fresh key. */
  public Bytes anybody(ActDraft draft) {
    return draft.sign(boxForum, Ed25519PrivateKey.generate(parties.random), parties.random);
  }

  public AnchorList reports(int count) {
    List<Bytes> acts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      acts.add(anybody(report()));
    }
    return new AnchorList(acts);
  }

  /** An anchor by that organization. */
  public SignedRecord anchor(int organization, Anchor anchor) {
    return Parties.record(Kind.ANCHOR, BOX, anchor, List.of(parties.ledgerKeys.get(organization)));
  }

  /** An answer to what the hash names. */
  public Decision.Builder answer(Forum forum, Digest target) {
    return Decision.newBuilder()
        .setElection(forum.election().toByteString())
        .setOffice(OFFICE)
        .setType(1)
        .setTarget(target.value().toByteString())
        .setStatus(6)
        .setReason("mended");
  }

  public SignedRecord decide(String scope, Message decision) {
    return Parties.record(Kind.DECISION, scope, decision, List.of(office));
  }
}
