package city.urna.client.http;

import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** An issuer's own listener (spec api §2). */
public final class IssuerNode {
  private final Connection connection;

  public IssuerNode(URI service) {
    connection = new Connection(service);
  }

  public URI service() {
    return connection.service();
  }

  public JsonNode issuer() {
    return connection.getJson("v1/issuer");
  }

  /** Has the issuer make, once, a key for each style of a scope, and says all its keys. */
  public JsonNode makeKeys(String process, String scope) {
    JsonNode body = Connection.JSON.createObjectNode().put("process", process).put("scope", scope);
    return connection.json(connection.postJson("v1/keys", body));
  }

  /** The blind signature, 384 bytes, for the exact bytes of an {@code IssuanceCall}. */
  public Bytes issue(Bytes call) {
    return Bytes.of(connection.post("v1/issuances", call).body());
  }
}
