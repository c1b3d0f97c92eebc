package city.urna.client.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an organization's card says of its rechecks. */
class CardTest {
  private static final Card CARD =
      new Card(
          Card.Role.ORGANIZATION,
          "observers",
          "Observers",
          "Observers",
          Bytes.zero(32),
          Optional.of(Bytes.zero(33)));

  @TempDir private Path folder;

  private Card read(String json) throws IOException {
    return Card.read(Files.writeString(folder.resolve("card.json"), json));
  }

  @Test
  void allIsNotWritten() throws IOException {
    assertFalse(CARD.json().contains("rechecks"));
    assertEquals(Card.ALL, read(CARD.json()).rechecks());
  }

  @Test
  void fewerStandsOnTheCard() throws IOException {
    Card fewer = CARD.withRechecks(50);
    assertTrue(fewer.json().contains("\"rechecks\" : 50"), fewer.json());
    assertEquals(fewer, read(fewer.json()));
    assertEquals(0, read(CARD.withRechecks(0).json()).rechecks());
  }

  @Test
  void whatIsNoNumberOfAThousandIsRefused() {
    for (String wrong : new String[] {"1001", "-1", "\"all\"", "0.5"}) {
      String json = CARD.withRechecks(50).json().replace(": 50", ": " + wrong);
      assertTrue(
          assertThrows(Card.CardException.class, () -> read(json))
              .getMessage()
              .contains("rechecks"),
          wrong);
    }
    assertThrows(IllegalArgumentException.class, () -> CARD.withRechecks(1_001));
  }
}
