package city.urna.client.voter;

import city.urna.client.http.CityNode;
import city.urna.client.http.IssuerNode;
import city.urna.client.http.OrganizationNode;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everybody is, as the node announces it (spec api §1). Addresses are no secret and prove
 * nothing: what counts is that answers bear the right signatures.
 */
public record Services(
    CityNode node, Map<String, IssuerNode> issuers, List<OrganizationNode> organizations) {
  public Services {
    issuers = Map.copyOf(issuers);
    organizations = List.copyOf(organizations);
  }

  public static Services announcedBy(URI nodeAddress) {
    CityNode node = new CityNode(nodeAddress);
    JsonNode ledger = node.ledger();
    Map<String, IssuerNode> issuers = new LinkedHashMap<>();
    for (JsonNode issuer : ledger.path("issuers")) {
      issuers.put(
          issuer.path("id").asText(), new IssuerNode(URI.create(issuer.path("url").asText())));
    }
    List<OrganizationNode> organizations = new ArrayList<>();
    for (JsonNode organization : ledger.path("organizations")) {
      organizations.add(new OrganizationNode(URI.create(organization.path("url").asText())));
    }
    return new Services(node, issuers, organizations);
  }
}
