package city.urna.verifier.log;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** The specification's vectors of the log, made by the reference, and Merkle's definition. */
class LogVectorsTest {
  private static final JsonNode FILE = Vectors.ofSpecification("log.json");
  private static final LogTrust TRUST = trust();

  private static LogTrust trust() {
    JsonNode trust = FILE.path("trust");
    List<LogTrust.Cosigner> cosigners = new ArrayList<>();
    for (JsonNode cosigner : trust.path("cosigners")) {
      cosigners.add(new LogTrust.Cosigner(cosigner.path("id").asText(), hex(cosigner, "key")));
    }
    return new LogTrust(
        trust.path("origin").asText(),
        hex(trust, "logKey"),
        cosigners,
        trust.path("quorum").asInt());
  }

  private static List<JsonNode> valid(String what) {
    return Vectors.of(FILE.path("valid"), what);
  }

  private static List<JsonNode> invalid(String what) {
    return Vectors.of(FILE.path("invalid"), what);
  }

  private static List<Bytes> list(JsonNode v, String field) {
    List<Bytes> out = new ArrayList<>();
    v.path(field).forEach(hex -> out.add(Bytes.fromHex(hex.asText()).orThrow()));
    return out;
  }

  @Test
  void roots() {
    for (JsonNode v : valid("root")) {
      assertEquals(hex(v, "root"), Merkle.root(list(v, "leaves")));
    }
    for (JsonNode v : invalid("root")) {
      assertNotEquals(hex(v, "root"), Merkle.root(list(v, "leaves")), v.path("why").asText());
    }
  }

  @Test
  void rootsAgreeWithTheDefinition() {
    Random random = new Random(41);
    List<Bytes> leaves = new ArrayList<>();
    for (int size = 0; size < 300; size++) {
      assertEquals(SmallArchive.root(leaves), Merkle.root(leaves), "size " + size);
      byte[] leaf = new byte[random.nextInt(70)];
      random.nextBytes(leaf);
      leaves.add(Bytes.of(leaf));
    }
  }

  @Test
  void inclusions() {
    for (JsonNode v : valid("inclusion")) {
      assertEquals(Parsed.ok(hex(v, "root")), included(v));
    }
    for (JsonNode v : invalid("inclusion")) {
      assertNotEquals(Parsed.ok(hex(v, "root")), included(v), v.path("why").asText());
    }
  }

  private static Parsed<Bytes> included(JsonNode v) {
    return Merkle.rootOfInclusion(
        v.path("index").asLong(),
        v.path("size").asLong(),
        Merkle.leafHash(hex(v, "leaf")),
        list(v, "path"));
  }

  @Test
  void everyInclusionOfSmallTreesHoldsAndNoOther() {
    List<Bytes> leaves = new ArrayList<>();
    for (int size = 1; size < 24; size++) {
      leaves.add(Bytes.u32(size));
      Bytes root = SmallArchive.root(leaves);
      for (int index = 0; index < size; index++) {
        Bytes leaf = Merkle.leafHash(leaves.get(index));
        List<Bytes> path = SmallArchive.path(index, leaves);
        assertEquals(Parsed.ok(root), Merkle.rootOfInclusion(index, size, leaf, path));
        for (int other = 0; other < size; other++) {
          if (other != index) {
            assertNotEquals(Parsed.ok(root), Merkle.rootOfInclusion(other, size, leaf, path));
          }
        }
        path.add(Bytes.ZERO_32);
        assertInstanceOf(Parsed.Malformed.class, Merkle.rootOfInclusion(index, size, leaf, path));
      }
    }
  }

  @Test
  void entries() {
    for (JsonNode v : valid("entry")) {
      LogEntry entry = LogEntry.parse(hex(v, "bytes")).orThrow();
      assertEquals(hex(v, "bytes"), entry.encode());
      assertEquals(v.path("kind").asInt(), entry.kind().number());
      assertEquals(v.path("position").asLong(), entry.position());
      assertEquals(hex(v, "scopeHash"), entry.scopeHash());
      assertEquals(hex(v, "recordHash"), entry.recordHash());
      assertEquals(hex(v, "tracker"), entry.tracker());
    }
    for (JsonNode v : invalid("entry")) {
      assertInstanceOf(
          Parsed.Malformed.class, LogEntry.parse(hex(v, "bytes")), v.path("why").asText());
    }
  }

