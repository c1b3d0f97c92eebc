package city.urna.verifier.town;

import static city.urna.verifier.town.Town.PROCESS;
import static city.urna.verifier.town.Town.bytes;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ActCredential;
import city.urna.verifier.records.ActRule;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.ContentRef;
import city.urna.verifier.records.Decision;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Issuance;
import city.urna.verifier.records.IssuanceList;
import city.urna.verifier.records.IssuanceRequest;
import city.urna.verifier.records.IssuerKey;
import city.urna.verifier.records.IssuerSignature;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.PublicAct;
import city.urna.verifier.records.Record;
import city.urna.verifier.records.RecordedCheckpoint;
import city.urna.verifier.records.Roll;
import city.urna.verifier.records.RollEntry;
import city.urna.verifier.records.Scope;
import city.urna.verifier.records.Style;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Signers.Rsa;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A town that asks its people (spec consultation): everybody's part in it, step by step. Makes what
 * it is told to, right or wrong.
 */
final class Consulting {
  static final long DAY = 86_400;

  /** A resident's credential in a scope. */
  record Credential(String scope, Ed key, List<IssuerSignature> signatures) {}

  /** A voter on a scope's roll. */
  private record Resident(Ed rollKey, byte[] entry) {}

  /** A public act as its author signed it. */
  record Signed(byte[] hash, PublicAct act) {}

  /** A list that was anchored. */
  record Anchored(byte[] hash, List<byte[]> acts) {}

  final Town town;
  final Map<String, byte[]> itemHashes = new HashMap<>();
  private final List<Scope> scopes = new ArrayList<>();
  private final Map<String, byte[]> lastPhase = new HashMap<>();
  private final Map<String, List<Resident>> rolls = new HashMap<>();
  private final Map<String, Map<Integer, List<Issuance>>> issued = new HashMap<>();
  private final Map<String, byte[]> lastAnchor = new HashMap<>();
  private final Map<String, Long> anchorNumber = new HashMap<>();
  private final Map<String, List<Signed>> waiting = new HashMap<>();

  Consulting(Town town) {
    this.town = town;
  }

  // ---- Who asks what ----

  /** A rule; {@code quota} 0 for all but credentials. */
  static ActRule rule(int type, int identity, int quota, long bytes, int answered) {
    return ActRule.newBuilder()
        .setType(type)
        .setIdentity(identity)
        .setQuota(quota)
        .setBytes(bytes)
        .setAnswered(answered)
        .build();
  }

  /** A scope with these rules, ascending. */
  Consulting ask(String id, long answerSeconds, ActRule... rules) {
    Consultation.Builder asked =
        Consultation.newBuilder()
            .setAnswerSeconds(answerSeconds)
            .addAllTitle(Founding.text(id))
            .addAllDescription(Founding.text("About " + id));
    Scope.Builder scope = Scope.newBuilder().setId(id);
    for (ActRule rule : rules) {
      asked.addActs(rule);
      if (rule.getIdentity() == 2 || rule.getIdentity() == 4) {
        asked.setAnchoredActs(10_000);
      }
      if (rule.getIdentity() == 1 && scope.getStylesCount() == 0) {
        scope.addStyles(Style.newBuilder().setId("all").addAllName(Founding.text("all")));
      }
    }
    scopes.add(scope.setConsultation(asked).build());
    return this;
  }

  Consulting office(String id) {
    town.offices.put(id, Ed.of(town.dice));
    return this;
  }

  List<Scope> scopes() {
    return scopes;
  }

  List<Party> offices() {
    return town.offices.entrySet().stream()
        .map(each -> party(each.getKey(), "City", each.getValue()))
        .toList();
  }

