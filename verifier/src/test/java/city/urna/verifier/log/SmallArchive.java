package city.urna.verifier.log;

import city.urna.verifier.archive.TileName;
import city.urna.verifier.arithmetic.Scalar;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Record;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;

/**
 * Writes archives whose log and blocks are right and whose records say nothing of sense, for the
 * checks V1.* and V2.*. Merkle roots come from the definition, not from the code under test.
 */
public final class SmallArchive {
  private static final Definition DEFINITION = Definition.newBuilder().setRollSize(7).build();

  static final String ORIGIN = "log.example/1";
  static final long TIME = 1_790_000_000L;

  private static final SecP256R1Curve CURVE = new SecP256R1Curve();
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(
          CURVE,
          CURVE.decodePoint(city.urna.verifier.arithmetic.Point.GENERATOR.encode().toArray()),
          Scalar.ORDER);

  private final Ed25519PrivateKeyParameters logKey = ed(1);
  private final List<Ed25519PrivateKeyParameters> cosigners = List.of(ed(2), ed(3), ed(4));
  private final BigInteger orderer = BigInteger.valueOf(1_234_567);

  public final List<Bytes> records = new ArrayList<>();
  public final List<Bytes> trackers = new ArrayList<>();
  int blockSize = 50;
  public List<Integer> signing = List.of(0, 1, 2);

  /** A record to be: its kind and body. */
  public record Part(Kind kind, byte[] body) {}

  /** An archive of so many records; every fourth from the sixth on is a ballot. */
  public SmallArchive(int size, long seed) {
    this(parts(size, new Random(seed)));
  }

  /** An archive of these records. */
  public SmallArchive(List<Part> parts) {
    Bytes context = Bytes.ZERO_32;
    for (Part part : parts) {
      Bytes record = record(part.kind(), part.body());
      Bytes tracker = Bytes.ZERO_32;
      if (part.kind() == Kind.PROCESS) {
        context = Envelope.parse(record).orThrow().hash();
      } else if (part.kind() == Kind.PHASE && trackers.size() == 4) {
        context =
            Transcript.of("election", "p", "s", context)
                .absorb("definition", Bytes.of(DEFINITION.toByteArray()))
                .hash();
      } else if (part.kind() == Kind.BALLOT) {
        tracker =
            Transcript.of("ballot", "p", "s", context).absorb("body", Bytes.of(part.body())).hash();
      }
      records.add(record);
      trackers.add(tracker);
    }
  }

  /** The fifth record must be this. */
  public static Part freeze() {
    return new Part(
        Kind.PHASE,
        Phase.newBuilder()
            .setStep(1)
            .setDefinition(DEFINITION.toByteString())
            .setCasting(true)
            .build()
            .toByteArray());
  }

