package city.urna.network.launch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The chaincode's definition: installed and approved by every organization, then committed. */
record Lifecycle(Definitions definitions, Layout layout, Channel channel, String packageId) {
  private static final String FIRST = "1";

  void install(Component peer) {
    channel
        .peerCommand(
            peer, "lifecycle", "chaincode", "install", layout.chaincodePackage().toString())
        .accepting("already successfully installed")
        .run("install the chaincode at " + peer.name());
  }

  void approve(Component peer, Component orderer) {
    List<String> words = definition("approveformyorg", orderer);
    words.addAll(List.of("--package-id", packageId));
    channel
        .peerCommand(peer, words.toArray(String[]::new))
        .accepting("with unchanged content")
        .run("approve the chaincode by " + peer.organization().mspId());
  }

  void commit(Component orderer) {
    List<String> words = definition("commit", orderer);
    for (Component peer : definitions.components("peer")) {
      words.addAll(
          List.of(
              "--peerAddresses",
              channel.here().address(peer, "main"),
              "--tlsRootCertFiles",
              layout.tlsRoots(peer.organization()).toString()));
    }
    channel
        .peerCommand(definitions.components("peer").getFirst(), words.toArray(String[]::new))
        .accepting("but new definition must be sequence 2")
        .run("commit the chaincode's definition");
  }

  private List<String> definition(String step, Component orderer) {
    return new ArrayList<>(
        List.of(
            "lifecycle",
            "chaincode",
            step,
            "--orderer",
            channel.here().address(orderer, "main"),
            "--tls",
            "--cafile",
            layout.tlsRoots(orderer.organization()).toString(),
            "--channelID",
            definitions.channel(),
            "--name",
            definitions.chaincode(),
            "--version",
            FIRST,
            "--sequence",
            FIRST,
            "--signature-policy",
            definitions.endorsement()));
  }

  /** Waits until an organization's chaincode answers through its peer. */
  void await(Component peer, Duration patience) {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      String told =
          channel
              .peerCommand(
                  peer,
                  "chaincode",
                  "query",
                  "--channelID",
                  definitions.channel(),
                  "--name",
                  definitions.chaincode(),
                  "--ctor",
                  "{\"Args\":[\"decide\"]}")
              .accepting("")
              .run("ask the chaincode of " + peer.name());
      // A question without records is the chaincode's own error: it is there.
      if (told.contains("decide takes 1 to")) {
        return;
      }
      if (System.nanoTime() > until) {
        throw new NetworkException(
            "the chaincode beside " + peer.name() + " does not answer: " + told.strip());
      }
      Pause.of(Duration.ofMillis(200));
    }
  }
}
