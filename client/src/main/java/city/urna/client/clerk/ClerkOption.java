package city.urna.client.clerk;

import city.urna.client.http.CityNode;
import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every clerk's command takes: node, key, process. */
final class ClerkOption {
  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  URI node;

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your key file.")
  private Path key;

  @Mixin private Passphrase passphrase;

  Clerk open(String process) {
    return new Clerk(new CityNode(node), KeyStore.open(key, passphrase).signing(), process);
  }
}
