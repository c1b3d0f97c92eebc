package city.urna.api;

import city.urna.protocol.bytes.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Things that are to stand nowhere, and a search for all of them at once in every spelling: raw,
 * hex, base64 and base32 at every alignment (standard, for URLs, Crockford's; both cases), as a
 * decimal number and as Java prints an array.
 */
final class Marks {
  /** What is shorter occurs by chance. */
  private static final int LEAST = 8;

  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
  private final boolean[] beginnings = new boolean[1 << 16];

  private record Needle(String name, byte[] text) {}

  /** A thing of bytes. */
  void add(String name, Bytes thing) {
    spellings(thing).forEach((spelling, text) -> put(name + " in " + spelling, text));
  }

  /** A thing of characters: as it is, in the other case, with and without dashes. */
  void add(String name, String thing) {
    for (String form : List.of(thing, thing.replace("-", ""), thing.replace('-', ' '))) {
      add(name, Bytes.ofUtf8(form));
      add(name, Bytes.ofUtf8(form.toLowerCase(Locale.ROOT)));
    }
  }

  private void put(String name, String text) {
    if (text.length() < LEAST) {
      throw new IllegalArgumentException(name + " is too short to be looked for");
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    long beginning = 0;
    for (int i = 0; i < LEAST; i++) {
      beginning = beginning << 8 | bytes[i] & 0xff;
    }
    beginnings[(int) (beginning & 0xffff)] = true;
    byBeginning.computeIfAbsent(beginning, b -> new ArrayList<>()).add(new Needle(name, bytes));
  }

  /** Every spelling of a thing, by the spelling's name. */
  static Map<String, String> spellings(Bytes thing) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("raw bytes", new String(thing.toArray(), StandardCharsets.ISO_8859_1));
    all.put("hex", thing.hex());
    all.put("upper hex", thing.hex().toUpperCase(Locale.ROOT));
    for (int before = 0; before < 3; before++) {
      all.put("base64 at " + before, digits(thing, before, 6, BASE64));
      all.put("url base64 at " + before, digits(thing, before, 6, BASE64.replace("+/", "-_")));
    }
    for (int before = 0; before < 5; before++) {
      for (String alphabet : List.of(BASE32, CROCKFORD)) {
        String spelled = digits(thing, before, 5, alphabet);
        String name = (alphabet.equals(BASE32) ? "base32 at " : "crockford at ") + before;
        all.put(name, spelled);
        all.put("lower " + name, spelled.toLowerCase(Locale.ROOT));
      }
    }
    all.put("decimal", new BigInteger(1, thing.toArray()).toString());
    String array = Arrays.toString(thing.toArray());
    all.put("an array", array.substring(1, array.length() - 1));
    return all;
  }

  /**
   * The thing as digits of that many bits, where some bytes stand before it: only those digits that
   * depend on nothing else.
   */
  private static String digits(Bytes thing, int before, int bits, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int digit = (8 * before + bits - 1) / bits;
        (digit + 1) * bits <= 8 * (before + thing.size());
        digit++) {
      int value = 0;
      for (int bit = digit * bits; bit < (digit + 1) * bits; bit++) {
        int at = bit - 8 * before;
        value = value << 1 | thing.at(at / 8) >>> 7 - at % 8 & 1;
      }
      text.append(alphabet.charAt(value));
    }
    return text.toString();
  }

  /** What the bytes hold of all that, if anything. */
  Optional<String> in(Bytes bytes) {
    byte[] text = bytes.toArray();
    long window = 0;
    for (int end = 0; end < text.length; end++) {
      window = window << 8 | text[end] & 0xff;
      if (end < LEAST - 1 || !beginnings[(int) (window & 0xffff)]) {
        continue;
      }
      int begin = end - LEAST + 1;
      for (Needle needle : byBeginning.getOrDefault(window, List.of())) {
        int after = begin + needle.text().length;
        if (after <= text.length
            && Arrays.equals(text, begin, after, needle.text(), 0, needle.text().length)) {
          return Optional.of(needle.name());
        }
      }
    }
    return Optional.empty();
  }
}
