package city.urna.client.demo;

import city.urna.client.demo.Parties.Party;
import city.urna.client.key.Card;
import city.urna.client.voter.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's servers: organizations, issuers and the city's node, each a process of its own. */
final class Network {
  private static final String HOST = "http://127.0.0.1:";
  private static final String UNLIMITED = "100000000";

  private final Programs programs;
  private final Parties parties;
  private final Path nodeFolder;
  private final List<Integer> ports;
  private final URI node;
  private final Optional<FabricNetwork> fabric;

  Network(Programs programs, Parties parties, Path nodeFolder, Optional<FabricNetwork> fabric) {
    this.fabric = fabric;
    this.programs = programs;
    this.parties = parties;
    this.nodeFolder = nodeFolder;
    int servers =
        parties.of(Card.Role.ORGANIZATION).size() + parties.of(Card.Role.ISSUER).size() + 2;
    this.ports = Programs.freePorts(servers);
    this.node = URI.create(HOST + ports.get(0));
  }

  URI node() {
    return node;
  }

  Path ledgerCard() {
    return nodeFolder.resolve("ledger-card.json");
  }

  /** The card of the city's own issuer, which its node makes. */
  Path cityIssuerCard() {
    return nodeFolder.resolve("issuance").resolve("card.json");
  }

  /** Starts everything and waits until it is ready. */
  Services start() {
    Map<String, Process> started = new LinkedHashMap<>();
    StringBuilder yaml = new StringBuilder();
    yaml.append("origin: urna.example/demo\noperator: ").append(Parties.operator());
    yaml.append("\nquorum: 2\n");
    fabric.ifPresent(
        network ->
            yaml.append("fabric: {connection: \"")
                .append(network.connection())
                .append("\", organization: ")
                .append(FabricNetwork.mspId("city"))
                .append("}\n"));
    yaml.append("organizations:\n");
    int next = 2;
    for (Party party : parties.of(Card.Role.ORGANIZATION)) {
      int port = ports.get(next++);
      started.put("organization-" + party.card().id(), serve("organization", party, port));
      yaml.append("  - {card: \"").append(party.cardFile()).append("\", url: \"");
      yaml.append(HOST).append(port).append("\"}\n");
    }
    yaml.append("issuers:\n  - {id: city, url: \"").append(HOST).append(ports.get(1));
    yaml.append("\"}\n");
    for (Party party : parties.of(Card.Role.ISSUER)) {
      int port = ports.get(next++);
      started.put("issuer-" + party.card().id(), serve("issuer", party, port));
      yaml.append("  - {id: ").append(party.card().id()).append(", url: \"");
      yaml.append(HOST).append(port).append("\"}\n");
    }
    started.forEach(programs::awaitReady);
    programs.awaitReady("node", programs.start("node", nodeArguments(yaml.toString())));
    return Services.announcedBy(node);
  }

  private List<String> nodeArguments(String yaml) {
    Path file = nodeFolder.resolveSibling("ledger.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return List.of(
        "serve",
        "--data",
        nodeFolder.toString(),
        "--port",
        ports.get(0).toString(),
        "--issuance-port",
        ports.get(1).toString(),
        "--ledger",
        file.toString(),
        "--requests-per-minute",
        UNLIMITED,
        "--acts-per-minute",
        UNLIMITED);
  }

  private Process serve(String role, Party party, int port) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                role,
                "serve",
                "--data",
                party.folder().toString(),
                "--port",
                Integer.toString(port),
                "--node",
                node.toString(),
                "--passphrase-file",
                party.passphraseFile().toString()));
    if (role.equals("organization")) {
      fabric.ifPresent(
          network ->
              arguments.addAll(
                  List.of(
                      "--fabric",
                      network.connection().toString(),
                      "--msp",
                      FabricNetwork.mspId(party.card().id()))));
    }
    if (role.equals("issuer")) {
      arguments.addAll(List.of("--requests-per-minute", UNLIMITED));
    }
    return programs.start(role + "-" + party.card().id(), arguments);
  }
}
