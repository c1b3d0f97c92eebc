package city.urna.protocol.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.SecretAccess;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Codes as printed, as typed, and as mistyped. */
class VoterCodeTest {
  private static final SecretAccess ACCESS = SecretAccess.granted();
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final SecureRandom random = Seeded.random(32);

  private static String read(String typed) {
    return VoterCode.parse(typed).orThrow().print(ACCESS);
  }

  @Test
  void printedCodesAreReadHoweverTheyAreTyped() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String printed = VoterCode.generate(random).print(ACCESS);
      assertTrue(printed.matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}"), printed);
      assertEquals(printed, read(printed));
      assertEquals(printed, read(printed.toLowerCase(Locale.ROOT).replace("-", " ")));
      assertEquals(printed, read(printed.replace("-", "").replace('0', 'o').replace('1', 'l')));
      assertEquals(printed, read(printed.replace('0', 'O').replace('1', 'I')));
      assertTrue(seen.add(printed));
    }
  }

  @Test
  void mostTypingErrorsAreNoticed() {
    int noticed = 0;
    int all = 0;
    for (int i = 0; i < 20; i++) {
      String code = VoterCode.generate(random).print(ACCESS).replace("-", "");
      for (int place = 0; place < code.length(); place++) {
        for (char other : ALPHABET.toCharArray()) {
          if (other != code.charAt(place)) {
            String typed = code.substring(0, place) + other + code.substring(place + 1);
            noticed += VoterCode.parse(typed) instanceof Parsed.Malformed ? 1 : 0;
            all++;
          }
        }
      }
    }
    assertTrue(noticed > all * 9 / 10, noticed + " of " + all);
    assertTrue(noticed < all, "four bits cannot notice all");
  }

  @Test
  void otherShapesAreRefused() {
    String code = VoterCode.generate(random).print(ACCESS);
    for (String bad :
        List.of(
            "",
            code.substring(1),
            code + "0",
            code.replace(code.charAt(0), 'U'),
            code.replace(code.charAt(0), '*'),
            code.replace('-', '_'),
            "\u0131".repeat(20),
            "ß".repeat(10))) {
      assertInstanceOf(Parsed.Malformed.class, VoterCode.parse(bad), bad);
    }
  }

  /** Unicode's upper case of these is I, SS and S: a reader that folds them reads another text. */
  @Test
  void onlyAsciiLettersAreRead() {
    int tried = 0;
    for (int i = 0; i < 400; i++) {
      String code = VoterCode.generate(random).print(ACCESS).replace("-", "");
      for (String typed :
          List.of(
              code.replace('1', '\u0131'),
              code.replace("SS", "ß"),
              code.replace('S', '\u017f'),
              code.replace('0', '\u0660'))) {
        if (!typed.equals(code)) {
          assertInstanceOf(Parsed.Malformed.class, VoterCode.parse(typed), typed);
          tried++;
        }
      }
    }
    assertTrue(tried > 400);
  }

  @Test
  void aRollKeyBelongsToOneCodeProcessScopeAndRegistrar() {
    VoterCode code = VoterCode.generate(random);
    VoterCode other = VoterCode.generate(random);
    Set<Object> keys = new HashSet<>();
    keys.add(RollKey.derive(code, "p", "s", "r").publicKey());
    keys.add(RollKey.derive(code, "q", "s", "r").publicKey());
    keys.add(RollKey.derive(code, "p", "t", "r").publicKey());
    keys.add(RollKey.derive(code, "p", "s", "q").publicKey());
    keys.add(RollKey.derive(other, "p", "s", "r").publicKey());
    assertEquals(5, keys.size());
    VoterCode again = VoterCode.parse(code.print(ACCESS)).orThrow();
    assertEquals(
        RollKey.derive(code, "p", "s", "r").publicKey(),
        RollKey.derive(again, "p", "s", "r").publicKey());
    assertNotEquals(code, again, "secrets have no equality");
    assertFalse(code.toString().contains(code.print(ACCESS).substring(0, 4)));
  }
}
