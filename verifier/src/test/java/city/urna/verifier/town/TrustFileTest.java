package city.urna.verifier.town;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.trust.FabricTrust;
import city.urna.verifier.trust.Trust;
import city.urna.verifier.trust.TrustFile;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The trust file is read strictly: what is refused names the member. */
class TrustFileTest {
  private static ObjectNode good() {
    return Observer.of(new Play("trust file").define()).trust;
  }

  private static Parsed<Trust> read(String json) {
    return TrustFile.parse(Bytes.ofUtf8(json));
  }

  @Test
  void read() {
    Trust trust = read(good().toString()).orThrow();

    assertEquals("town-2026", trust.process());
    assertEquals(3, trust.organizations().size());
    assertEquals("issuer-2", trust.issuers().get(1).id());
    assertEquals(33, trust.trustees().getFirst().sealingKey().size());
    assertEquals(Trust.MadeBy.OBSERVER, trust.madeBy());
  }

  @Test
  void readsAChannel() {
    ObjectNode trust = good();
    channel(trust);
    FabricTrust fabric = read(trust.toString()).orThrow().fabric().orElseThrow();

    assertEquals("urna", fabric.channel());
    assertEquals(1, fabric.organizations().getFirst().roots().size());
    assertTrue(read(good().toString()).orThrow().fabric().isEmpty());
  }

  private static ObjectNode channel(ObjectNode trust) {
    ObjectNode fabric = trust.putObject("fabric");
    fabric.put("channel", "urna").put("chaincode", "urna").put("genesisBlock", "cd".repeat(32));
    fabric
        .putArray("organizations")
        .addObject()
        .put("mspId", "CityMSP")
        .put("operator", "City")
        .putArray("roots")
        .add("ef".repeat(32));
    return fabric;
  }

  private static ArrayNode root(ObjectNode fabric) {
    return (ArrayNode) fabric.path("organizations").path(0).path("roots");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("format", t -> t.put("format", "urna-trust/v2")),
        refusal("suite", t -> t.put("suite", "other")),
        refusal("fabric.channel", t -> channel(t).put("channel", "Urna")),
        refusal("fabric.chaincode", t -> channel(t).remove("chaincode")),
        refusal("fabric.genesisBlock", t -> channel(t).put("genesisBlock", "")),
        refusal("fabric.peers", t -> channel(t).put("peers", 3)),
        refusal("fabric.organizations", t -> channel(t).putArray("organizations")),
        refusal("fabric.organizations[0].roots", t -> root(channel(t)).removeAll()),
        refusal("fabric.organizations[0].roots", t -> root(channel(t)).add("ab")),
        refusal(
            "fabric.organizations[1].mspId",
            t -> {
              ArrayNode all = (ArrayNode) channel(t).path("organizations");
              all.add(all.get(0).deepCopy());
            }),
        refusal("process", t -> t.put("process", "Town 2026")),
        refusal("scope", t -> t.remove("scope")),
        refusal("electionHash", t -> t.put("electionHash", "ab")),
        refusal("genesis", t -> t.put("genesis", "")),
        refusal("genesis", t -> t.put("genesis", "A".repeat(64))),
        refusal("origin", t -> t.put("origin", "log town")),
        refusal("logKey", t -> t.put("logKey", "00".repeat(33))),
        refusal("ordererKey", t -> t.put("ordererKey", 7)),
        refusal("operator", t -> t.put("operator", "")),
        refusal("quorum", t -> t.put("quorum", 4)),
        refusal("quorum", t -> t.put("quorum", 1.5)),
        refusal("organizations", t -> t.putArray("organizations")),
        refusal("organizations[0].rechecks", t -> first(t, "organizations").put("rechecks", 1_001)),
        refusal("organizations[0].rechecks", t -> first(t, "organizations").put("rechecks", "all")),
        refusal("organizations[1].id", t -> first(t, "organizations").put("id", "org-2")),
        refusal("clerks[0].key", t -> first(t, "clerks").put("key", "zz".repeat(32))),
        refusal("registrars[0].key", t -> first(t, "registrars").put("key", key(t, "clerks"))),
        refusal("issuers[0].note", t -> first(t, "issuers").put("note", "x")),
        refusal("issuers", t -> ((ArrayNode) t.get("issuers")).remove(0)),
        refusal("trustees[0].sealingKey", t -> first(t, "trustees").put("sealingKey", "00")),
        refusal("threshold", t -> t.put("threshold", 0)),
        refusal("minimumIssuers", t -> t.put("minimumIssuers", 3)),
        refusal("madeBy", t -> t.put("madeBy", "me")),
        refusal("comment", t -> t.put("comment", "x")));
  }

  private static Arguments refusal(String member, Consumer<ObjectNode> change) {
    return Arguments.of(member, change);
  }

  private static ObjectNode first(ObjectNode trust, String list) {
    return (ObjectNode) trust.get(list).get(0);
  }

  private static String key(ObjectNode trust, String list) {
    return trust.get(list).get(0).get("key").textValue();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(String member, Consumer<ObjectNode> change) {
    ObjectNode trust = good();
    change.accept(trust);

    var refused = assertInstanceOf(Parsed.Malformed.class, read(trust.toString()));
    assertTrue(refused.reason().contains(": " + member), refused.reason());
  }

  @Test
  void refusesWhatIsNotOneJsonObject() {
    String good = good().toString();

    assertInstanceOf(Parsed.Malformed.class, read(good + " {}"));
    assertInstanceOf(Parsed.Malformed.class, read("[" + good + "]"));
    assertInstanceOf(Parsed.Malformed.class, read(good.substring(1)));
    assertInstanceOf(
        Parsed.Malformed.class, read("{\"format\":\"urna-trust/v1\"," + good.substring(1)));
    assertInstanceOf(
        Parsed.Malformed.class, TrustFile.parse(Bytes.of(new byte[] {'{', (byte) 0xff, '}'})));
  }
}
