package city.urna.api.node;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operator writes down before the first start (docs/commands.md, "ledger.yaml"): who the
 * organizations are, and where everybody listens.
 */
record LedgerFile(
    String origin,
    String operator,
    int quorum,
    List<Member> organizations,
    List<Announced> issuers,
    Optional<FabricNetwork> fabric) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  LedgerFile {
    organizations = List.copyOf(organizations);
    issuers = List.copyOf(issuers);
  }

  /** An organization by its card, and where it listens. */
  record Member(
      String id, String name, String operator, Bytes ledgerKey, Bytes cosignerKey, URI url) {}

  /**
   * The network that keeps the ledger, where it is not this node.
   *
   * @param connection its connection file
   * @param mspId as which of its organizations this node speaks
   */
  record FabricNetwork(Path connection, String mspId) {}

  /** An issuer's address, for voters to find. */
  record Announced(String id, URI url) {}

  /**
   * Reads the file and the cards that it names, relative to it.
   *
   * @throws StartException naming the place and what is wrong there
   */
  static LedgerFile read(Path file) {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      List<Member> members = new ArrayList<>();
      for (JsonNode member : root.path("organizations")) {
        Path card = file.resolveSibling(text(member, "card", file));
        members.add(member(card, uri(member, file)));
      }
      List<Announced> issuers = new ArrayList<>();
      for (JsonNode issuer : root.path("issuers")) {
        issuers.add(new Announced(text(issuer, "id", file), uri(issuer, file)));
      }
      if (members.isEmpty()) {
        throw new StartException(file + ": organizations: name at least one");
      }
      return new LedgerFile(
          text(root, "origin", file),
          text(root, "operator", file),
          root.path("quorum").asInt(members.size() / 2 + 1),
          members,
          issuers,
          fabric(root.path("fabric"), file));
    } catch (CharacterCodingException e) {
      throw new StartException(file + " is not UTF-8 text, or a card that it names is not");
    } catch (JsonProcessingException e) {
      throw new StartException(
          file + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new StartException("cannot read " + file);
    }
  }

  /** The same for a folder of its own: the cards lie beside it, so that nothing else is needed. */
  String yaml(Path folder) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("origin", origin).put("operator", operator).put("quorum", quorum);
    ArrayNode members = root.putArray("organizations");
    for (Member member : organizations) {
      String name = "organization-" + member.id() + ".card.json";
      ObjectNode card = JSON.createObjectNode();
      card.put("role", "organization").put("id", member.id()).put("name", member.name());
      card.put("operator", member.operator()).put("ledgerKey", member.ledgerKey().hex());
      card.put("cosignerKey", member.cosignerKey().hex());
      Files.writeString(folder.resolve(name), card.toPrettyString() + "\n");
      members.addObject().put("card", name).put("url", member.url().toString());
    }
    ArrayNode announced = root.putArray("issuers");
    fabric.ifPresent(
        network ->
            root.putObject("fabric")
                .put("connection", network.connection().toString())
                .put("organization", network.mspId()));
    issuers.forEach(i -> announced.addObject().put("id", i.id()).put("url", i.url().toString()));
    return YAML.writeValueAsString(root);
  }

  private static Optional<FabricNetwork> fabric(JsonNode fabric, Path file) {
    return fabric.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new FabricNetwork(
                file.toAbsolutePath().resolveSibling(text(fabric, "connection", file)),
                text(fabric, "organization", file)));
  }

  private static Member member(Path card, URI url) throws IOException {
    if (!Files.exists(card)) {
      throw new StartException("no card " + card + ": each organization makes one with `init`");
    }
    JsonNode json = JSON.readTree(Files.readString(card));
    if (!json.path("role").asText().equals("organization")) {
      throw new StartException(card + " is not an organization's card");
    }
    return new Member(
        text(json, "id", card),
        text(json, "name", card),
        text(json, "operator", card),
        key(json, "ledgerKey", card),
        key(json, "cosignerKey", card),
        url);
  }

  private static String text(JsonNode json, String name, Path file) {
    return Optional.of(json.path(name).asText(""))
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new StartException(file + ": " + name + " is missing"));
  }

  private static URI uri(JsonNode json, Path file) {
    String text = text(json, "url", file);
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new StartException(file + ": " + text + " is no address");
    }
  }

  private static Bytes key(JsonNode json, String name, Path file) {
    return switch (Bytes.fromHex(json.path(name).asText(""))) {
      case Parsed.Ok<Bytes>(Bytes key) -> key;
      case Parsed.Malformed<Bytes>(String reason) ->
          throw new StartException(file + ": " + name + ": " + reason);
    };
  }
}
