package city.urna.protocol.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sealed secret opens with its passphrase, unchanged or not at all. */
class KeyFileTest {
  private static final KeyFile.Cost CHEAP = new KeyFile.Cost(64, 1, 1);
  private static final char[] PASSPHRASE = "Käse und Brot".toCharArray();

  private final SecureRandom random = Seeded.random(9106);
  private final Bytes secret = Seeded.bytes(random, 64);

  @Test
  void opensWithItsPassphraseOnly() {
    String file = KeyFile.seal(secret, PASSPHRASE, CHEAP, random);
    assertEquals(new Parsed.Ok<>(secret), KeyFile.open(file, PASSPHRASE));
    assertInstanceOf(Parsed.Malformed.class, KeyFile.open(file, "Käse und brot".toCharArray()));
    assertInstanceOf(Parsed.Malformed.class, KeyFile.open(file, new char[0]));
    assertFalse(file.contains(secret.hex()) || file.contains(secret.base64()));
    assertNotEquals(file, KeyFile.seal(secret, PASSPHRASE, CHEAP, random));
  }

  @Test
  void theRecommendedCostIsWritten() {
    String file = KeyFile.seal(secret, PASSPHRASE, random);
    assertTrue(file.startsWith("urna-key/v1\nargon2id 65536 3 4 "));
    assertEquals(new Parsed.Ok<>(secret), KeyFile.open(file, PASSPHRASE));
  }

  @Test
  void everyChangedCharacterIsRefused() {
    String file = KeyFile.seal(secret, PASSPHRASE, CHEAP, random);
    for (int i = 0; i < file.length(); i++) {
      for (char other : new char[] {'A', 'B', '2', '=', ' ', '\n'}) {
        if (file.charAt(i) != other) {
          String changed = file.substring(0, i) + other + file.substring(i + 1);
          assertInstanceOf(Parsed.Malformed.class, KeyFile.open(changed, PASSPHRASE), "place " + i);
        }
      }
    }
  }

  @Test
  void otherShapesAreRefused() {
    String file = KeyFile.seal(secret, PASSPHRASE, CHEAP, random);
    List<String> others =
        List.of(
            "",
            file + "\n",
            file.substring(0, file.length() - 1),
            " " + file,
            file.replace("\n", "\r\n"),
            file.replace("/v1", "/v2"),
            file.replace("argon2id 64 1 1", "argon2id 2000000 1 1"),
            file.replace("argon2id 64 1 1", "argon2id 64 17 1"),
            file.replace("argon2id 64 1 1", "argon2id 64 1 17"),
            file.replace("argon2id 64 1 1", "argon2id 7 1 1"),
            file.replace("argon2id 64 1 1", "argon2id 064 1 1"),
            file + file,
            "x".repeat(100_000));
    for (String other : others) {
      assertInstanceOf(Parsed.Malformed.class, KeyFile.open(other, PASSPHRASE));
    }
    assertThrows(IllegalArgumentException.class, () -> new KeyFile.Cost(4, 1, 1));
  }
}
