package city.urna.verifier.receipt;

import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.log.LogTrust;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.log.Receipt;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.record.Kind;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.PublicAct;
import city.urna.verifier.signature.Ed25519;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A receipt of a public act that holds (spec consultation §11): its key signed it, it stands in an
 * anchor's list, the anchor on the log.
 *
 * @param act its act hash
 * @param anchor the anchor's own receipt
 */
record ActReceipt(Bytes act, Receipt anchor) {
  /** The most bytes that such a receipt may have. */
  static final int MOST_BYTES = 1 << 21;

  private static final String FORMAT = "urna-act-receipt/v1";
  private static final Set<String> MEMBERS =
      Set.of("format", "process", "scope", "election", "act", "index", "path", "anchor", "proof");
  private static final int LONGEST = 10;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Whether a file is one of these and not a receipt of a record. */
  static boolean isOne(Bytes file) {
    return !file.isEmpty() && file.at(0) == '{';
  }

  /** Reads and checks it offline, step by step. */
  static Parsed<ActReceipt> parse(Bytes file, LogTrust trust) {
    JsonNode json;
    try {
      json = JSON.readTree(file.toArray());
    } catch (IOException notJson) {
      return Parsed.malformed("receipt is no JSON");
    }
    Set<String> members = new TreeSet<>();
    json.fieldNames().forEachRemaining(members::add);
    if (!json.path("format").asText().equals(FORMAT)
        || !members.equals(MEMBERS)
        || !json.path("index").isInt()
        || !Identifier.isId(json.path("process").asText())
        || !Identifier.isId(json.path("scope").asText())) {
      return Parsed.malformed("receipt is none of format " + FORMAT);
    }
    return Bytes.fromHex(json.path("election").asText())
        .flatMap(
            election ->
                election.size() == 32
                    ? signed(json, election)
                    : Parsed.malformed("receipt: an election hash has 32 bytes"))
        .flatMap(hash -> anchored(json, trust).map(anchor -> new ActReceipt(hash, anchor)));
  }

  private static Parsed<Bytes> signed(JsonNode json, Bytes election) {
    return base64(json.path("act").asText())
        .flatMap(bytes -> StrictMessage.parse(PublicAct.parser(), bytes))
        .flatMap(
            publicAct ->
                StrictMessage.parse(Act.parser(), Bytes.of(publicAct.getAct()))
                    .flatMap(act -> signed(json, election, publicAct, act)));
  }

  private static Parsed<Bytes> signed(JsonNode json, Bytes election, PublicAct publicAct, Act act) {
    Bytes hash =
        Transcript.of("act", json.path("process").asText(), json.path("scope").asText(), election)
            .absorb("body", Bytes.of(publicAct.getAct()))
            .hash();
    if (!act.hasKey() || !Bytes.of(act.getElection()).equals(election)) {
      return Parsed.malformed("receipt: the act is another election's, or not public");
    }
    return Ed25519.verifies(Bytes.of(act.getKey()), hash, Bytes.of(publicAct.getSignature()))
        ? Parsed.ok(hash)
        : Parsed.malformed("receipt: the act is not signed by its key");
  }

  private static Parsed<Receipt> anchored(JsonNode json, LogTrust trust) {
    return base64(json.path("anchor").asText())
        .flatMap(Envelope::parse)
        .flatMap(record -> listed(json, record))
        .flatMap(
            record ->
                Receipt.parse(Bytes.ofUtf8(json.path("proof").asText()), trust)
                    .flatMap(
                        proof ->
                            proof.entry().recordHash().equals(record.hash())
                                ? Parsed.ok(proof)
                                : Parsed.malformed("receipt: the proof is another record's")));
  }

  /** The anchor, if the act's path leads to its root. */
  private static Parsed<Envelope> listed(JsonNode json, Envelope record) {
    if (record.kind() != Kind.ANCHOR
        || !record.process().equals(json.path("process").asText())
        || !record.scope().equals(json.path("scope").asText())) {
      return Parsed.malformed("receipt: the anchor is none of this scope");
    }
    return StrictMessage.parse(Anchor.parser(), record.body())
        .flatMap(
            anchor ->
                anchor.getElection().isEmpty()
                        || !Bytes.of(anchor.getElection())
                            .hex()
                            .equals(json.path("election").asText())
                    ? Parsed.malformed("receipt: the anchor is another election's")
                    : root(json, anchor)
                        .flatMap(
                            root ->
                                root.equals(Bytes.of(anchor.getRoot()))
                                    ? Parsed.ok(record)
                                    : Parsed.malformed("receipt: the path leads to another root")));
  }

  private static Parsed<Bytes> root(JsonNode json, Anchor anchor) {
    List<Bytes> path = new ArrayList<>();
    for (JsonNode step : json.path("path")) {
      if (!(Bytes.fromHex(step.asText()) instanceof Parsed.Ok<Bytes>(Bytes hash))
          || hash.size() != 32
          || path.size() == LONGEST) {
        return Parsed.malformed("receipt: a hash of the path is refused");
      }
      path.add(hash);
    }
    return base64(json.path("act").asText())
        .flatMap(
            act ->
                Merkle.rootOfInclusion(
                    json.path("index").asInt(),
                    Integer.toUnsignedLong(anchor.getActs()),
                    Merkle.leafHash(act),
                    path));
  }

  private static Parsed<Bytes> base64(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Parsed.ok(Bytes.of(bytes))
          : Parsed.malformed("receipt: base64 that is not canonical");
    } catch (IllegalArgumentException notBase64) {
      return Parsed.malformed("receipt: not base64");
    }
  }
}
