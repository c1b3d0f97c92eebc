package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of the state, letter by letter: every peer of every version has to find them. */
class StateKeysTest {
  private static final String HEX = "0c".repeat(32);
  private static final Digest HASH = new Digest(Bytes.fromHex(HEX).orThrow());
  private static final Tracker TRACKER = new Tracker(HASH);
  private static final Nullifier NULLIFIER =
      Nullifier.parse(Bytes.fromHex("0d".repeat(32)).orThrow()).orThrow();

  @Test
  void areAsSpecified() {
    assertEquals(
        List.of(
            "process/p",
            "item/p/s/i",
            "item/p/s/i/2",
            "item-hash/p/s/" + HEX,
            "roll/p/s/1/3",
            "ceremony/p",
            "ceremony/p/1/2/commit",
            "ceremony/p/1/2/opening",
            "ceremony/p/1/2/complaint/3",
            "ceremony/p/1/2/answer/3",
            "ceremony/p/1/2/sign-off",
            "phase/p/s",
            "phase/p/",
            "issuance/p/s/alpha",
            "issuance/p/s/alpha/3",
            "ballot/p/s/" + "0d".repeat(32) + "/" + HEX,
            "closed/p/s",
            "closed/p/s/city",
            "share/p/s/2",
            "act/p/s/" + "0d".repeat(32) + "/" + HEX,
            "act/p/s/office.works/" + HEX,
            "anchor/p/s/city",
            "decision/p/s/" + HEX,
            "certificate/p/s"),
        List.of(
            StateKeys.process("p"),
            StateKeys.item("p", "s", "i"),
            StateKeys.item("p", "s", "i", 2),
            StateKeys.itemHash("p", "s", HASH),
            StateKeys.roll("p", "s", 1, 3),
            StateKeys.ceremony("p"),
            StateKeys.commit("p", 1, 2),
            StateKeys.opening("p", 1, 2),
            StateKeys.complaint("p", 1, 2, 3),
            StateKeys.answer("p", 1, 2, 3),
            StateKeys.signOff("p", 1, 2),
            StateKeys.phase("p", "s"),
            StateKeys.restart("p"),
            StateKeys.issuance("p", "s", "alpha"),
            StateKeys.issuance("p", "s", "alpha", 3),
            StateKeys.ballot("p", "s", NULLIFIER, TRACKER),
            StateKeys.closed("p", "s"),
            StateKeys.closed("p", "s", "city"),
            StateKeys.share("p", "s", 2),
            StateKeys.act("p", "s", NULLIFIER, TRACKER),
            StateKeys.act("p", "s", "works", TRACKER),
            StateKeys.anchor("p", "s", "city"),
            StateKeys.decision("p", "s", HASH),
            StateKeys.certificate("p", "s")));
  }
}
