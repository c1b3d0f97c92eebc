package city.urna.verifier.trust;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.trust.Trust.MadeBy;
import city.urna.verifier.trust.Trust.Organization;
import city.urna.verifier.trust.Trust.Party;
import city.urna.verifier.trust.Trust.Trustee;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads a trust file strictly (spec archive §2, {@code schemas/trust.schema.json}).
 *
 * <p>Refuses what is not UTF-8 JSON, a member twice, a missing or an unknown member, trailing text,
 * an id, key, hash or number out of range, an id twice in a list, and a key twice anywhere. A
 * process without credentials has no registrars and issuers (both lists empty, minimum 0), one that
 * encrypts nothing no trustees (threshold 0); {@code offices} may be missing.
 */
public final class TrustFile {
  /** The format's name. */
  public static final String FORMAT = "urna-trust/v1";

  private static final int MOST_BYTES = 1 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TrustFile() {}

  /** Reads a file; malformed means that the verdict is {@code unreadable}. */
  public static Parsed<Trust> read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] raw = in.readNBytes(MOST_BYTES + 1);
      return raw.length > MOST_BYTES
          ? Parsed.malformed("the trust file is larger than " + MOST_BYTES + " bytes")
          : parse(Bytes.of(raw));
    } catch (IOException e) {
      return Parsed.malformed("the trust file cannot be read");
    }
  }

  /** Reads the content of a trust file. */
  public static Parsed<Trust> parse(Bytes raw) {
    JsonNode root;
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(java.nio.ByteBuffer.wrap(raw.toArray()))
              .toString();
      root = JSON.readTree(text);
    } catch (CharacterCodingException e) {
      return Parsed.malformed("the trust file is not UTF-8");
    } catch (JsonProcessingException e) {
      return Parsed.malformed("the trust file is not JSON");
    }
    Fields fields = new Fields(root, "");
    Trust trust = read(fields);
    return fields.refusal().isEmpty()
        ? Parsed.ok(trust)
        : Parsed.malformed("trust file: " + fields.refusal().get());
  }

  /** Reads every member; what is refused is kept in {@code fields}, and the value is not used. */
  private static Trust read(Fields fields) {
    fields.constant("format", FORMAT);
    fields.constant("suite", Transcript.SUITE);
    String process = fields.id("process");
    String scope = fields.id("scope");
    Bytes electionHash = fields.bytesOrNone("electionHash", 32);
    Bytes genesis = fields.bytes("genesis", 32);
    String origin = fields.origin("origin");
    Bytes logKey = fields.key("logKey", 32);
    Bytes ordererKey = fields.key("ordererKey", 33);
    String operator = fields.text("operator");
    List<Organization> organizations =
        fields.list(
            "organizations",
            1,
            32,
            item ->
                new Organization(
                    item.id("id"),
                    item.text("operator"),
                    item.key("ledgerKey", 33),
                    item.key("cosignerKey", 32),
                    item.numberOr("rechecks", 0, 1_000, 1_000)));
    int quorum = fields.number("quorum", 1, organizations.size());
    List<Party> clerks = fields.list("clerks", 1, 64, TrustFile::party);
    List<Party> registrars = fields.list("registrars", 0, 2, TrustFile::party);
    int fewestIssuers = registrars.isEmpty() ? 0 : 2;
    List<Party> issuers =
        fields.list("issuers", fewestIssuers, registrars.isEmpty() ? 0 : 64, TrustFile::party);
    List<Trustee> trustees =
        fields.list(
            "trustees",
            0,
            32,
            item ->
                new Trustee(
                    item.id("id"),
                    item.text("operator"),
                    item.key("key", 32),
                    item.key("sealingKey", 33)));
    int threshold = fields.number("threshold", trustees.isEmpty() ? 0 : 1, trustees.size());
    int minimumIssuers = fields.number("minimumIssuers", issuers.isEmpty() ? 0 : 1, issuers.size());
    List<Party> offices = fields.listIfThere("offices", 1, 64, TrustFile::party);
    MadeBy madeBy =
        fields.choice("madeBy", List.of("demo", "observer")).equals("demo")
            ? MadeBy.DEMO
            : MadeBy.OBSERVER;
    Optional<FabricTrust> fabric = fields.member("fabric", TrustFile::fabric);
    fields.end();
    return new Trust(
        process,
        scope,
        electionHash,
        genesis,
        origin,
        logKey,
        ordererKey,
        operator,
        quorum,
        organizations,
        clerks,
        registrars,
        issuers,
        trustees,
        threshold,
        minimumIssuers,
        offices,
        madeBy,
        fabric);
  }

  private static FabricTrust fabric(Fields item) {
    return new FabricTrust(
        item.channel("channel"),
        item.mspId("chaincode"),
        item.bytes("genesisBlock", 32),
        item.list(
            "organizations",
            "mspId",
            1,
            64,
            one ->
                new FabricTrust.Organization(
                    one.mspId("mspId"), one.text("operator"), one.hashes("roots", 16))));
  }

  private static Party party(Fields item) {
    return new Party(item.id("id"), item.text("operator"), item.key("key", 32));
  }
}
