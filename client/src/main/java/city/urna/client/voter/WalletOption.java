package city.urna.client.voter;

import city.urna.client.board.ElectionView;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Option;

/** The options of every voter's command that goes on with a wallet. */
final class WalletOption {
  @Option(
      names = "--node",
      required = true,
      paramLabel = "URL",
      description = "The city's node, as printed in the letter.")
  URI node;

  @Option(
      names = "--wallet",
      required = true,
      paramLabel = "FILE",
      description = "What this device keeps. Copy it: with it you can vote again elsewhere.")
  Path file;

  /** The voter whose wallet lies there. */
  Voter open() {
    Services services = Services.announcedBy(node);
    Wallet wallet = WalletFile.read(file);
    ElectionView view = ElectionView.read(services.node(), wallet.process, wallet.scope);
    return voter(services, view, wallet);
  }

  Voter voter(Services services, ElectionView view, Wallet wallet) {
    return new Voter(
        view,
        services.node(),
        services.organizations(),
        wallet,
        saved -> WalletFile.save(saved, file),
        new SecureRandom());
  }

  boolean exists() {
    return Files.exists(file);
  }
}
