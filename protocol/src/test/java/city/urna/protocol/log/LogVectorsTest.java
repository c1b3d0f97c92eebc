package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The reference's trees, entries, tiles, checkpoints and receipts. */
class LogVectorsTest {
  private static final JsonNode FILE = Vectors.ours("log.json");
  private static final CheckpointTrust TRUST = trust(FILE.required("trust"));

  private static CheckpointTrust trust(JsonNode trust) {
    NoteKey log = NoteKey.parse(trust.required("logVkey").asText()).orThrow();
    List<NoteKey> cosigners = new ArrayList<>();
    for (JsonNode cosigner : trust.required("cosigners")) {
      NoteKey key = NoteKey.parse(cosigner.required("vkey").asText()).orThrow();
      assertEquals(cosigner.required("vkey").asText(), key.text());
      assertEquals(
          CheckpointTrust.cosignerName(log.name(), cosigner.required("id").asText()), key.name());
      assertEquals(Vectors.hex(cosigner, "key"), key.key().encode());
      cosigners.add(key);
    }
    assertEquals(trust.required("logVkey").asText(), log.text());
    assertEquals(trust.required("origin").asText(), log.name());
    assertEquals(Vectors.hex(trust, "logKey"), log.key().encode());
    return new CheckpointTrust(log, cosigners, trust.required("quorum").asInt());
  }

  private static List<JsonNode> cases(String list, String what) {
    return Vectors.each(FILE.required(list), "what", what);
  }