  /** A process of consultations alone. */
  void process() {
    Process.Builder process =
        Process.newBuilder()
            .setGenesis(bytes(town.genesisHash))
            .addLanguages("en")
            .addLanguages("fi")
            .addAllTitle(Founding.text("What do you think?"))
            .addAllDescription(Founding.text("The town asks"))
            .addClerks(party("clerk", "City", town.clerk))
            .setMinimumIssuers(town.plan.minimumIssuers())
            .setDataLicence("CC0-1.0")
            .addAllScopes(scopes)
            .addAllOffices(offices());
    for (int i = 0; i < town.registrars.size(); i++) {
      process.addRegistrars(party("registrar-" + (i + 1), "City", town.registrars.get(i)));
    }
    for (int i = 0; i < town.issuers.size(); i++) {
      process.addIssuers(party(Town.issuer(i), "Operator " + (i + 1), town.issuers.get(i)));
    }
    town.processHash = town.add(Kind.PROCESS, "", process.build(), town.endorsed(town.clerk, 3));
  }

  private static Party party(String id, String operator, Ed key) {
    return Party.newBuilder()
        .setId(id)
        .setName(id)
        .setOperator(operator)
        .setKey(bytes(key.key()))
        .build();
  }

  /** An item, or a new version of it. */
  byte[] item(String scope, String id, String role) {
    byte[] before = itemHashes.get(scope + "/" + id);
    Item.Builder item =
        Item.newBuilder()
            .setId(id)
            .setRole(role)
            .addAllTitle(Founding.text(id))
            .addAllDescription(Founding.text("About " + id))
            .setForm(ByteString.copyFromUtf8("{}"))
            .setVersion(before == null ? 1 : 2);
    if (before != null) {
      item.setSupersedes(bytes(before));
    }
    byte[] hash = town.add(Kind.ITEM, scope, item.build(), List.of(town.clerk));
    itemHashes.put(scope + "/" + id, hash);
    return hash;
  }

  byte[] item(String scope, String id) {
    return itemHashes.get(scope + "/" + id);
  }

  // ---- Opening and closing ----

  void roll(String scope, int residents) {
    List<Resident> roll = new ArrayList<>();
    for (int i = 0; i < residents; i++) {
      Ed key = Ed.of(town.dice);
      RollEntry entry =
          RollEntry.newBuilder()
              .addKeys(bytes(key.key()))
              .setStyle("all")
              .setCommitment(bytes(town.dice.bytes(32)))
              .build();
      roll.add(new Resident(key, entry.toByteArray()));
    }
    roll.sort(Comparator.comparing(r -> HexFormat.of().formatHex(r.rollKey.key())));
    rolls.put(scope, roll);
    Roll.Builder chunk =
        Roll.newBuilder().setVersion(1).setChunk(0).setChunks(1).setTotal(residents);
    roll.forEach(resident -> chunk.addEntries(entry(resident.entry)));
    town.add(Kind.ROLL, scope, chunk.build(), List.copyOf(town.registrars));
  }

