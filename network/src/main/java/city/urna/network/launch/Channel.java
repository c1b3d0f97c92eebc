package city.urna.network.launch;

import city.urna.network.launch.Definitions.Organization;
import java.nio.file.Path;
import java.util.Map;

/** The channel: its genesis block, and every orderer and peer in it. */
record Channel(
    Definitions definitions,
    Layout layout,
    Programs programs,
    Credentials credentials,
    Surroundings here) {

  /** Writes the genesis block from {@code configtx.yaml}. */
  void make() {
    Call.of(
            programs.program("configtxgen"),
            "-profile",
            "Urna",
            "-channelID",
            definitions.channel(),
            "-outputBlock",
            layout.genesisBlock().toString())
        .with(Map.of("FABRIC_CFG_PATH", layout.config().toString(), "FABRIC_LOGGING_SPEC", "error"))
        .run("make the genesis block");
  }

  /** Has an orderer take part, if it does not yet. */
  void joinOrderer(Component orderer) {
    Path admin = layout.organization(orderer.organization()).resolve("admin/tls");
    String told =
        Call.of(
                programs.program("osnadmin"),
                "channel",
                "join",
                "--channelID",
                definitions.channel(),
                "--config-block",
                layout.genesisBlock().toString(),
                "-o",
                here.address(orderer, "admin"),
                "--ca-file",
                layout.tlsRoots(orderer.organization()).toString(),
                "--client-cert",
                admin.resolve("client.crt").toString(),
                "--client-key",
                admin.resolve("client.key").toString())
            .run("have " + orderer.name() + " join");
    if (!told.contains("Status: 201") && !told.contains("channel already exists")) {
      throw new NetworkException("could not have " + orderer.name() + " join: " + told.strip());
    }
  }

  /** Has a peer take part, if it does not yet. */
  void joinPeer(Component peer) {
    peerCommand(peer, "channel", "join", "-b", layout.genesisBlock().toString())
        .accepting("already exists")
        .run("have " + peer.name() + " join");
  }

  /** How many blocks a peer has. */
  String height(Component peer) {
    String told =
        peerCommand(peer, "channel", "getinfo", "-c", definitions.channel())
            .run("ask " + peer.name() + " for its height");
    String after = told.substring(told.indexOf("\"height\":") + 9);
    return after.substring(0, after.indexOf(','));
  }

  /** The {@code peer} command as that peer's administrator. */
  Call peerCommand(Component peer, String... words) {
    Organization organization = peer.organization();
    return Call.of(programs.program("peer"), words)
        .with(credentials.administrator(organization, here.address(peer, "main")));
  }
}
