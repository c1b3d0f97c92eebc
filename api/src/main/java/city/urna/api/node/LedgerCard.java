package city.urna.api.node;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.Genesis;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What an observer's trust file needs of the ledger itself. */
record LedgerCard(Genesis genesis, Digest hash, Optional<OpenedLedger.Channel> channel) {

  void write(Path file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", "urna-card/v1").put("role", "ledger");
    json.put("origin", genesis.getOrigin()).put("operator", genesis.getOperator());
    json.put("logKey", Bytes.of(genesis.getLogKey()).hex());
    json.put("ordererKey", Bytes.of(genesis.getOrdererKey()).hex());
    json.put("quorum", genesis.getQuorum()).put("genesis", hash.hex());
    channel.ifPresent(found -> write(json.putObject("fabric"), found));
    try {
      Files.writeString(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** What the trust file pins of a network (spec fabric §6). */
  private static void write(ObjectNode json, OpenedLedger.Channel channel) {
    json.put("chaincode", channel.chaincode()).put("channel", channel.genesis().channel());
    json.put("genesisBlock", channel.genesis().hash().hex());
    ArrayNode organizations = json.putArray("organizations");
    channel
        .genesis()
        .roots()
        .forEach(
            (mspId, roots) -> {
              ObjectNode organization = organizations.addObject();
              organization
                  .put("mspId", mspId)
                  .put("operator", channel.operators().getOrDefault(mspId, mspId));
              ArrayNode hashes = organization.putArray("roots");
              roots.forEach(root -> hashes.add(root.hex()));
            });
  }
}
