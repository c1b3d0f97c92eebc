package city.urna.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.log.TilePath;
import city.urna.protocol.log.Tiles;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.EcdsaPublicKey;
import city.urna.protocol.signature.Ed25519PublicKey;
import city.urna.protocol.signature.KeyFile;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand damaged inputs for every parser: each comes back malformed, or is a value that
 * writes itself as exactly these bytes. Nothing is thrown.
 */
class ParserFuzzTest {
  private static final int ROUNDS = 10_000;
  private static final long SEED = 20_261_123;
  private static final SecretAccess ACCESS = SecretAccess.granted();
  private static final JsonNode LOG = Vectors.ours("log.json");

  private final SecureRandom random = Seeded.random(SEED);

  /** Feeds damaged samples to a parser whose values can be written again. */
  private static <T> void fuzz(
      List<Bytes> samples, Function<Bytes, Parsed<T>> parser, Function<T, Bytes> writer) {
    for (Bytes sample : samples) {
      assertEquals(sample, writer.apply(parser.apply(sample).orThrow()));
    }
    Mutations mutations = new Mutations(SEED, samples);
    int malformed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Bytes input = mutations.next();
      switch (parser.apply(input)) {
        case Parsed.Ok<T>(T value) -> assertEquals(input, writer.apply(value), "round " + round);
        case Parsed.Malformed<T>(String reason) -> {
          assertFalse(reason.isEmpty());
          malformed++;
        }
      }
    }
    assertTrue(malformed > ROUNDS / 4, malformed + " malformed");
  }

  private static <T> void fuzzText(
      List<String> samples, Function<String, Parsed<T>> parser, Function<T, String> writer) {
    fuzz(
        samples.stream().map(ParserFuzzTest::latin).toList(),
        bytes -> parser.apply(new String(bytes.toArray(), StandardCharsets.ISO_8859_1)),
        value -> latin(writer.apply(value)));
  }

  private static Bytes latin(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<Bytes> texts(JsonNode list, String what, String field) {
    return Vectors.each(list, "what", what).stream()
        .map(vector -> Bytes.ofUtf8(vector.required(field).asText()))
        .toList();
  }

  @Test
  void hexAndBase64() {
    fuzzText(List.of("", "00ff", "0123456789abcdef"), Bytes::fromHex, Bytes::hex);
    fuzzText(List.of("", "AA==", "AAA=", "+/+/", "Zm9vYmFy"), Bytes::fromBase64, Bytes::base64);
    fuzzText(List.of("ab".repeat(32)), Digest::fromHex, Digest::hex);
  }

  @Test
  void utf8() {
    fuzz(List.of(Bytes.ofUtf8("aä€😀\n"), Bytes.ofUtf8("urna")), Bytes::utf8, Bytes::ofUtf8);
  }

  @Test
  void keys() {
    PartyKeys keys = PartyKeys.generate(true, random);
    fuzz(List.of(keys.signing().publicKey()), Ed25519PublicKey::decode, Ed25519PublicKey::encode);
    EcdsaPrivateKey point = keys.point().orElseThrow();
    fuzz(List.of(point.publicKey()), EcdsaPublicKey::decode, EcdsaPublicKey::encode);
    fuzz(List.of(point.encode(ACCESS)), EcdsaPrivateKey::decode, key -> key.encode(ACCESS));
    fuzz(
        List.of(keys.encode(ACCESS), keys.signing().seed(ACCESS)),
        PartyKeys::decode,
        value -> value.encode(ACCESS));
  }

  @Test
  void keyFiles() {
    char[] passphrase = "passphrase".toCharArray();
    Bytes secret = Seeded.bytes(random, 32);
    KeyFile.Cost cost = new KeyFile.Cost(8, 1, 1);
    String file = KeyFile.seal(secret, passphrase, cost, random);
    fuzzText(List.of(file), text -> KeyFile.open(text, passphrase), opened -> file);
  }

  @Test
  void credentials() {
    Bytes modulus = Seeded.bytes(random, IssuerPublicKey.SIZE);
    byte[] odd = modulus.toArray();
    odd[0] |= (byte) 0x80;
    odd[383] |= 1;
    fuzz(List.of(Bytes.of(odd)), IssuerPublicKey::decode, IssuerPublicKey::modulus);
    fuzz(List.of(Seeded.bytes(random, 800)), Blinded::decode, blinded -> blinded.encode(ACCESS));
  }

  /** A code is read in many spellings, so only its printed form is read back. */
  @Test
  void voterCodes() {
    List<Bytes> samples =
        Stream.generate(() -> VoterCode.generate(random).print(ACCESS))
            .limit(20)
            .map(ParserFuzzTest::latin)
            .toList();
    Mutations mutations = new Mutations(SEED, samples);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String typed = new String(mutations.next().toArray(), StandardCharsets.ISO_8859_1);
      if (VoterCode.parse(typed) instanceof Parsed.Ok<VoterCode>(VoterCode code)) {
        String printed = code.print(ACCESS);
        assertEquals(printed, VoterCode.parse(printed).orThrow().print(ACCESS));
        read++;
      }
    }
    assertTrue(read > 0 && read < ROUNDS / 2, read + " read");
  }

  @Test
  void recordsOfEveryKind() {
    List<Bytes> samples =
        Vectors.each(Vectors.ours("records.json").required("valid")).stream()
            .map(vector -> Vectors.hex(vector, "record"))
            .toList();
    fuzz(samples, SignedRecord::parse, SignedRecord::bytes);
  }

  /** Damage inside the body, behind a sound envelope. */
  @Test
  void bodiesOfEveryKind() {
    for (JsonNode vector : Vectors.each(Vectors.ours("records.json").required("valid"))) {
      SignedRecord record = SignedRecord.parse(Vectors.hex(vector, "record")).orThrow();
      Mutations mutations = new Mutations(SEED, List.of(record.body()));
      for (int round = 0; round < ROUNDS / 10; round++) {
        Bytes body = mutations.next();
        Bytes input =
            Bytes.of(
                record.record().toBuilder().setBody(body.toByteString()).build().toByteString());
        if (SignedRecord.parse(input) instanceof Parsed.Ok<SignedRecord>(SignedRecord read)) {
          assertEquals(body, read.body());
        }
      }
    }
  }

  @Test
  void entriesAndBundles() {
    List<Bytes> entries =
        Vectors.each(LOG.required("valid"), "what", "entry").stream()
            .map(vector -> Vectors.hex(vector, "bytes"))
            .toList();
    fuzz(entries, LogEntry::decode, LogEntry::encode);
    fuzz(List.of(Tiles.bundle(entries)), Tiles::entries, Tiles::bundle);
  }

  @Test
  void names() {
    fuzzText(
        TilePath.all(70_000).stream().map(TilePath::text).toList(),
        TilePath::parse,
        TilePath::text);
    JsonNode trust = LOG.required("trust");
    fuzzText(List.of(trust.required("logVkey").asText()), NoteKey::parse, NoteKey::text);
  }

  @Test
  void notes() {
    List<Bytes> notes = texts(LOG.required("valid"), "checkpoint", "note");
    fuzz(notes, SignedNote::parse, SignedNote::encode);
    fuzz(
        List.of(
            Bytes.ofUtf8("log.example\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")),
        bytes -> bytes.utf8().flatMap(Checkpoint::parse),
        checkpoint -> Bytes.ofUtf8(checkpoint.text()));
    fuzz(texts(LOG.required("valid"), "receipt", "note"), Receipt::parse, Receipt::encode);
  }
}