  @Test
  void tileNames() {
    for (JsonNode v : valid("tile-paths")) {
      SortedSet<String> names = TileNames.tilesAndEntries(v.path("size").asLong());
      assertEquals(v.path("count").asInt(), names.size());
      assertEquals(hex(v, "sha256"), Bytes.sha256(Bytes.ofUtf8(String.join("\n", names))));
    }
    for (JsonNode v : invalid("tile-paths")) {
      assertFalse(
          TileNames.tilesAndEntries(v.path("size").asLong()).contains(v.path("path").asText()),
          v.path("why").asText());
    }
  }

  @Test
  void tiles() {
    for (JsonNode v : valid("tile")) {
      List<Bytes> hashes = list(v, "leaves").stream().map(Merkle::leafHash).toList();
      assertEquals(hex(v, "bytes"), SmallArchive.join(hashes));
    }
  }

  @Test
  void checkpoints() {
    for (JsonNode v : valid("checkpoint")) {
      Bytes note = Bytes.ofUtf8(v.path("note").asText());
      Checkpoint checkpoint = Checkpoint.parse(note, TRUST).orThrow();
      assertEquals(v.path("size").asLong(), checkpoint.head().size());
      assertEquals(hex(v, "root"), checkpoint.head().root());
      List<Checkpoint.Cosignature> expected = new ArrayList<>();
      v.path("cosigners")
          .forEach(
              c ->
                  expected.add(
                      new Checkpoint.Cosignature(c.path("id").asText(), c.path("time").asLong())));
      assertEquals(expected, checkpoint.cosignatures());
    }
    for (JsonNode v : invalid("checkpoint")) {
      assertInstanceOf(
          Parsed.Malformed.class,
          Checkpoint.parse(Bytes.ofUtf8(v.path("note").asText()), TRUST),
          v.path("why").asText());
    }
  }

  @Test
  void receipts() {
    for (JsonNode v : valid("receipt")) {
      Receipt receipt = Receipt.parse(Bytes.ofUtf8(v.path("note").asText()), TRUST).orThrow();
      assertEquals(v.path("position").asLong(), receipt.entry().position());
      assertEquals(v.path("size").asLong(), receipt.checkpoint().head().size());
      assertEquals(hex(v, "recordHash"), receipt.entry().recordHash());
      assertEquals(hex(v, "tracker"), receipt.entry().tracker());
    }
    for (JsonNode v : invalid("receipt")) {
      assertInstanceOf(
          Parsed.Malformed.class,
          Receipt.parse(Bytes.ofUtf8(v.path("note").asText()), TRUST),
          v.path("why").asText());
    }
  }

  /** No other bytes than a receipt's own make a receipt. */
  @Test
  void mutatedReceiptsAndCheckpointsAreRefused() {
    Random random = new Random(42);
    Bytes receipt = Bytes.ofUtf8(valid("receipt").get(1).path("note").asText());
    Bytes checkpoint = Bytes.ofUtf8(valid("checkpoint").get(0).path("note").asText());
    for (int i = 0; i < 1500; i++) {
      Bytes note = mutate(receipt, random);
      assertTrue(
          note.equals(receipt) || Receipt.parse(note, TRUST) instanceof Parsed.Malformed,
          () -> note.hex());
      Bytes other = mutate(checkpoint, random);
      assertTrue(
          other.equals(checkpoint) || Checkpoint.parse(other, TRUST) instanceof Parsed.Malformed,
          () -> other.hex());
    }
  }

  private static Bytes mutate(Bytes good, Random random) {
    int at = random.nextInt(good.size());
    Bytes before = good.slice(0, at);
    return switch (random.nextInt(4)) {
      case 0 -> before;
      case 1 -> Bytes.concat(before, good.slice(at + 1, good.size()));
      case 2 ->
          Bytes.concat(
              before,
              Bytes.of(new byte[] {(byte) random.nextInt()}),
              good.slice(at + 1, good.size()));
      default ->
          Bytes.concat(
              before, Bytes.of(new byte[] {(byte) random.nextInt()}), good.slice(at, good.size()));
    };
  }
}
