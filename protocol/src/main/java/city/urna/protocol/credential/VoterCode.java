package city.urna.protocol.credential;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.signature.SecretAccess;
import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * The code on a voter's letter: 96 random bits and 4 check bits as twenty Crockford base-32
 * characters (spec credentials §1). Secret: no equality, no text form.
 */
public final class VoterCode {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int RANDOM_BYTES = 12;
  private static final int CHARACTERS = 20;
  private static final int GROUP = 4;
  private static final Bytes CHECK_LABEL = Bytes.ofUtf8("urna-voter-code");

  private final String characters;

  private VoterCode(String characters) {
    this.characters = characters;
  }

  /** A fresh code. */
  public static VoterCode generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return of(Bytes.of(bytes));
  }

  /** The code of twelve random bytes. */
  static VoterCode of(Bytes random) {
    if (random.size() != RANDOM_BYTES) {
      throw new IllegalArgumentException("a code has 12 random bytes");
    }
    BigInteger bits =
        new BigInteger(1, random.toArray()).shiftLeft(4).or(BigInteger.valueOf(check(random)));
    StringBuilder characters = new StringBuilder();
    for (int i = CHARACTERS - 1; i >= 0; i--) {
      characters.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
    }
    return new VoterCode(characters.toString());
  }

  /** Reads what a person typed; refuses another length, another character, a wrong check. */
  public static Parsed<VoterCode> parse(String typed) {
    String text =
        upperCase(typed)
            .replace(" ", "")
            .replace("-", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    if (text.length() != CHARACTERS) {
      return new Parsed.Malformed<>("a voter code has 20 characters");
    }
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < CHARACTERS; i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return new Parsed.Malformed<>("a character that no voter code has");
      }
      bits = bits.shiftLeft(5).or(BigInteger.valueOf(digit));
    }
    Bytes random = BigEndian.encode(bits.shiftRight(4), RANDOM_BYTES);
    return (bits.intValue() & 15) == check(random)
        ? new Parsed.Ok<>(new VoterCode(text))
        : new Parsed.Malformed<>("the voter code was mistyped: its check fails");
  }

  /** ASCII letters only: elsewhere some letters become others, or two. */
  private static String upperCase(String typed) {
    StringBuilder upper = new StringBuilder(typed);
    for (int i = 0; i < upper.length(); i++) {
      char c = upper.charAt(i);
      if (c >= 'a' && c <= 'z') {
        upper.setCharAt(i, (char) (c - 'a' + 'A'));
      }
    }
    return upper.toString();
  }

  /** The top four bits of SHA-256("urna-voter-code" ‖ random). */
  private static int check(Bytes random) {
    return Digest.sha256(CHECK_LABEL, random).value().at(0) >>> 4;
  }

  /** The code as it is printed: {@code XXXX-XXXX-XXXX-XXXX-XXXX}. */
  public String print(SecretAccess access) {
    StringBuilder printed = new StringBuilder(characters(access));
    for (int i = CHARACTERS - GROUP; i > 0; i -= GROUP) {
      printed.insert(i, '-');
    }
    return printed.toString();
  }

  /** The twenty characters, from which roll keys are derived. */
  String characters(SecretAccess access) {
    return characters;
  }

  @Override
  public String toString() {
    return "VoterCode[redacted]";
  }
}
