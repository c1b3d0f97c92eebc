package city.urna.client.http;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.ActType;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The city's node: board and casting (spec api §1). */
public final class CityNode {
  private final Connection connection;

  public CityNode(URI service) {
    connection = new Connection(service);
  }

  public URI service() {
    return connection.service();
  }

  /** What a record or ballot was answered with; the receipt is missing while it is not cosigned. */
  public record Answer(JsonNode json, Optional<String> receipt) {
    static Answer of(JsonNode json) {
      return new Answer(json, Optional.ofNullable(json.get("receipt")).map(JsonNode::asText));
    }
  }

  public JsonNode ledger() {
    return connection.getJson("v1/ledger");
  }

  public JsonNode process(String process) {
    return connection.getJson("v1/processes/" + process);
  }

  /** The exact bytes of a {@code Setup}; whoever asked checks them. */
  public Bytes setup(String process, String scope) {
    return connection.get("v1/processes/%s/scopes/%s/setup".formatted(process, scope));
  }

  /** The tracker at the end of a credential's chain, as this node says. */
  public String chainEnd(String process, String scope, Digest nullifier) {
    return connection
        .getJson("v1/processes/%s/scopes/%s/chains/%s".formatted(process, scope, nullifier.hex()))
        .path("end")
        .asText();
  }

  /** Up to 1,000 records from a position on. */
  public List<Bytes> records(long from) {
    Bytes all = connection.get("v1/records?from=" + from + "&limit=1000");
    List<Bytes> records = new ArrayList<>();
    int at = 0;
    while (at < all.size()) {
      int length =
          (all.at(at) & 0xff) << 24
              | (all.at(at + 1) & 0xff) << 16
              | (all.at(at + 2) & 0xff) << 8
              | (all.at(at + 3) & 0xff);
      records.add(all.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return records;
  }

  public Answer submit(Bytes record) {
    return answer(connection.post("v1/records", record));
  }

  /** A list of a process: {@code items} or {@code acts}, with its query. */
  public JsonNode list(String process, String path) {
    return connection.getJson("v1/processes/" + process + "/" + path);
  }

  /** Hands in an act with its contents: the exact bytes of an {@code ActCall}. */
  public JsonNode act(Bytes call) {
    return connection.json(connection.post("v1/acts", call));
  }

  /** What the node knows of an act: how it stands, what was said of it, its receipt. */
  public JsonNode act(Digest act) {
    return connection.getJson("v1/acts/" + act.hex());
  }

  /** The exact bytes of an act: its record, or of a public one the {@code PublicAct}. */
  public Bytes actBytes(Digest act) {
    return connection.get("v1/acts/" + act.hex() + "/bytes");
  }

  /** Where the chains of a credential end, of that type and on the thing that a hash names. */
  public JsonNode chains(String process, String scope, Digest nullifier, ActType type, Digest on) {
    return connection
        .getJson(
            "v1/processes/%s/scopes/%s/acts/chains/%s?type=%s&on=%s"
                .formatted(process, scope, nullifier.hex(), type.word(), on.hex()))
        .path("chains");
  }

  /** Hands in a decision with its contents: the exact bytes of a {@code DecisionCall}. */
  public Answer decide(Bytes call) {
    return answer(connection.post("v1/decisions", call));
  }

  /** A file without all that it does not need to say, and its media type. */
  public Stripped strip(Bytes file) {
    HttpResponse<byte[]> response = connection.post("v1/attachments", file);
    return new Stripped(
        response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
        Bytes.of(response.body()));
  }

  /** What the node left of a file. */
  public record Stripped(String mediaType, Bytes bytes) {}

  /** Where a content has gone already, as the node knows. */
  public JsonNode sent(Digest commitment) {
    return connection.getJson("v1/contents/" + commitment.hex() + "/sent");
  }

  /** The list of public acts that an anchor stands for, as the archive has it. */
  public Bytes anchored(Digest anchor) {
    return connection.get("v1/anchors/" + anchor.hex() + "/acts");
  }

  public Answer cast(Bytes ballot) {
    return answer(connection.post("v1/ballots", ballot));
  }

  /** What is known of a ballot that was sent; empty where nothing is. */
  public Optional<Answer> ballot(Digest tracker) {
    try {
      JsonNode json = connection.getJson("v1/ballots/" + tracker.hex());
      return Optional.of(Answer.of(json));
    } catch (RefusedException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A file of the snapshot archive; {@code manifest.json} names all others. */
  public Bytes archiveFile(String name) {
    return connection.get("archive/" + name);
  }

  private Answer answer(HttpResponse<byte[]> response) {
    return Answer.of(connection.json(response));
  }
}
