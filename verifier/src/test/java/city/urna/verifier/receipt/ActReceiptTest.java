package city.urna.verifier.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.log.SmallArchive;
import city.urna.verifier.log.SmallArchive.Part;
import city.urna.verifier.record.Kind;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.PublicAct;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Receipts of public acts (spec consultation §11). */
class ActReceiptTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Bytes ELECTION = Bytes.sha256(Bytes.ofUtf8("election"));
  private static final byte[] SEED = new byte[32];
  private static final Bytes OTHERS = Bytes.ofUtf8("another act");
  private static final Bytes ACT = act();
  private static final Bytes HASH = hash(ACT);
  private static final Bytes PUBLIC = publicAct();
  static final SmallArchive LOG = log();

  @TempDir private Path temporary;

  private static Bytes act() {
    byte[] key = new byte[32];
    Ed25519.generatePublicKey(SEED, 0, key, 0);
    return Bytes.of(
        Act.newBuilder()
            .setElection(ByteString.copyFrom(ELECTION.toArray()))
            .setType(7)
            .setKey(ByteString.copyFrom(key))
            .build()
            .toByteArray());
  }

  private static Bytes hash(Bytes act) {
    return Transcript.of("act", "p", "s", ELECTION).absorb("body", act).hash();
  }

  private static Bytes publicAct() {
    byte[] signature = new byte[64];
    Ed25519.sign(SEED, 0, HASH.toArray(), 0, 32, signature, 0);
    return Bytes.of(
        PublicAct.newBuilder()
            .setAct(ByteString.copyFrom(ACT.toArray()))
            .setSignature(ByteString.copyFrom(signature))
            .build()
            .toByteArray());
  }

  private static SmallArchive log() {
    Anchor anchor =
        Anchor.newBuilder()
            .setElection(ByteString.copyFrom(ELECTION.toArray()))
            .setActs(2)
            .setRoot(ByteString.copyFrom(Merkle.root(List.of(OTHERS, PUBLIC)).toArray()))
            .build();
    return new SmallArchive(
        List.of(
            new Part(Kind.GENESIS, new byte[] {1}),
            new Part(Kind.PROCESS, new byte[] {2}),
            new Part(Kind.ANCHOR, anchor.toByteArray()),
            new Part(Kind.ITEM, new byte[] {3})));
  }

  static ObjectNode receipt() {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", "urna-act-receipt/v1").put("process", "p").put("scope", "s");
    json.put("election", ELECTION.hex()).put("act", base64(PUBLIC)).put("index", 1);
    json.putArray("path").add(Merkle.leafHash(OTHERS).hex());
    json.put("anchor", base64(LOG.records.get(2)));
    return json.put("proof", new String(LOG.receipt(2, 4).toArray(), StandardCharsets.UTF_8));
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static Parsed<ActReceipt> parse(ObjectNode json) {
    return ActReceipt.parse(Bytes.ofUtf8(json.toString()), LOG.trust());
  }

  @Test
  void holds() {
    ActReceipt held = ((Parsed.Ok<ActReceipt>) parse(receipt())).value();
    assertEquals(HASH, held.act());
    assertEquals(2, held.anchor().entry().position());
  }

  private static void refused(String why, Consumer<ObjectNode> change) {
    ObjectNode json = receipt();
    change.accept(json);
    String reason = assertInstanceOf(Parsed.Malformed.class, parse(json), why).reason();
    assertTrue(reason.contains(why), reason);
  }

  @Test
  void doesNotHold() throws IOException {
    PublicAct unsigned =
        PublicAct.parseFrom(PUBLIC.toArray()).toBuilder()
            .setSignature(ByteString.copyFrom(new byte[64]))
            .build();
    refused("not signed", json -> json.put("act", base64(Bytes.of(unsigned.toByteArray()))));
    refused("not signed", json -> json.put("scope", "t")); // the hash is another one there
    refused("another election's", json -> json.put("election", HASH.hex()));
    refused("another root", json -> json.put("index", 0));
    refused("index", json -> json.put("index", 2));
    refused("another root", json -> json.putArray("path").add(HASH.hex()));
    refused("too short", json -> json.putArray("path"));
    refused("a hash of the path", json -> json.putArray("path").add("00"));
    refused("none of this scope", json -> json.put("anchor", base64(LOG.records.get(3))));
    refused(
        "another record's",
        json -> json.put("proof", new String(LOG.receipt(3, 4).toArray(), StandardCharsets.UTF_8)));
    refused("format", json -> json.put("more", 1));
    refused("base64", json -> json.put("act", "%"));
    refused("receipt", json -> json.put("proof", "junk"));
  }

  @Test
  void theCommandTellsTheAct() throws IOException {
    Path file = Files.writeString(temporary.resolve("receipt"), receipt().toString());
    Path trust = Files.write(temporary.resolve("trust.json"), LOG.trustFile().toArray());
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new ReceiptCommand())
            .setOut(new PrintWriter(out))
            .execute(file.toString(), "--trust", trust.toString());
    assertEquals(0, status, out.toString());
    assertTrue(out.toString().contains("recorded: anchor at position 2"), out.toString());
    assertTrue(out.toString().contains("act:      " + HASH.hex()), out.toString());
  }
}
