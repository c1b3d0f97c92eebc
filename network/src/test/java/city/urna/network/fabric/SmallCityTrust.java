package city.urna.network.fabric;

import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The trust file of an observer of the small city on a Fabric network (spec archive §2). */
record SmallCityTrust(SmallCity city, ConnectionFile network, ChannelGenesis channel) {

  String json() {
    Parties parties = city.parties;
    ObjectNode trust = new ObjectMapper().createObjectNode();
    trust.put("format", "urna-trust/v1").put("suite", "URNA-P256-SHA256-v1");
    trust.put("process", Parties.PROCESS).put("scope", Parties.SCOPE);
    trust.put("electionHash", city.election.hash().hex());
    trust.put("genesis", city.genesis.hash().hex());
    trust.put("origin", parties.genesis().getOrigin());
    trust.put("logKey", parties.log.publicKey().hex());
    trust.put("ordererKey", parties.orderer.publicKey().hex());
    trust.put("operator", parties.genesis().getOperator());
    trust.put("quorum", parties.genesis().getQuorum());
    ArrayNode organizations = trust.putArray("organizations");
    for (int i = 0; i < Parties.ORGANIZATIONS.size(); i++) {
      organizations
          .addObject()
          .put("id", Parties.ORGANIZATIONS.get(i))
          .put("operator", Parties.ORGANIZATIONS.get(i) + " operator")
          .put("ledgerKey", parties.ledgerKeys.get(i).publicKey().hex())
          .put("cosignerKey", parties.cosigners.get(i).publicKey().hex());
    }
    people(trust.putArray("clerks"), List.of("clerk"), List.of(parties.clerk));
    people(trust.putArray("registrars"), Parties.REGISTRARS, parties.registrars);
    people(trust.putArray("issuers"), Parties.ISSUERS, parties.issuers);
    ArrayNode trustees = trust.putArray("trustees");
    for (int i = 0; i < Parties.TRUSTEES; i++) {
      person(trustees, "trustee-" + (i + 1), parties.trustees.get(i).publicKey())
          .put("sealingKey", parties.sealing.get(i).publicKey().hex());
    }
    trust.put("threshold", Parties.THRESHOLD).put("minimumIssuers", 2).put("madeBy", "observer");
    fabric(trust.putObject("fabric"));
    return trust.toPrettyString() + "\n";
  }

  private void fabric(ObjectNode fabric) {
    fabric.put("chaincode", network.chaincode()).put("channel", channel.channel());
    fabric.put("genesisBlock", channel.hash().hex());
    ArrayNode organizations = fabric.putArray("organizations");
    channel
        .roots()
        .forEach(
            (mspId, roots) -> {
              ObjectNode one = organizations.addObject();
              one.put("mspId", mspId).put("operator", network.operators().get(mspId));
              roots.stream().map(Digest::hex).forEach(one.putArray("roots")::add);
            });
  }

  private static void people(ArrayNode list, List<String> ids, List<Ed25519PrivateKey> keys) {
    for (int i = 0; i < ids.size(); i++) {
      person(list, ids.get(i), keys.get(i).publicKey());
    }
  }

  private static ObjectNode person(ArrayNode list, String id, Bytes key) {
    return list.addObject().put("id", id).put("operator", id + " operator").put("key", key.hex());
  }
}
