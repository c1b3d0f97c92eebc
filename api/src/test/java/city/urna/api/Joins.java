package city.urna.api;

import city.urna.protocol.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what belongs to one voter only, wherever it stands: every run of sixteen bytes that occurs
 * in one voter's things and in nobody else's, raw or spelled in hex or base64.
 */
final class Joins {
  private static final int RUN = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32,}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{22,}");

  private final Map<String, Integer> owners = new HashMap<>();

  /**
   * @param things what each voter has, one list a voter
   */
  Joins(List<List<Bytes>> things) {
    Map<String, Integer> all = new HashMap<>();
    for (int voter = 0; voter < things.size(); voter++) {
      for (Bytes thing : things.get(voter)) {
        String text = raw(thing);
        for (int at = 0; at + RUN <= text.length(); at++) {
          int owner = voter;
          all.merge(
              text.substring(at, at + RUN), owner, (a, b) -> a.equals(b) ? a : Integer.valueOf(-1));
        }
      }
    }
    all.forEach(
        (run, owner) -> {
          // Zeros and repetitions are nobody's.
          if (owner >= 0 && run.chars().distinct().count() > 4) {
            owners.put(run, owner);
          }
        });
  }

  /** Whose thing the bytes hold anything of, if anybody's. */
  Optional<Integer> in(Bytes bytes) {
    String text = raw(bytes);
    List<String> readings = new ArrayList<>(List.of(text));
    Matcher hex = HEX.matcher(text);
    while (hex.find()) {
      String run = hex.group();
      readings.add(raw(Bytes.of(HexFormat.of().parseHex(run.substring(0, run.length() & ~1)))));
      readings.add(
          raw(Bytes.of(HexFormat.of().parseHex(run.substring(1, (run.length() - 1 & ~1) + 1)))));
    }
    Matcher base64 = BASE64.matcher(text);
    while (base64.find()) {
      String run = base64.group().replace('-', '+').replace('_', '/');
      for (int shift = 0; shift < 4; shift++) {
        int length = (run.length() - shift) & ~3;
        readings.add(
            raw(Bytes.of(Base64.getDecoder().decode(run.substring(shift, shift + length)))));
      }
    }
    return readings.stream().flatMap(reading -> owner(reading).stream()).findFirst();
  }

  /** Whose, of any of these. */
  Optional<Integer> inAny(Collection<Bytes> all) {
    return all.stream().flatMap(bytes -> in(bytes).stream()).findFirst();
  }

  private Optional<Integer> owner(String reading) {
    for (int at = 0; at + RUN <= reading.length(); at++) {
      Integer owner = owners.get(reading.substring(at, at + RUN));
      if (owner != null) {
        return Optional.of(owner);
      }
    }
    return Optional.empty();
  }

  private static String raw(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }
}
