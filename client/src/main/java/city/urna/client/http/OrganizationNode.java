package city.urna.client.http;

import city.urna.client.http.CityNode.Answer;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.net.URI;

/** An organization's own listener (spec api §3), as far as voters ask it. */
public final class OrganizationNode {
  private final Connection connection;

  public OrganizationNode(URI service) {
    connection = new Connection(service);
  }

  public URI service() {
    return connection.service();
  }

  /** Casts through this organization's gateway. */
  public Answer cast(Bytes ballot) {
    return Answer.of(connection.json(connection.post("v1/ballots", ballot)));
  }

  /** The tracker at the end of a credential's chain, as this organization's own replay says. */
  public String chainEnd(String process, String scope, Digest nullifier) {
    return connection
        .getJson("v1/processes/%s/scopes/%s/chains/%s".formatted(process, scope, nullifier.hex()))
        .path("end")
        .asText();
  }
}