  private static RollEntry entry(byte[] raw) {
    try {
      return RollEntry.parseFrom(raw);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  void open(String scope) {
    Definition.Builder definition =
        Definition.newBuilder()
            .setProcess(bytes(town.processHash))
            .setPageManifest(bytes(Ink.ZERO_32));
    town.cosigners.forEach(key -> definition.addCosignerKeys(bytes(key.key())));
    List<Resident> roll = rolls.getOrDefault(scope, List.of());
    if (!roll.isEmpty()) {
      definition
          .setRollVersion(1)
          .setRollSize(roll.size())
          .setRollRoot(bytes(Ink.root(roll.stream().map(Resident::entry).toList())));
      for (int i = 0; i < town.issuers.size(); i++) {
        byte[] modulus = rsa(i).modulus();
        byte[] digest =
            Ink.of("issuer-key", PROCESS, scope, town.processHash)
                .absorb("issuer", Ink.ascii(Town.issuer(i)))
                .absorb("style", Ink.ascii("all"))
                .absorb("modulus", modulus)
                .hash();
        definition.addIssuerKeys(
            IssuerKey.newBuilder()
                .setIssuer(Town.issuer(i))
                .setStyle("all")
                .setModulus(bytes(modulus))
                .setAttestation(bytes(town.issuers.get(i).sign(digest))));
      }
    }
    byte[] raw = definition.build().toByteArray();
    phase(scope, Phase.newBuilder().setStep(1).setDefinition(bytes(raw)).setCasting(true));
    town.elections.put(
        scope,
        Ink.of("election", PROCESS, scope, town.processHash)
            .absorb("definition", frozen().toByteArray())
            .hash());
  }

  /** The definition as the last record has it, bent or not. */
  private ByteString frozen() {
    try {
      Record record = Record.parseFrom(town.lines.getLast().raw());
      return Phase.parseFrom(record.getBody()).getDefinition();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Rsa rsa(int issuer) {
    return Rsa.named(Town.issuer(issuer) + "/all");
  }

  void close(String scope) {
    phase(scope, Phase.newBuilder().setStep(3));
  }

  void declareVoid(String scope) {
    phase(scope, Phase.newBuilder().setStep(6).setReason("a mistake"));
  }

  void phase(String scope, Phase.Builder phase) {
    byte[] previous = lastPhase.getOrDefault(scope, new byte[0]);
    lastPhase.put(
        scope,
        town.add(
            Kind.PHASE,
            scope,
            phase.setPrevious(bytes(previous)).build(),
            town.endorsed(town.clerk, 2)));
  }

  // ---- Credentials ----

  Credential credential(String scope, int resident) {
    Ed key = Ed.of(town.dice);
    List<IssuerSignature> signatures = new ArrayList<>();
    for (int issuer = 0; issuer < town.issuers.size(); issuer++) {
      byte[] message =
          Ink.of("credential", PROCESS, scope, town.elections.get(scope))
              .absorb("style", Ink.ascii("all"))
              .absorb("issuer", Ink.ascii(Town.issuer(issuer)))
              .absorb("credential", key.key())
              .hash();
      Rsa.Blind blind = rsa(issuer).issue(message, town.dice);
      issued
          .computeIfAbsent(scope, s -> new HashMap<>())
          .computeIfAbsent(issuer, i -> new ArrayList<>())
          .add(issuance(scope, resident, issuer, blind));
      signatures.add(
          IssuerSignature.newBuilder()
              .setIssuer(Town.issuer(issuer))
              .setPrefix(bytes(blind.prefix()))
              .setValue(bytes(blind.signature()))
              .build());
    }
    return new Credential(scope, key, signatures);
  }

  private Issuance issuance(String scope, int resident, int issuer, Rsa.Blind blind) {
    Ed rollKey = rolls.get(scope).get(resident).rollKey;
    byte[] digest =
        Ink.of("issuance-request", PROCESS, scope, town.elections.get(scope))
            .absorb("issuer", Ink.ascii(Town.issuer(issuer)))
            .absorb("roll-key", rollKey.key())
            .absorb("style", Ink.ascii("all"))
            .absorb("blinded", blind.blinded())
            .hash();
    return Issuance.newBuilder()
        .setRequest(
            IssuanceRequest.newBuilder()
                .setIssuer(Town.issuer(issuer))
                .setRollKey(bytes(rollKey.key()))
                .setStyle("all")
                .setBlinded(bytes(blind.blinded()))
                .addSignatures(bytes(rollKey.sign(digest))))
        .setEntry(resident)
        .setBlindSignature(bytes(blind.blindSignature()))
        .build();
  }

  /** Every issuer's list, at most one chunk of it. */
  void publish(String scope) {
    for (int issuer = 0; issuer < town.issuers.size(); issuer++) {
      List<Issuance> list =
          new ArrayList<>(issued.getOrDefault(scope, Map.of()).getOrDefault(issuer, List.of()));
      list.sort(Comparator.comparingInt(Issuance::getEntry));
      town.add(
          Kind.ISSUANCE_LIST,
          scope,
          IssuanceList.newBuilder()
              .setIssuer(Town.issuer(issuer))
              .setChunk(0)
              .setChunks(1)
              .setTotal(list.size())
              .setRoot(bytes(Ink.root(list.stream().map(Issuance::toByteArray).toList())))
              .addAllIssuances(list)
              .build(),
          List.of(town.issuers.get(issuer)));
    }
  }

  // ---- Contents ----

  /** A content; a public one goes into the archive. */
  ContentRef content(String scope, int kind, String text, String withheld) {
    byte[] salt = town.dice.bytes(32);
    String type = kind == 4 || kind == 7 ? "application/json" : "text/plain";
    byte[] raw = Ink.ascii(text);
    byte[] commitment = commitment(scope, salt, kind, type, raw);
    if (withheld.isEmpty()) {
      town.beside.put(
          "contents/" + HexFormat.of().formatHex(commitment),
          Ink.join(salt, new byte[] {(byte) kind, (byte) type.length()}, Ink.ascii(type), raw));
    }
    return ContentRef.newBuilder()
        .setKind(kind)
        .setCommitment(bytes(commitment))
        .setLength(raw.length)
        .setWithheld(withheld)
        .build();
  }

  static byte[] commitment(String scope, byte[] salt, int kind, String type, byte[] raw) {
    return Ink.of("content", PROCESS, scope, Ink.ZERO_32)
        .absorb("salt", salt)
        .absorb("kind", Ink.u32(kind))
        .absorb("media-type", Ink.ascii(type))
        .absorb("bytes", raw)
        .hash();
  }

  ContentRef text(String scope, String text) {
    return content(scope, 1, text, "");
  }

  /** Takes a content out of the archive. */
  void erase(ContentRef ref) {
    town.beside.remove(file(ref));
  }

  static String file(ContentRef ref) {
    return "contents/" + HexFormat.of().formatHex(ref.getCommitment().toByteArray());
  }

  // ---- Acts ----

  /** An act of this scope, its author still missing. */
  Act.Builder act(String scope, int type, byte[] target, int value, ContentRef... contents) {
    return Act.newBuilder()
        .setElection(bytes(town.elections.get(scope)))
        .setType(type)
        .setChannel(1)
        .setTarget(bytes(target))
        .setReplaces(bytes(Ink.ZERO_32))
        .setValue(value)
        .addAllContents(List.of(contents))
        .setNonce(bytes(town.dice.bytes(16)));
  }

  /** Records a credential's act; gives its act hash. */
  byte[] by(Credential credential, Act.Builder act) {
    Act built =
        act.setCredential(
                ActCredential.newBuilder()
                    .setStyle("all")
                    .setKey(bytes(credential.key.key()))
                    .addAllIssuerSignatures(credential.signatures))
            .build();
    town.add(Kind.ACT, credential.scope, built, List.of(credential.key));
    return town.lines.getLast().tracker();
  }

  /** Records an officer's act; gives its act hash. */
  byte[] by(String office, String scope, Act.Builder act) {
    town.add(
        Kind.ACT,
        scope,
        act.setOfficer(office).setChannel(2).build(),
        List.of(town.offices.get(office)));
    return town.lines.getLast().tracker();
  }

  /** Signs a public act, which waits for an anchor; gives its act hash. */
  byte[] inPublic(String scope, Act.Builder act) {
    return inPublic(scope, Ed.of(town.dice), act);
  }

  byte[] inPublic(String scope, Ed key, Act.Builder act) {
    byte[] raw = act.setKey(bytes(key.key())).build().toByteArray();
    byte[] hash = town.actHash(scope, raw);
    PublicAct signed =
        PublicAct.newBuilder().setAct(bytes(raw)).setSignature(bytes(key.sign(hash))).build();
    waiting.computeIfAbsent(scope, s -> new ArrayList<>()).add(new Signed(hash, signed));
    return hash;
  }

  /** Anchors what waits. */
  Anchored anchor(String scope, int organization) {
    List<byte[]> acts =
        waiting.getOrDefault(scope, List.of()).stream()
            .map(signed -> signed.act.toByteArray())
            .toList();
    waiting.remove(scope);
    return anchor(scope, organization, acts, acts, UnaryOperator.identity());
  }

  /** What waits for an anchor. */
  List<Signed> waiting(String scope) {
    return waiting.computeIfAbsent(scope, s -> new ArrayList<>());
  }

  /**
   * Anchors a list.
   *
   * @param shown the list that the archive holds
   */
  Anchored anchor(
      String scope,
      int organization,
      List<byte[]> acts,
      List<byte[]> shown,
      UnaryOperator<Anchor.Builder> bend) {
    String chain = scope + "/" + organization;
    Anchor.Builder anchor =
        Anchor.newBuilder()
            .setElection(bytes(town.elections.get(scope)))
            .setOrganization("org-" + (organization + 1))
            .setNumber(anchorNumber.merge(chain, 1L, Long::sum))
            .setPrevious(bytes(lastAnchor.getOrDefault(chain, new byte[0])))
            .setActs(acts.size())
            .setBytes(acts.stream().mapToLong(act -> act.length).sum())
            .setRoot(bytes(Ink.root(acts)));
    byte[] hash =
        town.add(
            Kind.ANCHOR,
            scope,
            bend.apply(anchor).build(),
            List.of(town.ledgerKeys.get(organization)));
    lastAnchor.put(chain, hash);
    town.beside.put(listFile(hash), list(shown));
    return new Anchored(hash, acts);
  }

  static String listFile(byte[] anchor) {
    return "acts/" + HexFormat.of().formatHex(anchor);
  }

  static byte[] list(List<byte[]> acts) {
    byte[] out = new byte[0];
    for (byte[] act : acts) {
      out = Ink.join(out, Ink.u32(act.length), act);
    }
    return out;
  }

  // ---- Decisions and time ----

  Decision.Builder decision(String scope, int type, byte[] target) {
    return Decision.newBuilder()
        .setElection(bytes(town.elections.get(scope)))
        .setType(type)
        .setTarget(bytes(target));
  }

  byte[] decide(String office, String scope, Decision.Builder decision) {
    return town.add(
        Kind.DECISION,
        scope,
        decision.setOffice(office).build(),
        List.of(town.offices.get(office)));
  }

  byte[] answer(String office, String scope, byte[] target, int status) {
    return decide(
        office,
        scope,
        decision(scope, 1, target)
            .setStatus(status)
            .setReason("Reason " + status)
            .addContents(text(scope, "Answer " + status + " to " + target[0])));
  }

  byte[] redact(String office, String scope, byte[] target, ContentRef ref) {
    erase(ref);
    return decide(
        office,
        scope,
        decision(scope, 2, target)
            .setReason("personal data")
            .addCommitments(ref.getCommitment())
            .addSent("feed of " + scope));
  }

  byte[] withhold(String office, String scope, byte[] target, ContentRef ref) {
    erase(ref);
    return decide(
        office,
        scope,
        decision(scope, 3, target)
            .setReason("rights of others")
            .addCommitments(ref.getCommitment()));
  }

  /** Counts these rows, given as {@link #row} writes them. */
  byte[] count(String scope, List<byte[]> rows) {
    List<byte[]> ascending = new ArrayList<>(rows);
    ascending.sort(java.util.Arrays::compareUnsigned);
    return town.add(
        Kind.DECISION,
        scope,
        Decision.newBuilder()
            .setElection(bytes(town.elections.get(scope)))
            .setType(4)
            .setRows(rows.size())
            .setCounts(bytes(Ink.root(ascending)))
            .build(),
        List.of(town.clerk));
  }

  static byte[] row(byte[] thing, int type, int identity, int value, long number) {
    return Ink.join(thing, Ink.u32(type), Ink.u32(identity), Ink.u32(value), Ink.u64(number));
  }

  void later(long seconds) {
    town.now += seconds;
  }

  /** Records a checkpoint of all that is on the log, by everybody's clock. */
  byte[] checkpoint() {
    return checkpoint(Map.of(0, town.now, 1, town.now + 1, 2, town.now + 2));
  }

  byte[] checkpoint(Map<Integer, Long> times) {
    String note = new Shelves(town).checkpoint(times);
    return town.add(
        Kind.CHECKPOINT,
        "",
        "",
        RecordedCheckpoint.newBuilder().setNote(ByteString.copyFromUtf8(note)).build(),
        List.of(town.logKey));
  }
}
