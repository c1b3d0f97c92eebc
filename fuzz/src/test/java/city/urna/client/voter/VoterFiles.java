package city.urna.client.voter;

import city.urna.protocol.ballot.BallotDraft;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A device's files, for the fuzz targets. */
public final class VoterFiles {
  private VoterFiles() {}

  public static void readWallet(Path file) {
    WalletFile.read(file).credential();
  }

  public static void readOpening(Path file) throws IOException {
    OpeningFile.read(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8));
  }

  public static String opening(BallotDraft draft) {
    return OpeningFile.write(draft.opening());
  }

  /** The text of a wallet that holds all that one may hold. */
  public static String wallet(
      Ed25519PrivateKey key, Map<String, CredentialSignature> signatures, BallotDraft draft) {
    Wallet wallet = new Wallet("city-2026", "council", "north", key);
    wallet.signatures.putAll(signatures);
    wallet.blinded.put("alpha", Blinded.decode(Bytes.zero(800)).orThrow());
    wallet.draft = new Wallet.Draft(draft.body().base64(), opening(draft), true);
    wallet.lastCast = draft.tracker();
    try {
      Path file = Files.createTempDirectory("wallet").resolve("wallet.json");
      WalletFile.save(wallet, file);
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
