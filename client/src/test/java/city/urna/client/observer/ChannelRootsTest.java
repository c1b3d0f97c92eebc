package city.urna.client.observer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.definition.DefinitionException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an observer heard elsewhere is held against the card. */
class ChannelRootsTest {
  private static final String BLOCK = "ab".repeat(32);

  @TempDir private Path directory;
  private final ObjectNode card = new ObjectMapper().createObjectNode();
  private Path city;
  private Path observer;

  @BeforeEach
  void write() throws GeneralSecurityException, IOException, OperatorCreationException {
    ObjectNode fabric = card.putObject("fabric");
    fabric.put("channel", "urna").put("chaincode", "urna").put("genesisBlock", BLOCK);
    fabric.putArray("organizations");
    city = root("CityMSP");
    observer = root("ObserverMSP");
  }

  /** Makes a root, writes it as PEM, and enters it into the card. */
  private Path root(String mspId)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair key = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X500Name name = new X500Name("CN=ca." + mspId);
    byte[] der =
        new JcaX509v3CertificateBuilder(
                name, BigInteger.TWO, new Date(0), new Date(1L << 42), name, key.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
            .getEncoded();
    ((ObjectNode) card.path("fabric"))
        .withArray("organizations")
        .addObject()
        .put("mspId", mspId)
        .put("operator", mspId)
        .putArray("roots")
        .add(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der)));
    return Files.writeString(
        directory.resolve(mspId + ".pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der)
            + "\n-----END CERTIFICATE-----\n");
  }

  private List<String> compare(Optional<String> block, Map<String, Path> roots) {
    return ChannelRoots.of(card).orElseThrow().compare(block, roots);
  }

  @Test
  void whatWasHeardAgrees() {
    assertEquals(
        List.of(), compare(Optional.of(BLOCK), Map.of("CityMSP", city, "ObserverMSP", observer)));
    assertEquals(
        List.of("the first block's hash", "the root of ObserverMSP"),
        compare(Optional.empty(), Map.of("CityMSP", city)));
  }

  @Test
  void anotherBlockOrRootIsRefused() {
    assertThrows(DefinitionException.class, () -> compare(Optional.of("cd".repeat(32)), Map.of()));
    assertThrows(
        DefinitionException.class, () -> compare(Optional.empty(), Map.of("CityMSP", observer)));
    assertThrows(
        DefinitionException.class, () -> compare(Optional.empty(), Map.of("OtherMSP", city)));
  }

  @Test
  void whatIsNoCertificateIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("note.txt"), "no certificate");
    assertThrows(
        DefinitionException.class, () -> compare(Optional.empty(), Map.of("CityMSP", text)));
  }

  @Test
  void aCardOfTheEmbeddedLedgerHasNone() {
    card.remove("fabric");
    assertTrue(ChannelRoots.of(card).isEmpty());
  }
}
