package city.urna.network.launch;

import city.urna.network.launch.Definitions.Organization;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What programs that use a network need to know of it: {@code connection.json} in its folder, paths
 * relative to that. Described in {@code network/fabric/README.md}.
 */
record ConnectionFile(Definitions definitions, Layout layout, Surroundings here) {
  void write() {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("channel", definitions.channel());
    file.put("chaincode", definitions.chaincode());
    file.put("genesisBlock", relative(layout.genesisBlock()));
    file.put("organizations", definitions.organizations().stream().map(this::member).toList());
    file.put("orderers", definitions.components("orderer").stream().map(this::orderer).toList());
    try {
      Folder.write(
          layout.connection(),
          new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n");
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, Object> member(Organization organization) {
    Component peer = new Component("peer", organization);
    Map<String, Object> member = named(organization);
    Map<String, Object> access = new LinkedHashMap<>();
    access.put("name", peer.name());
    access.put("address", here.address(peer, "main"));
    access.put("operations", here.address(peer, "operations"));
    access.put("tlsRoots", relative(layout.tlsRoots(organization)));
    member.put("peer", access);
    Map<String, Object> identities = new LinkedHashMap<>();
    List<String> clients = new ArrayList<>(Credentials.CLIENTS);
    clients.add("admin");
    for (String client : clients) {
      Path msp = layout.organization(organization).resolve(client).resolve("msp");
      Map<String, Object> identity = new LinkedHashMap<>();
      identity.put("certificate", relative(Folder.only(msp.resolve("signcerts"))));
      identity.put("key", relative(Folder.only(msp.resolve("keystore"))));
      identities.put(client, identity);
    }
    member.put("identities", identities);
    return member;
  }

  private Map<String, Object> orderer(Component orderer) {
    Map<String, Object> entry = named(orderer.organization());
    entry.put("name", orderer.name());
    entry.put("address", here.address(orderer, "main"));
    entry.put("tlsRoots", relative(layout.tlsRoots(orderer.organization())));
    return entry;
  }

  private Map<String, Object> named(Organization organization) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", organization.id());
    entry.put("mspId", organization.mspId());
    entry.put("operator", organization.name());
    List<String> roots =
        Folder.list(layout.organization(organization).resolve("msp/cacerts")).stream()
            .map(this::relative)
            .toList();
    entry.put("roots", roots);
    return entry;
  }

  private String relative(Path file) {
    return layout.home().relativize(file).toString();
  }
}