  private static List<Bytes> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(one -> Bytes.fromHex(one.asText()).orThrow())
        .toList();
  }

  private static List<Digest> digests(JsonNode array) {
    return list(array).stream().map(Digest::new).toList();
  }

  private static Digest digest(JsonNode vector, String field) {
    return new Digest(Vectors.hex(vector, field));
  }

  @Test
  void roots() {
    for (JsonNode vector : cases("valid", "root")) {
      assertEquals(digest(vector, "root"), MerkleTree.root(list(vector.required("leaves"))));
    }
    for (JsonNode vector : cases("invalid", "root")) {
      assertNotEquals(digest(vector, "root"), MerkleTree.root(list(vector.required("leaves"))));
    }
  }

  private static boolean included(JsonNode vector) {
    long index = vector.required("index").asLong();
    long size = vector.required("size").asLong();
    return index < size
        && new InclusionProof(index, size, digests(vector.required("path")))
            .holds(MerkleTree.leafHash(Vectors.hex(vector, "leaf")), digest(vector, "root"));
  }

  @Test
  void inclusion() {
    for (JsonNode vector : cases("valid", "inclusion")) {
      assertTrue(included(vector));
    }
    for (JsonNode vector : cases("invalid", "inclusion")) {
      assertFalse(included(vector), vector.path("why").asText());
    }
  }

  private static boolean consistent(JsonNode vector) {
    long old = vector.required("old").asLong();
    long size = vector.required("size").asLong();
    return old <= size
        && new ConsistencyProof(old, size, digests(vector.required("proof")))
            .holds(digest(vector, "oldRoot"), digest(vector, "root"));
  }

  @Test
  void consistency() {
    for (JsonNode vector : cases("valid", "consistency")) {
      assertTrue(consistent(vector));
    }
    for (JsonNode vector : cases("invalid", "consistency")) {
      assertFalse(consistent(vector), vector.path("why").asText());
    }
  }

  @Test
  void entries() {
    for (JsonNode vector : cases("valid", "entry")) {
      LogEntry entry = LogEntry.decode(Vectors.hex(vector, "bytes")).orThrow();
      assertEquals(vector.required("kind").asInt(), entry.kind().number());
      assertEquals(vector.required("position").asLong(), entry.position());
      assertEquals(digest(vector, "scopeHash"), entry.scopeHash());
      assertEquals(digest(vector, "recordHash"), entry.recordHash());
      assertEquals(digest(vector, "tracker"), entry.tracker().value());
      assertEquals(Vectors.hex(vector, "bytes"), entry.encode());
    }
    for (JsonNode vector : cases("invalid", "entry")) {
      assertInstanceOf(
          Parsed.Malformed.class,
          LogEntry.decode(Vectors.hex(vector, "bytes")),
          vector.path("why").asText());
    }
  }

  @Test
  void tilePaths() {
    for (JsonNode vector : cases("valid", "tile-paths")) {
      List<String> paths =
          TilePath.all(vector.required("size").asLong()).stream()
              .map(TilePath::text)
              .sorted()
              .toList();
      assertEquals(vector.required("count").asInt(), paths.size());
      assertEquals(digest(vector, "sha256"), Digest.sha256(Bytes.ofUtf8(String.join("\n", paths))));
    }
    for (JsonNode vector : cases("invalid", "tile-paths")) {
      String path = vector.required("path").asText();
      assertFalse(
          TilePath.all(vector.required("size").asLong()).stream()
              .map(TilePath::text)
              .anyMatch(path::equals),
          vector.path("why").asText());
    }
  }

  private static Bytes tile(JsonNode vector) {
    MerkleTree tree = new MerkleTree();
    list(vector.required("leaves")).forEach(tree::append);
    return Tiles.hashes(tree, new TilePath(0, 0, (int) tree.size()));
  }

  @Test
  void tiles() {
    for (JsonNode vector : cases("valid", "tile")) {
      assertEquals(Vectors.hex(vector, "bytes"), tile(vector));
      Bytes bundle = Tiles.bundle(list(vector.required("leaves")));
      assertEquals(Vectors.hex(vector, "bundle"), bundle);
      assertEquals(list(vector.required("leaves")), Tiles.entries(bundle).orThrow());
    }
    for (JsonNode vector : cases("invalid", "tile")) {
      assertNotEquals(Vectors.hex(vector, "bytes"), tile(vector));
    }
  }

  private static Optional<CheckpointTrust.Outcome.Trusted> checkpoint(String note) {
    return SignedNote.parse(Bytes.ofUtf8(note))
        .map(TRUST::check)
        .optional()
        .filter(CheckpointTrust.Outcome.Trusted.class::isInstance)
        .map(CheckpointTrust.Outcome.Trusted.class::cast);
  }

  @Test
  void checkpoints() {
    for (JsonNode vector : cases("valid", "checkpoint")) {
      String note = vector.required("note").asText();
      CheckpointTrust.Outcome.Trusted trusted = checkpoint(note).orElseThrow();
      assertEquals(vector.required("size").asLong(), trusted.checkpoint().size());
      assertEquals(digest(vector, "root"), trusted.checkpoint().root());
      assertEquals(
          StreamSupport.stream(vector.required("cosigners").spliterator(), false)
              .map(one -> one.required("id").asText() + " " + one.required("time").asLong())
              .collect(Collectors.toList()),
          trusted.cosignatures().stream()
              .map(
                  one ->
                      one.cosigner().name().substring(TRUST.log().name().length() + 1)
                          + " "
                          + one.time())
              .collect(Collectors.toList()));
      assertEquals(Bytes.ofUtf8(note), SignedNote.parse(Bytes.ofUtf8(note)).orThrow().encode());
    }
    for (JsonNode vector : cases("invalid", "checkpoint")) {
      assertTrue(
          checkpoint(vector.required("note").asText()).isEmpty(), vector.path("why").asText());
    }
  }

  private static Optional<Receipt.Outcome.Recorded> receipt(JsonNode vector) {
    return Receipt.parse(Bytes.ofUtf8(vector.required("note").asText()))
        .map(receipt -> receipt.check(TRUST))
        .optional()
        .filter(Receipt.Outcome.Recorded.class::isInstance)
        .map(Receipt.Outcome.Recorded.class::cast);
  }

  @Test
  void receipts() {
    for (JsonNode vector : cases("valid", "receipt")) {
      Receipt.Outcome.Recorded recorded = receipt(vector).orElseThrow();
      assertEquals(vector.required("position").asLong(), recorded.entry().position());
      assertEquals(vector.required("size").asLong(), recorded.checkpoint().size());
      assertEquals(vector.required("kind").asInt(), recorded.entry().kind().number());
      assertEquals(digest(vector, "recordHash"), recorded.entry().recordHash());
      assertEquals(digest(vector, "tracker"), recorded.entry().tracker().value());
    }
    for (JsonNode vector : cases("invalid", "receipt")) {
      assertTrue(receipt(vector).isEmpty(), vector.path("why").asText());
    }
  }
}
