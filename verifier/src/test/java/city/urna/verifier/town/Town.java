package city.urna.verifier.town;

import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Record;
import city.urna.verifier.records.Signature;
import city.urna.verifier.town.Signers.Ec;
import city.urna.verifier.town.Signers.Ed;
import city.urna.verifier.town.Signers.Signer;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Everybody's keys in a small town, and the records that they write, in order.
 *
 * <p>A test <em>bends</em> a record: the message is changed just before it is signed, by those who
 * sign it, so that every signature and hash after it is right again and only the check in question
 * can see it.
 */
final class Town {
  static final String PROCESS = "town-2026";
  static final String SCOPE = "budget";
  static final String ORIGIN = "log.town.example/2026";

  /** What differs between towns. */
  record Plan(
      int issuers, int minimumIssuers, int registrars, boolean castingWithFreeze, int trustees) {
    static final Plan USUAL = new Plan(2, 2, 1, true);

    /** Two issuers who give out credentials, and nobody who could open anything. */
    static final Plan ASKING = new Plan(2, 2, 1, true, 0);

    Plan(int issuers, int minimumIssuers, int registrars, boolean castingWithFreeze) {
      this(issuers, minimumIssuers, registrars, castingWithFreeze, 3);
    }
  }

  /** One record on the log. */
  record Line(Kind kind, String process, String scope, byte[] raw, byte[] tracker) {
    byte[] hash() {
      return Ink.of("record-hash", process, scope, Ink.ZERO_32).absorb("record", raw).hash();
    }
  }

  final Plan plan;
  final Dice dice;
  final List<Line> lines = new ArrayList<>();

  final Ed logKey;
  final Ec orderer;
  final List<Ec> ledgerKeys;
  final List<Ed> cosigners;
  final Ed clerk;
  final List<Ed> registrars;
  final List<Ed> issuers;
  final List<Ed> trustees;
  final List<Ec> sealing;

  byte[] genesisHash = Ink.ZERO_32;
  byte[] processHash = Ink.ZERO_32;
  byte[] election = Ink.ZERO_32;

  /** Election hashes of consultations, by scope. */
  final Map<String, byte[]> elections = new HashMap<>();

  /** The offices of a process that asks, by id. */
  final Map<String, Ed> offices = new LinkedHashMap<>();

  /** What the archive holds beside the log: contents and lists of public acts. */
  final Map<String, byte[]> beside = new TreeMap<>();

  /** The cosigners' clocks, in seconds since 1970. */
  long now = 1_767_225_600L;

  /** What the trust file names. */
  String trustedScope = SCOPE;

  /** What the trust file says; empty: the election's own hash. */
  byte[] trustedElection = new byte[0];

  private final Map<Kind, Map<Integer, UnaryOperator<Message>>> bends = new HashMap<>();
  private final Map<Kind, Map<Integer, UnaryOperator<List<Signer>>>> signerBends = new HashMap<>();
  private final Map<Kind, Integer> written = new HashMap<>();

  Town(String seed, Plan plan) {
    this.plan = plan;
    this.dice = new Dice(seed);
    this.logKey = Ed.of(dice);
    this.orderer = Ec.of(dice);
    this.ledgerKeys = many(3, () -> Ec.of(dice));
    this.cosigners = many(3, () -> Ed.of(dice));
    this.clerk = Ed.of(dice);
    this.registrars = many(plan.registrars, () -> Ed.of(dice));
    this.issuers = many(plan.issuers, () -> Ed.of(dice));
    this.trustees = many(plan.trustees, () -> Ed.of(dice));
    this.sealing = many(plan.trustees, () -> Ec.of(dice));
  }

  private static <T> List<T> many(int count, java.util.function.Supplier<T> make) {
    return IntStream.range(0, count).mapToObj(i -> make.get()).toList();
  }

  static String issuer(int index) {
    return "issuer-" + (index + 1);
  }

  /** Changes the nth record of a kind (from 0) before it is signed. */
  @SuppressWarnings("unchecked")
  <M extends Message> Town bend(Kind kind, int nth, Class<M> type, UnaryOperator<M> change) {
    bends
        .computeIfAbsent(kind, k -> new HashMap<>())
        .merge(
            nth,
            m -> change.apply(type.cast(m)),
            (first, second) -> m -> second.apply(first.apply(m)));
    return this;
  }

  /** Changes who signs the nth record of a kind. */
  Town bendSigners(Kind kind, int nth, UnaryOperator<List<Signer>> change) {
    signerBends.computeIfAbsent(kind, k -> new HashMap<>()).put(nth, change);
    return this;
  }

  /** Appends a record of the town's process; gives its hash. */
  byte[] add(Kind kind, String scope, Message message, List<? extends Signer> signers) {
    return add(kind, PROCESS, scope, message, signers);
  }

  byte[] add(
      Kind kind, String process, String scope, Message message, List<? extends Signer> signers) {
    int nth = written.merge(kind, 1, Integer::sum) - 1;
    Message bent = bends.getOrDefault(kind, Map.of()).getOrDefault(nth, m -> m).apply(message);
    List<Signer> hands =
        signerBends
            .getOrDefault(kind, Map.of())
            .getOrDefault(nth, s -> s)
            .apply(List.copyOf(signers));
    return append(kind, process, scope, bent.toByteArray(), hands);
  }

  /** Appends a record of exactly this body. */
  byte[] append(Kind kind, String process, String scope, byte[] body, List<Signer> signers) {
    byte[] digest =
        Ink.of("record", process, scope, Ink.ZERO_32)
            .absorb("kind", Ink.u32(kind.number()))
            .absorb("body", body)
            .hash();
    Record.Builder record =
        Record.newBuilder()
            .setVersion(1)
            .setKind(kind.number())
            .setProcess(process)
            .setScope(scope)
            .setBody(ByteString.copyFrom(body));
    for (Signer signer : signers) {
      record.addSignatures(
          Signature.newBuilder()
              .setKey(ByteString.copyFrom(signer.key()))
              .setValue(ByteString.copyFrom(signer.sign(digest))));
    }
    byte[] tracker =
        switch (kind) {
          case BALLOT -> tracker(process, scope, body);
          case ACT -> actHash(scope, body);
          default -> Ink.ZERO_32;
        };
    Line line = new Line(kind, process, scope, record.build().toByteArray(), tracker);
    lines.add(line);
    return line.hash();
  }

  byte[] tracker(String process, String scope, byte[] body) {
    return Ink.of("ballot", process, scope, election).absorb("body", body).hash();
  }

  byte[] actHash(String scope, byte[] act) {
    return Ink.of("act", PROCESS, scope, elections.getOrDefault(scope, Ink.ZERO_32))
        .absorb("body", act)
        .hash();
  }

  /** Author first, then as many organizations. */
  List<Signer> endorsed(Signer author, int organizations) {
    List<Signer> all = new ArrayList<>();
    all.add(author);
    all.addAll(ledgerKeys.subList(0, organizations));
    return all;
  }

  static ByteString bytes(byte[] content) {
    return ByteString.copyFrom(content);
  }

  static boolean same(byte[] a, byte[] b) {
    return Arrays.equals(a, b);
  }
}
