package city.urna.client.observer;

import city.urna.client.definition.DefinitionException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an observer heard of a Fabric channel from its organizations, held against the ledger's card
 * (spec fabric §6). The card is the city's word; a root certificate handed over by the organization
 * itself, or the first block's hash read out by another one, is not.
 */
final class ChannelRoots {
  private final JsonNode fabric;

  private ChannelRoots(JsonNode fabric) {
    this.fabric = fabric;
  }

  /** Of a card; nothing where its ledger is on no channel. */
  static Optional<ChannelRoots> of(JsonNode card) {
    return card.has("fabric")
        ? Optional.of(new ChannelRoots(card.path("fabric")))
        : Optional.empty();
  }

  /**
   * Compares.
   *
   * @param genesisBlock the first block's header hash as heard elsewhere
   * @param roots root certificates by MSP id, PEM
   * @return what the trust file has by the card's word alone
   * @throws DefinitionException where the card says something else
   */
  List<String> compare(Optional<String> genesisBlock, Map<String, Path> roots) {
    List<String> unseen = new ArrayList<>();
    if (genesisBlock.isEmpty()) {
      unseen.add("the first block's hash");
    } else if (!genesisBlock.get().equals(fabric.path("genesisBlock").asText())) {
      throw new DefinitionException(
          "the ledger's card names another first block, "
              + fabric.path("genesisBlock").asText()
              + ": one of the two is of another channel");
    }
    TreeSet<String> known = new TreeSet<>();
    for (JsonNode organization : fabric.path("organizations")) {
      String mspId = organization.path("mspId").asText();
      known.add(mspId);
      if (!roots.containsKey(mspId)) {
        unseen.add("the root of " + mspId);
        continue;
      }
      TreeSet<String> stated = new TreeSet<>();
      organization.path("roots").forEach(root -> stated.add(root.asText()));
      TreeSet<String> seen = new TreeSet<>(hashes(roots.get(mspId)));
      if (!stated.equals(seen)) {
        throw new DefinitionException(
            "the ledger's card names another root for " + mspId + " than " + roots.get(mspId));
      }
    }
    for (String mspId : roots.keySet()) {
      if (!known.contains(mspId)) {
        throw new DefinitionException("the ledger's card knows no organization " + mspId);
      }
    }
    return unseen;
  }

  /** SHA-256 of each certificate's DER. */
  private static List<String> hashes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new DefinitionException(file + " holds no certificate");
      }
      List<String> hashes = new ArrayList<>();
      for (Certificate certificate : certificates) {
        hashes.add(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded())));
      }
      return hashes;
    } catch (CertificateException e) {
      throw new DefinitionException(file + " holds no certificate");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
