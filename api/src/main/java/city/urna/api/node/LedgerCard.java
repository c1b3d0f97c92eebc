package city.urna.api.node;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.Genesis;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an observer's trust file needs of the ledger itself. */
record LedgerCard(Genesis genesis, Digest hash) {

  void write(Path file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("format", "urna-card/v1").put("role", "ledger");
    json.put("origin", genesis.getOrigin()).put("operator", genesis.getOperator());
    json.put("logKey", Bytes.of(genesis.getLogKey()).hex());
    json.put("ordererKey", Bytes.of(genesis.getOrdererKey()).hex());
    json.put("quorum", genesis.getQuorum()).put("genesis", hash.hex());
    try {
      Files.writeString(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
