package city.urna.api.consultation;

import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.consultation.AnchorList;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.PublicAct;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Acts and decisions at random, good and bad ones. */
final class RandomForum {
  private static final Set<ActType> SILENT =
      EnumSet.of(ActType.CO_SIGN, ActType.SUPPORT, ActType.OPINION, ActType.ATTENDANCE);
  private static final Set<ActType> LOOSE =
      EnumSet.of(ActType.PROPOSE, ActType.REPORT, ActType.COMPLAINT);
  private static final List<Integer> CHANNELS = List.of(1, 1, 1, 5);

  final ForumLog log;
  final List<Tracker> acts = new ArrayList<>();
  private final Random random;
  private final SmallHall hall;
  private final List<Ed25519PrivateKey> residents;
  private final Map<Bytes, Tracker> last = new HashMap<>();
  private final Map<Bytes, ActDraft> drafts = new HashMap<>();
  private final Map<ActType, List<Digest>> byType = new EnumMap<>(ActType.class);
  private final List<Digest> items = new ArrayList<>();
  private final List<Digest> named = new ArrayList<>();
  private final List<SignedRecord> decisions = new ArrayList<>();
  private final Map<Digest, List<ContentRef>> contents = new HashMap<>();
  private SignedRecord statement;

  RandomForum(Path folder, long seed) {
    random = new Random(seed);
    log = new ForumLog(folder, seed, random);
    hall = log.hall;
    residents =
        Stream.generate(() -> Ed25519PrivateKey.generate(hall.parties.random)).limit(5).toList();
    statement = hall.statement;
    log.items.forEach(item -> items.add(item.hash()));
    items.add(statement.hash());
    named.addAll(items);
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One thing more happens. */
  void step() {
    int what = random.nextInt(100);
    if (what < 45) {
      publicAct();
    } else if (what < 60) {
      credentialAct();
    } else if (what < 65) {
      officerAct();
    } else if (what < 82) {
      decide();
    } else if (what < 84) {
      version();
    } else if (what < 93) {
      log.anchor();
    } else {
      log.checkpoint();
    }
  }

  private ActDraft draft(boolean publicly, List<ActType> types, Bytes author) {
    Optional<ActDraft> before =
        Optional.ofNullable(drafts.get(author))
            .filter(one -> types.contains(one.type()) && chance(40));
    ActType type = before.map(ActDraft::type).orElseGet(() -> any(types));
    Optional<Digest> target = before.flatMap(ActDraft::target).or(() -> target(type));
    Tracker replaces = before.map(one -> last.get(author)).orElse(Tracker.NONE);
    if (chance(4)) {
      replaces = new Tracker(any(named));
    }
    int value =
        switch (type) {
          case PROPOSE, ANSWER, REPORT, COMPLAINT -> 0;
          case COMMENT -> random.nextInt(3);
          case OPINION -> random.nextInt(4);
          case CO_SIGN, SUPPORT, ATTENDANCE -> chance(80) ? 1 : 0;
        };
    List<Digest> parents = type == ActType.PROPOSE && chance(30) ? parents() : List.of();
    List<ContentRef> said =
        SILENT.contains(type)
            ? List.of()
            : List.of(text(publicly ? ForumLog.OPEN : SmallHall.HALL));
    return new ActDraft(type, publicly ? any(CHANNELS) : 1, target, replaces, value, parents, said);
  }

  /** Mostly something that the type may act on, now and then anything, or nothing. */
  private Optional<Digest> target(ActType type) {
    if (LOOSE.contains(type) && chance(30)) {
      return Optional.empty();
    }
    if (chance(5)) {
      return Optional.of(new Digest(hall.parties.bytes(32)));
    }
    List<Digest> proposals = byType.getOrDefault(ActType.PROPOSE, List.of());
    List<Digest> fitting =
        switch (type) {
          case CO_SIGN -> proposals;
          case SUPPORT, OPINION -> chance(50) ? proposals : items;
          case COMMENT -> chance(50) ? byType.getOrDefault(ActType.COMMENT, items) : items;
          case COMPLAINT -> named;
          case PROPOSE, ANSWER, REPORT, ATTENDANCE -> items;
        };
    return Optional.of(chance(10) || fitting.isEmpty() ? any(named) : any(fitting));
  }

  private List<Digest> parents() {
    List<Digest> proposals = byType.getOrDefault(ActType.PROPOSE, List.of());
    return List.of(chance(20) || proposals.isEmpty() ? any(named) : any(proposals));
  }

  private ContentRef text(String scope) {
    String withheld = chance(20) ? "private" : "";
    return Content.text("Something " + random.nextInt(1_000), hall.parties.random)
        .reference(Parties.PROCESS, scope, withheld);
  }

  private void noted(Forum of, Bytes author, Bytes body, ActDraft draft) {
    Tracker act = of.actHash(body);
    acts.add(act);
    named.add(act.value());
    last.put(author, act);
    drafts.put(author, draft);
    byType.computeIfAbsent(draft.type(), type -> new ArrayList<>()).add(act.value());
    contents.put(act.value(), draft.contents());
  }

  private void publicAct() {
    Ed25519PrivateKey key =
        chance(70) ? any(residents) : Ed25519PrivateKey.generate(hall.parties.random);
    ActDraft draft =
        draft(
            true,
            List.of(
                ActType.PROPOSE,
                ActType.CO_SIGN,
                ActType.SUPPORT,
                ActType.COMMENT,
                ActType.OPINION,
                ActType.REPORT,
                ActType.COMPLAINT,
                ActType.ATTENDANCE),
            key.publicKey());
    Bytes signed = draft.sign(log.forum, key, hall.parties.random);
    if (new AnchorList(List.of(signed)).check(log.forum)
        instanceof city.urna.protocol.bytes.Verdict.Verified<?>) {
      log.add(signed);
      Bytes body = Bytes.of(StrictParser.parse(PublicAct.parser(), signed).orThrow().getAct());
      noted(log.forum, key.publicKey(), body, draft);
    }
  }

  private void credentialAct() {
    int voter = random.nextInt(2);
    Bytes author = hall.voters.get(voter).credentialKey().publicKey();
    ActDraft draft =
        draft(false, List.of(ActType.SUPPORT, ActType.COMMENT, ActType.OPINION), author);
    SignedRecord record = hall.act(voter, draft);
    if (log.take(record)) {
      noted(hall.hallForum, author, record.body(), draft);
    }
  }

  private void officerAct() {
    Bytes author = Bytes.ofUtf8(SmallHall.OFFICE);
    ActDraft draft = draft(true, List.of(ActType.SUPPORT, ActType.COMMENT, ActType.REPORT), author);
    ActDraft entered =
        new ActDraft(
            draft.type(),
            2,
            draft.target(),
            draft.replaces(),
            draft.type() == ActType.SUPPORT ? random.nextInt(40) : draft.value(),
            List.of(),
            draft.contents());
    SignedRecord record =
        entered.sign(log.forum, SmallHall.OFFICE, hall.office, hall.parties.random);
    if (log.take(record)) {
      noted(log.forum, author, record.body(), entered);
    }
  }

  private void decide() {
    int type = chance(70) ? 1 : 2 + random.nextInt(2);
    boolean inHall = chance(25);
    Forum of = inHall ? hall.hallForum : log.forum;
    List<Digest> reports = byType.getOrDefault(ActType.REPORT, named);
    Digest target = chance(5) ? new Digest(hall.parties.bytes(32)) : any(named);
    if (type == 1 && !inHall && chance(40)) {
      target = any(reports);
    }
    Decision.Builder decision =
        hall.answer(of, target).setType(type).setStatus(type == 1 ? 1 + random.nextInt(7) : 0);
    if (type == 1 && chance(30)) {
      decision.addContents(text(inHall ? SmallHall.HALL : ForumLog.OPEN));
    }
    if (type != 1) {
      List<ContentRef> said = contents.getOrDefault(target, List.of());
      if (!said.isEmpty() && chance(85)) {
        decision.addCommitments(said.getFirst().getCommitment());
      } else {
        decision.addCommitments(hall.parties.bytes(32).toByteString());
      }
    }
    if (type != 2 && chance(25) && !decisions.isEmpty()) {
      SignedRecord before = any(decisions);
      decision.setSupersedes(before.hash().value().toByteString());
      if (chance(70)) {
        decision.setTarget(before.body(Decision.parser()).orThrow().getTarget());
      }
    }
    SignedRecord record = hall.decide(inHall ? SmallHall.HALL : ForumLog.OPEN, decision.build());
    if (log.take(record)) {
      decisions.add(record);
      named.add(record.hash());
      contents.put(record.hash(), decision.getContentsList());
    }
  }

  private void version() {
    SignedRecord next =
        hall.item(
            SmallHall.HALL,
            SmallHall.item("trees", "statement")
                .setVersion(
                    statement.body(city.urna.protocol.records.Item.parser()).orThrow().getVersion()
                        + 1)
                .setSupersedes(statement.hash().value().toByteString()));
    if (log.take(next)) {
      statement = next;
      named.add(next.hash());
      items.add(next.hash());
    }
  }
}