  private static List<Part> parts(int size, Random random) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      byte[] body = new byte[20 + random.nextInt(60)];
      random.nextBytes(body);
      parts.add(
          switch (i) {
            case 0 -> new Part(Kind.GENESIS, body);
            case 1 -> new Part(Kind.PROCESS, body);
            case 4 -> freeze();
            default -> new Part(i > 4 && i % 4 == 1 ? Kind.BALLOT : Kind.ITEM, body);
          });
    }
    return parts;
  }

  static Bytes record(Kind kind, byte[] body) {
    Record.Builder record =
        Record.newBuilder().setVersion(1).setKind(kind.number()).setBody(ByteString.copyFrom(body));
    if (kind != Kind.GENESIS) {
      record.setProcess("p");
    }
    if (kind != Kind.GENESIS && kind != Kind.PROCESS) {
      record.setScope("s");
    }
    return Bytes.of(record.build().toByteArray());
  }

  private static Ed25519PrivateKeyParameters ed(int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return new Ed25519PrivateKeyParameters(bytes);
  }

  private static Bytes key(Ed25519PrivateKeyParameters secret) {
    return Bytes.of(secret.generatePublicKey().getEncoded());
  }

  private static Bytes sign(Ed25519PrivateKeyParameters secret, Bytes message) {
    byte[] out = new byte[64];
    byte[] text = message.toArray();
    secret.sign(0, null, text, 0, text.length, out, 0);
    return Bytes.of(out);
  }

  Bytes ordererKey() {
    return Bytes.of(DOMAIN.getG().multiply(orderer).getEncoded(true));
  }

  Bytes genesis() {
    return Envelope.parse(records.getFirst()).orThrow().hash();
  }

  public LogTrust trust() {
    List<LogTrust.Cosigner> known = new ArrayList<>();
    for (int i = 0; i < cosigners.size(); i++) {
      known.add(new LogTrust.Cosigner("org-" + i, key(cosigners.get(i))));
    }
    return new LogTrust(ORIGIN, key(logKey), known, 2);
  }

  Bytes entry(int position) {
    Envelope envelope = Envelope.parse(records.get(position)).orThrow();
    return Bytes.concat(
        Bytes.of(new byte[] {1, (byte) envelope.kind().number()}),
        Bytes.u64(position),
        Transcript.of("scope", envelope.process(), envelope.scope(), Bytes.ZERO_32).hash(),
        envelope.hash(),
        trackers.get(position));
  }

  /** RFC 6962 §2.1, word by word. */
  static Bytes root(List<Bytes> leaves) {
    if (leaves.isEmpty()) {
      return Bytes.sha256();
    }
    if (leaves.size() == 1) {
      return Bytes.sha256(Bytes.of(new byte[] {0}), leaves.getFirst());
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Bytes.sha256(
        Bytes.of(new byte[] {1}),
        root(leaves.subList(0, k)),
        root(leaves.subList(k, leaves.size())));
  }

  List<Bytes> entries() {
    List<Bytes> entries = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      entries.add(entry(i));
    }
    return entries;
  }

  /** A note of the first so many entries. */
  public Bytes checkpoint(int size) {
    TreeHead head = new TreeHead(ORIGIN, size, root(entries().subList(0, size)));
    return note(head, signing);
  }

  Bytes note(TreeHead head, List<Integer> organizations) {
    Bytes text = Bytes.ofUtf8(head.text());
    StringBuilder note = new StringBuilder(head.text()).append('\n');
    NoteKey log = new NoteKey(ORIGIN, NoteKey.Type.ED25519, key(logKey));
    note.append(log.prefix())
        .append(Spelling.base64(Bytes.concat(log.id(), sign(logKey, text))))
        .append('\n');
    for (int i : organizations) {
      NoteKey cosigner =
          new NoteKey(ORIGIN + "/org-" + i, NoteKey.Type.COSIGNATURE, key(cosigners.get(i)));
      Bytes stamped = Bytes.ofUtf8("cosignature/v1\ntime " + (TIME + i) + "\n" + head.text());
      note.append(cosigner.prefix())
          .append(
              Spelling.base64(
                  Bytes.concat(
                      cosigner.id(), Bytes.u64(TIME + i), sign(cosigners.get(i), stamped))))
          .append('\n');
    }
    return Bytes.ofUtf8(note.toString());
  }

  /** The receipt of a record in the tree of the first so many. */
  public Bytes receipt(int position, int size) {
    List<Bytes> leaves = entries().subList(0, size);
    StringBuilder text =
        new StringBuilder("c2sp.org/tlog-proof@v1\nextra ")
            .append(Spelling.base64(entry(position)))
            .append("\nindex ")
            .append(position)
            .append('\n');
    path(position, leaves).forEach(hash -> text.append(Spelling.base64(hash)).append('\n'));
    return Bytes.concat(Bytes.ofUtf8(text.append('\n').toString()), checkpoint(size));
  }

  /** RFC 6962 §2.1.1, word by word. */
  static List<Bytes> path(int index, List<Bytes> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<Bytes> left = leaves.subList(0, k);
    List<Bytes> right = leaves.subList(k, leaves.size());
    List<Bytes> path = index < k ? path(index, left) : path(index - k, right);
    path.add(root(index < k ? right : left));
    return path;
  }

  /** A trust file that fits, with keys nobody uses where the log and blocks need none. */
  public Bytes trustFile() {
    ObjectNode trust = new ObjectMapper().createObjectNode();
    trust
        .put("format", "urna-trust/v1")
        .put("suite", "URNA-P256-SHA256-v1")
        .put("process", "p")
        .put("scope", "s")
        .put("electionHash", "")
        .put("genesis", genesis().hex())
        .put("origin", ORIGIN)
        .put("logKey", key(logKey).hex())
        .put("ordererKey", ordererKey().hex())
        .put("operator", "city")
        .put("quorum", 2);
    ArrayNode organizations = trust.putArray("organizations");
    for (int i = 0; i < cosigners.size(); i++) {
      organizations
          .addObject()
          .put("id", "org-" + i)
          .put("operator", "org-" + i)
          .put("ledgerKey", point(100 + i))
          .put("cosignerKey", key(cosigners.get(i)).hex());
    }
    party(trust.putArray("clerks"), "clerk", 20);
    party(trust.putArray("registrars"), "registrar", 21);
    party(party(trust.putArray("issuers"), "issuer-1", 22), "issuer-2", 23);
    ArrayNode trustees = trust.putArray("trustees");
    trustees
        .addObject()
        .put("id", "trustee")
        .put("operator", "trustee")
        .put("key", key(ed(24)).hex())
        .put("sealingKey", point(110));
    trust.put("threshold", 1).put("minimumIssuers", 1).put("madeBy", "observer");
    return Bytes.ofUtf8(trust.toString());
  }

  private static ArrayNode party(ArrayNode list, String id, int seed) {
    list.addObject().put("id", id).put("operator", id).put("key", key(ed(seed)).hex());
    return list;
  }

  private static String point(int secret) {
    return Bytes.of(DOMAIN.getG().multiply(BigInteger.valueOf(secret)).getEncoded(true)).hex();
  }

  /** Every file by name, the manifest last made. */
  public Map<String, Bytes> files() {
    Map<String, Bytes> files = new TreeMap<>();
    List<Bytes> entries = entries();
    for (int from = 0; from < entries.size(); from += 256) {
      int to = Math.min(from + 256, entries.size());
      List<Bytes> bundle = new ArrayList<>();
      List<Bytes> stored = new ArrayList<>();
      for (int i = from; i < to; i++) {
        bundle.add(Bytes.of(new byte[] {0, 106}));
        bundle.add(entries.get(i));
        stored.add(Bytes.u32(records.get(i).size()));
        stored.add(records.get(i));
      }
      files.put(TileName.entries(from / 256, to - from), join(bundle));
      files.put(TileName.records(from / 256, to - from), join(stored));
    }
    int span = 1;
    for (int level = 0; entries.size() / span > 0; level++, span *= 256) {
      int hashes = entries.size() / span;
      for (int from = 0; from < hashes; from += 256) {
        int to = Math.min(from + 256, hashes);
        List<Bytes> tile = new ArrayList<>();
        for (int i = from; i < to; i++) {
          tile.add(root(entries.subList(i * span, (i + 1) * span)));
        }
        files.put(TileName.tile(level, from / 256, to - from), join(tile));
      }
    }
    files.put("headers", headers());
    files.put("checkpoint", checkpoint(entries.size()));
    return files;
  }

  private Bytes headers() {
    List<Bytes> out = new ArrayList<>();
    Bytes previous = Bytes.ZERO_32;
    int number = 0;
    for (int from = 0; from < records.size(); number++) {
      int to = number == 0 ? 1 : Math.min(from + blockSize, records.size());
      List<Bytes> content = new ArrayList<>();
      for (Bytes record : records.subList(from, to)) {
        content.add(Bytes.u32(record.size()));
        content.add(record);
      }
      out.add(header(number, to - from, previous, Bytes.sha256(join(content))));
      previous = headerHash(number, to - from, previous, Bytes.sha256(join(content)));
      from = to;
    }
    return join(out);
  }

  Bytes header(long number, int count, Bytes previous, Bytes data) {
    return Bytes.concat(
        Bytes.u64(number),
        Bytes.u32(count),
        previous,
        data,
        signBlock(headerHash(number, count, previous, data)));
  }

  private static Bytes headerHash(long number, int count, Bytes previous, Bytes data) {
    return Transcript.of("block", "", "", Bytes.ZERO_32)
        .absorbLong("number", number)
        .absorb("count", count)
        .absorb("previous", previous)
        .absorb("data", data)
        .hash();
  }

  private Bytes signBlock(Bytes headerHash) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(orderer, DOMAIN));
    BigInteger[] rs = signer.generateSignature(Bytes.sha256(headerHash).toArray());
    BigInteger low = rs[1].min(Scalar.ORDER.subtract(rs[1]));
    return Bytes.concat(new Scalar(rs[0]).encode(), new Scalar(low).encode());
  }

  static Bytes join(List<Bytes> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(part -> out.writeBytes(part.toArray()));
    return Bytes.of(out.toByteArray());
  }

  /** The manifest that these files ask for. */
  public static Bytes manifest(Map<String, Bytes> files) {
    StringBuilder text = new StringBuilder("{\"files\":[");
    String comma = "";
    for (Map.Entry<String, Bytes> file : new TreeMap<>(files).entrySet()) {
      text.append(comma)
          .append("{\"length\":")
          .append(file.getValue().size())
          .append(",\"name\":\"")
          .append(file.getKey())
          .append("\",\"sha256\":\"")
          .append(Bytes.sha256(file.getValue()).hex())
          .append("\"}");
      comma = ",";
    }
    return Bytes.ofUtf8(text + "],\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\"}\n");
  }

  /** Writes files and, unless they hold one, the manifest that they ask for. */
  public static Path write(Map<String, Bytes> files, Path directory) throws IOException {
    Map<String, Bytes> all = new TreeMap<>(files);
    all.putIfAbsent("manifest.json", manifest(files));
    for (Map.Entry<String, Bytes> file : all.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue().toArray());
    }
    return directory;
  }
}
