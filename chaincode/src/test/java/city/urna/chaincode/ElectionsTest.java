package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import city.urna.chaincode.example.SmallCity;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.election.Election;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has been read is kept, the last 32 of it: a node that serves for years does not fill up. */
class ElectionsTest {
  private static final Election ELECTION = new SmallCity(26, 1).election;

  private final Elections elections = new Elections();
  private final List<Integer> read = new ArrayList<>();

  private void ask(int number) {
    Digest hash = Digest.sha256(Bytes.of(new byte[] {(byte) number}));
    assertSame(
        ELECTION,
        elections.get(
            hash,
            () -> {
              read.add(number);
              return ELECTION;
            }));
  }

  @Test
  void theLastThirtyTwoAreKept() {
    for (int number = 0; number < 32; number++) {
      ask(number);
    }
    assertEquals(32, read.size());
    read.clear();
    ask(0); // is now the one used last
    ask(31);
    ask(32);
    ask(0);
    assertEquals(List.of(32), read);
    ask(1); // gave its place to 32
    assertEquals(List.of(32, 1), read);
  }
}
