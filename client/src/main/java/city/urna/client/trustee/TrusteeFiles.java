package city.urna.client.trustee;

import city.urna.client.key.KeyStore;
import city.urna.client.key.Passphrase;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.ceremony.Dealer;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.ceremony.Round;
import city.urna.protocol.signature.PartyKeys;
import city.urna.protocol.signature.SecretAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A trustee's sealed files: the key file, and beside it the polynomial of each round and the share,
 * each saved before anything that needs it is posted.
 */
final class TrusteeFiles {
  private final Path keyFile;
  private final Passphrase passphrase;
  private final SecureRandom random;
  private final Map<Integer, Dealer> dealers = new HashMap<>();
  private Optional<PartyKeys> keys = Optional.empty();

  TrusteeFiles(Path keyFile, Passphrase passphrase, SecureRandom random) {
    this.keyFile = keyFile;
    this.passphrase = passphrase;
    this.random = random;
  }

  PartyKeys keys() {
    if (keys.isEmpty()) {
      keys = Optional.of(KeyStore.open(keyFile, passphrase));
    }
    return keys.get();
  }

  Optional<Dealer> dealer(Round round, int trustee) {
    Path file = dealerFile(round);
    if (!dealers.containsKey(round.number()) && Files.exists(file)) {
      dealers.put(
          round.number(),
          Dealer.decode(round, trustee, KeyStore.openSealed(file, passphrase)).orThrow());
    }
    return Optional.ofNullable(dealers.get(round.number()));
  }

  void save(Dealer dealer) {
    // Access: sealed at once.
    KeyStore.writeSealed(
        dealerFile(dealer.round()),
        dealer.encode(SecretAccess.granted()),
        keyFile,
        passphrase,
        random);
    dealers.put(dealer.round().number(), dealer);
  }

  Optional<KeyShare> share(Round round) {
    Path file = shareFile(round);
    return Files.exists(file)
        ? Optional.of(KeyShare.decode(KeyStore.openSealed(file, passphrase)).orThrow())
        : Optional.empty();
  }

  void save(Round round, KeyShare share) {
    if (!Files.exists(shareFile(round))) {
      // Access: sealed at once.
      Bytes secret = share.encode(SecretAccess.granted());
      KeyStore.writeSealed(shareFile(round), secret, keyFile, passphrase, random);
    }
  }

  private Path dealerFile(Round round) {
    return beside(round, "polynomial");
  }

  private Path shareFile(Round round) {
    return beside(round, "share");
  }

  private Path beside(Round round, String what) {
    return keyFile.resolveSibling(
        "%s.%s.%d.%s".formatted(keyFile.getFileName(), round.process(), round.number(), what));
  }
}
