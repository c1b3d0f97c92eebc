package city.urna.client.voter;

import city.urna.client.voter.Wallet.Draft;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.Blinded;
import city.urna.protocol.credential.CredentialSignature;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.signature.SecretAccess;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A wallet on disk: JSON, readable by its owner only, replaced whole at each save so that a crash
 * leaves the old or the new one.
 */
final class WalletFile {
  private static final String FORMAT = "urna-wallet/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private WalletFile() {}

  static void save(Wallet wallet, Path file) {
    // Access: the wallet is the device's own store of its secrets.
    SecretAccess access = SecretAccess.granted();
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put("process", wallet.process).put("scope", wallet.scope);
    json.put("style", wallet.style).put("credential", wallet.credentialKey.seed(access).hex());
    ObjectNode blinded = json.putObject("blinded");
    wallet.blinded.forEach((issuer, state) -> blinded.put(issuer, state.encode(access).base64()));
    ObjectNode signatures = json.putObject("signatures");
    wallet.signatures.forEach(
        (issuer, signature) ->
            signatures.put(issuer, Bytes.concat(signature.prefix(), signature.value()).base64()));
    ObjectNode draft = json.putObject("draft");
    draft.put("body", wallet.draft.body()).put("opening", wallet.draft.opening());
    draft.put("sent", wallet.draft.sent());
    json.put("lastCast", wallet.lastCast.hex());
    ObjectNode acts = json.putObject("acts");
    wallet.acts.forEach((kind, act) -> acts.put(kind, act.hex()));
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, json.toString(), StandardOpenOption.SYNC);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
  }

  /**
   * Reads a wallet.
   *
   * @throws VoterException when the file is none
   */
  static Wallet read(Path file) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(file));
      if (!FORMAT.equals(json.path("format").asText())) {
        throw new VoterException(file + " is not a wallet; `urna voter request` makes one");
      }
      Wallet wallet =
          new Wallet(
              json.path("process").asText(),
              json.path("scope").asText(),
              json.path("style").asText(),
              Ed25519PrivateKey.fromSeed(hex(json.path("credential"))));
      json.path("blinded")
          .properties()
          .forEach(
              entry ->
                  wallet.blinded.put(
                      entry.getKey(), Blinded.decode(base64(entry.getValue())).orThrow()));
      json.path("signatures")
          .properties()
          .forEach(
              entry -> {
                Bytes both = base64(entry.getValue());
                wallet.signatures.put(
                    entry.getKey(),
                    new CredentialSignature(both.slice(0, 32), both.slice(32, both.size())));
              });
      JsonNode draft = json.path("draft");
      wallet.draft =
          new Draft(
              draft.path("body").asText(),
              draft.path("opening").asText(),
              draft.path("sent").asBoolean());
      json.path("acts")
          .properties()
          .forEach(
              entry ->
                  wallet.acts.put(entry.getKey(), new Tracker(new Digest(hex(entry.getValue())))));
      wallet.lastCast = new Tracker(new Digest(hex(json.path("lastCast"))));
      return wallet;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new VoterException(file + " is a damaged wallet; take the copy that you saved");
    } catch (IOException e) {
      throw new VoterException("cannot read wallet " + file + ": does it exist?");
    }
  }

  private static Bytes hex(JsonNode text) {
    return Bytes.fromHex(text.asText()).orThrow();
  }

  private static Bytes base64(JsonNode text) {
    return Bytes.fromBase64(text.asText()).orThrow();
  }
}
