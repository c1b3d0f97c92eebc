package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A receipt as it is kept, and every line of it altered. */
class ReceiptTest {
  private final SampleLog log = new SampleLog(3);

  private Receipt receipt(int position, long size) {
    return Receipt.of(log.entries.get(position), log.tree, log.note(size, 0, 2));
  }

  private boolean recorded(String text) {
    return Receipt.parse(Bytes.ofUtf8(text)) instanceof Parsed.Ok<Receipt>(Receipt receipt)
        && receipt.check(log.trust) instanceof Receipt.Outcome.Recorded;
  }

  private static String text(Receipt receipt) {
    return receipt.encode().utf8().orThrow();
  }

  @Test
  void everyEntryHasItsReceiptUnderEveryLargerCheckpoint() {
    for (int size = 1; size <= 21; size++) {
      for (int position = 0; position < size; position++) {
        Receipt receipt = receipt(position, size);
        Receipt read = Receipt.parse(receipt.encode()).orThrow();
        assertEquals(receipt, read);
        Receipt.Outcome.Recorded recorded =
            assertInstanceOf(Receipt.Outcome.Recorded.class, read.check(log.trust));
        assertEquals(log.entries.get(position), recorded.entry());
        assertEquals(size, recorded.checkpoint().size());
      }
    }
  }

  @Test
  void everyLineAlteredIsRefused() {
    String good = text(receipt(13, 21));
    assertTrue(recorded(good));
    List<String> lines = List.of(good.split("\n", -1));
    assertEquals(3 + 5 + 1 + 3 + 1 + 3 + 1, lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (String changed :
          List.of(
              line + " ",
              " " + line,
              line + "x",
              line + "=",
              line.isEmpty() ? "x" : line.substring(1),
              line.isEmpty() ? "\n" : line.substring(0, line.length() - 1),
              line.isEmpty() ? "—" : line.toUpperCase(java.util.Locale.ROOT) + "\u0000")) {
        List<String> altered = new ArrayList<>(lines);
        altered.set(i, changed);
        assertFalse(recorded(String.join("\n", altered)), "line " + i + ": " + changed);
      }
      List<String> without = new ArrayList<>(lines);
      without.remove(i);
      assertFalse(recorded(String.join("\n", without)), "without line " + i);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, line);
      assertFalse(recorded(String.join("\n", doubled)), "line " + i + " twice");
      for (int j = i + 1; j < lines.size(); j++) {
        if (!line.equals(lines.get(j))) {
          List<String> exchanged = new ArrayList<>(lines);
          exchanged.set(i, lines.get(j));
          exchanged.set(j, line);
          assertFalse(recorded(String.join("\n", exchanged)), i + " and " + j + " exchanged");
        }
      }
    }
  }

  @Test
  void everyCharacterAlteredIsRefused() {
    String good = text(receipt(13, 21));
    for (int i = 0; i < good.length(); i++) {
      char other = good.charAt(i) == 'A' ? 'B' : 'A';
      assertFalse(recorded(good.substring(0, i) + other + good.substring(i + 1)), "place " + i);
    }
  }

  @Test
  void whatFailsIsNamed() {
    Receipt receipt = receipt(5, 21);
    Receipt another = new Receipt(log.entries.get(6), receipt.path(), receipt.note());
    assertInstanceOf(Receipt.Outcome.WrongPath.class, another.check(log.trust));
    Receipt early = new Receipt(log.entries.get(20), receipt.path(), log.note(20, 0, 1));
    assertInstanceOf(Receipt.Outcome.WrongPath.class, early.check(log.trust));
    Receipt few = new Receipt(receipt.entry(), receipt.path(), log.note(21, 1));
    assertEquals(
        CheckpointTrust.Step.COSIGNATURES,
        assertInstanceOf(Receipt.Outcome.UntrustedCheckpoint.class, few.check(log.trust)).step());
    SampleLog other = new SampleLog(4);
    Receipt foreign = Receipt.of(other.entries.get(5), other.tree, other.note(21, 0, 1, 2));
    assertEquals(
        CheckpointTrust.Step.LOG_SIGNATURE,
        assertInstanceOf(Receipt.Outcome.UntrustedCheckpoint.class, foreign.check(log.trust))
            .step());
  }
}
