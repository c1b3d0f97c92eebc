package city.urna.client.officer;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.records.Party;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every officer's command takes: node, consultation, and the office's key. */
final class OfficeOption {
  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--process", required = true, description = "The process's id.")
  String process;

  @Option(names = "--scope", required = true, description = "The consultation's id.")
  String scope;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The office's key file; a clerk's signs as the clerk.")
  private Path key;

  @Mixin private Passphrase passphrase;

  /** The office at work: its id in the process, or empty for a clerk. */
  record Office(CityNode node, ForumView view, String id, Ed25519PrivateKey key) {}

  Office open() {
    CityNode city = new CityNode(node);
    ForumView view = ForumView.read(city, process, scope);
    Ed25519PrivateKey signing = KeyStore.open(key, passphrase).signing();
    Bytes own = signing.publicKey();
    Optional<String> office = id(view.process().getOfficesList(), own);
    if (office.isEmpty() && id(view.process().getClerksList(), own).isEmpty()) {
      throw new OfficerException(
          "the process names no office and no clerk with this key: which key file is it?");
    }
    return new Office(city, view, office.orElse(""), signing);
  }

  private static Optional<String> id(List<Party> parties, Bytes key) {
    return parties.stream()
        .filter(party -> Bytes.of(party.getKey()).equals(key))
        .map(Party::getId)
        .findFirst();
  }
}
