package city.urna.network.fabric;

import city.urna.network.LedgerException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a network is reached (network/fabric/README.md, {@code connection.json}): its channel, its
 * organizations' peers, and the identities under which whoever has this file may speak to them.
 *
 * @param genesisBlock the channel's block 0, as its founders agreed on it
 * @param operators who stands behind each MSP of the channel, orderers' included
 */
public record ConnectionFile(
    String channel,
    String chaincode,
    Path genesisBlock,
    List<Organization> organizations,
    Map<String, String> operators) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public ConnectionFile {
    organizations = List.copyOf(organizations);
    operators = Map.copyOf(operators);
  }

  /** A certificate and its private key, in PEM files. */
  public record Credential(Path certificate, Path key) {}

  /**
   * An organization and its peer.
   *
   * @param address host and port of the peer
   * @param authority certificate of the authority that vouches for the peer's TLS certificate
   * @param clientTls with what this side shows itself on TLS, where the peer asks for that
   * @param identities by name: {@code gateway}, {@code node}, {@code reader}
   */
  public record Organization(
      String mspId,
      String address,
      Path authority,
      Optional<Credential> clientTls,
      Map<String, Credential> identities) {
    public Organization {
      identities = Map.copyOf(identities);
    }

    /**
     * The identity of that name.
     *
     * @throws LedgerException when this file does not have it
     */
    public Identity identity(String name) {
      return Optional.ofNullable(identities.get(name))
          .map(credential -> new Identity(mspId, credential))
          .orElseThrow(
              () ->
                  new LedgerException(
                      "the connection file has no identity " + name + " of " + mspId));
    }
  }

  /** Who speaks: a member of an organization. */
  public record Identity(String mspId, Credential credential) {}

  /**
   * Reads the file; other files that it names lie relative to it.
   *
   * @throws LedgerException naming the file and what is wrong there
   */
  public static ConnectionFile read(Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
    } catch (IOException broken) {
      throw new LedgerException("cannot read the connection file " + file, broken);
    }
    List<Organization> organizations = new ArrayList<>();
    for (JsonNode node : root.path("organizations")) {
      organizations.add(organization(file, node));
    }
    if (organizations.isEmpty()) {
      throw new LedgerException(file + ": organizations: name at least one");
    }
    Map<String, String> operators = new TreeMap<>();
    for (String list : List.of("organizations", "orderers")) {
      for (JsonNode node : root.path(list)) {
        operators.put(text(file, node, "mspId"), text(file, node, "operator"));
      }
    }
    return new ConnectionFile(
        text(file, root, "channel"),
        text(file, root, "chaincode"),
        path(file, root, "genesisBlock"),
        organizations,
        operators);
  }

  /**
   * The organization of that MSP.
   *
   * @throws LedgerException when there is none
   */
  public Organization organization(String mspId) {
    return organizations.stream()
        .filter(one -> one.mspId().equals(mspId))
        .findFirst()
        .orElseThrow(() -> new LedgerException("the connection file has no organization " + mspId));
  }

  private static Organization organization(Path file, JsonNode node) {
    Map<String, Credential> identities = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : node.path("identities").properties()) {
      identities.put(one.getKey(), credential(file, one.getValue()));
    }
    return new Organization(
        text(file, node, "mspId"),
        text(file, node.path("peer"), "address"),
        path(file, node.path("peer"), "tlsRoots"),
        node.has("tls") ? Optional.of(credential(file, node.path("tls"))) : Optional.empty(),
        identities);
  }

  private static Credential credential(Path file, JsonNode node) {
    return new Credential(path(file, node, "certificate"), path(file, node, "key"));
  }

  private static Path path(Path file, JsonNode node, String name) {
    return file.toAbsolutePath().resolveSibling(text(file, node, name));
  }

  private static String text(Path file, JsonNode node, String name) {
    return Optional.of(node.path(name).asText(""))
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new LedgerException(file + ": " + name + " is missing"));
  }
}
