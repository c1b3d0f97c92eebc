package city.urna.network.launch;

import city.urna.network.launch.Definitions.Organization;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Keys and certificates of every organization, made at once by {@code cryptogen} and put where the
 * definitions expect them.
 *
 * <p>All on one machine: for trying. The same folders are filled by each organization itself where
 * they are apart.
 */
record Credentials(Definitions definitions, Layout layout) {
  /** The clients of an organization, in the order in which cryptogen numbers them. */
  static final List<String> CLIENTS = List.of("gateway", "node", "reader");

  void make(Programs programs) {
    Path made = layout.home().resolve("cryptogen");
    Path kept = layout.home().resolve("organizations");
    Folder.delete(made);
    Folder.delete(kept);
    Folder.makePrivate(kept);
    Call.of(
            programs.program("cryptogen"),
            "generate",
            "--config=" + layout.config().resolve("crypto-config.yaml"),
            "--output=" + made)
        .run("make keys and certificates");
    for (Organization each : definitions.operators()) {
      Path from = made.resolve("ordererOrganizations").resolve(each.id());
      keep(from, each, "orderers/orderer." + each.id(), "orderer");
    }
    for (Organization each : definitions.organizations()) {
      Path from = made.resolve("peerOrganizations").resolve(each.id());
      for (int i = 0; i < CLIENTS.size(); i++) {
        Folder.move(
            from.resolve("users").resolve("User" + (i + 1) + "@" + each.id()),
            layout.organization(each).resolve(CLIENTS.get(i)));
      }
      keep(from, each, "peers/peer." + each.id(), "peer");
      link(made.resolve("peerOrganizations").resolve("link." + each.id()), each);
    }
    Folder.delete(made);
  }

  private void keep(Path from, Organization organization, String server, String role) {
    Path to = layout.organization(organization);
    Folder.move(from.resolve(server), to.resolve(role));
    Folder.move(from.resolve("users").resolve("Admin@" + organization.id()), to.resolve("admin"));
    for (String part : List.of("msp", "ca", "tlsca")) {
      Folder.move(from.resolve(part), to.resolve(part));
    }
    Folder.copy(to.resolve(role).resolve("tls/ca.crt"), layout.tlsRoots(organization));
  }

  /** The link between peer and chaincode: its root, a certificate for each end, no more. */
  private void link(Path from, Organization organization) {
    Path to = layout.organization(organization).resolve("link");
    for (String end : List.of("peer", "chaincode")) {
      Path tls = from.resolve("peers").resolve(end + ".link." + organization.id()).resolve("tls");
      Folder.copy(tls.resolve("server.crt"), to.resolve(end + ".crt"));
      Folder.copy(tls.resolve("server.key"), to.resolve(end + ".key"));
      Folder.copy(tls.resolve("ca.crt"), to.resolve("ca.crt"));
    }
  }

  /**
   * Tells an organization's peer where its chaincode is and who they are to each other: the file
   * that the external builder hands to the peer.
   *
   * @param address the chaincode's, as the peer sees it
   */
  void connect(Component chaincode, String address) {
    Path link = layout.organization(chaincode.organization()).resolve("link");
    JsonMapper json = new JsonMapper();
    ObjectNode connection = json.createObjectNode();
    connection.put("address", address);
    connection.put("domain", chaincode.name());
    connection.put("dial_timeout", "10s");
    connection.put("tls_required", true);
    connection.put("client_auth_required", true);
    connection.put("client_key", Folder.read(link.resolve("peer.key")));
    connection.put("client_cert", Folder.read(link.resolve("peer.crt")));
    connection.put("root_cert", Folder.read(link.resolve("ca.crt")));
    try {
      Folder.write(
          link.resolve("connection.json"),
          json.writerWithDefaultPrettyPrinter().writeValueAsString(connection));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What makes the {@code peer} command an organization's administrator. */
  Map<String, String> administrator(Organization organization, String peerAddress) {
    return Map.of(
        "FABRIC_CFG_PATH", layout.config().toString(),
        "FABRIC_LOGGING_SPEC", "error",
        "CORE_PEER_ADDRESS", peerAddress,
        "CORE_PEER_LOCALMSPID", organization.mspId(),
        "CORE_PEER_MSPCONFIGPATH",
            layout.organization(organization).resolve("admin/msp").toString(),
        "CORE_PEER_TLS_ENABLED", "true",
        "CORE_PEER_TLS_ROOTCERT_FILE", layout.tlsRoots(organization).toString());
  }

  /** Whether the folder of every member is there. */
  boolean areThere() {
    return definitions.organizations().stream()
        .allMatch(each -> Files.isDirectory(layout.organization(each)));
  }
}
