package city.urna.protocol.signature;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A secret under a passphrase: Argon2id (RFC 9106) and AES-256-GCM, in three lines of text.
 *
 * <pre>
 * urna-key/v1
 * argon2id 65536 3 4 SALT
 * aes-256-gcm NONCE CIPHERTEXT
 * </pre>
 *
 * <p>Numbers: memory in KiB, passes, lanes. Salt 16 bytes, nonce 12, both in base64; the first two
 * lines are authenticated. Against whoever finds the file: as strong as the passphrase, at the
 * price of one Argon2id run a guess. A file that asks for more than 1 GiB, 16 passes or 16 lanes is
 * refused before anything is computed.
 */
public final class KeyFile {
  /** How much work one guess at the passphrase costs. */
  public record Cost(int memory, int passes, int lanes) {
    /** The second recommendation of RFC 9106 §4: 64 MiB, three passes, four lanes. */
    public static final Cost RECOMMENDED = new Cost(65_536, 3, 4);

    /**
     * For a passphrase that a machine drew from 128 random bits or more: nobody guesses it, and
     * stretching adds nothing.
     */
    public static final Cost OF_DRAWN = new Cost(64, 1, 1);

    public Cost {
      if (lanes < 1 || lanes > 16 || passes < 1 || passes > 16) {
        throw new IllegalArgumentException("passes and lanes are 1 to 16");
      }
      if (memory < 8 * lanes || memory > 1_048_576) {
        throw new IllegalArgumentException("memory is 8 KiB a lane to 1 GiB");
      }
    }
  }

  private static final String FORMAT = "urna-key/v1";
  private static final int SALT_SIZE = 16;
  private static final int NONCE_SIZE = 12;
  private static final int KEY_SIZE = 32;
  private static final int TAG_SIZE = 16;
  private static final int MOST_CHARACTERS = 65_536;
  private static final Pattern FILE =
      Pattern.compile(
          "(urna-key/v1\nargon2id ([1-9][0-9]{0,6}) ([1-9][0-9]?) ([1-9][0-9]?) ([A-Za-z0-9+/=]+)\n)"
              + "aes-256-gcm ([A-Za-z0-9+/=]+) ([A-Za-z0-9+/=]+)\n");

  private KeyFile() {}

  /** Seals a secret at the recommended cost. */
  public static String seal(Bytes secret, char[] passphrase, SecureRandom random) {
    return seal(secret, passphrase, Cost.RECOMMENDED, random);
  }

  /** Seals a secret; the passphrase is the caller's to wipe. */
  public static String seal(Bytes secret, char[] passphrase, Cost cost, SecureRandom random) {
    byte[] salt = new byte[SALT_SIZE];
    byte[] nonce = new byte[NONCE_SIZE];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    String head =
        FORMAT
            + "\nargon2id %d %d %d %s\n"
                .formatted(cost.memory(), cost.passes(), cost.lanes(), Bytes.of(salt).base64());
    byte[] key = derive(passphrase, salt, cost);
    try {
      GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
      cipher.init(true, parameters(key, nonce, head));
      byte[] plain = secret.toArray();
      byte[] box = new byte[cipher.getOutputSize(plain.length)];
      int written = cipher.processBytes(plain, 0, plain.length, box, 0);
      cipher.doFinal(box, written);
      Arrays.fill(plain, (byte) 0);
      return head + "aes-256-gcm " + Bytes.of(nonce).base64() + " " + Bytes.of(box).base64() + "\n";
    } catch (InvalidCipherTextException impossible) {
      throw new AssertionError("sealing cannot fail", impossible);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** What one guess at this file's passphrase costs. */
  public static Parsed<Cost> cost(String file) {
    return parts(file).flatMap(KeyFile::cost);
  }

  private static Parsed<Matcher> parts(String file) {
    if (file.length() > MOST_CHARACTERS) {
      return new Parsed.Malformed<>("too long for a key file");
    }
    Matcher parts = FILE.matcher(file);
    return parts.matches() ? new Parsed.Ok<>(parts) : new Parsed.Malformed<>("not a key file");
  }

  private static Parsed<Cost> cost(Matcher parts) {
    try {
      return new Parsed.Ok<>(new Cost(number(parts, 2), number(parts, 3), number(parts, 4)));
    } catch (IllegalArgumentException outOfBounds) {
      return new Parsed.Malformed<>("key file: " + outOfBounds.getMessage());
    }
  }

  /** Opens a file; a wrong passphrase and an altered file cannot be told apart. */
  public static Parsed<Bytes> open(String file, char[] passphrase) {
    return parts(file).flatMap(parts -> cost(parts).flatMap(cost -> open(parts, cost, passphrase)));
  }

  private static Parsed<Bytes> open(Matcher parts, Cost cost, char[] passphrase) {
    return Bytes.fromBase64(parts.group(5))
        .flatMap(salt -> sized(salt, SALT_SIZE))
        .flatMap(
            salt ->
                Bytes.fromBase64(parts.group(6))
                    .flatMap(nonce -> sized(nonce, NONCE_SIZE))
                    .flatMap(
                        nonce ->
                            Bytes.fromBase64(parts.group(7))
                                .flatMap(
                                    box ->
                                        open(
                                            parts.group(1),
                                            derive(passphrase, salt.toArray(), cost),
                                            nonce,
                                            box))));
  }

  private static Parsed<Bytes> open(String head, byte[] key, Bytes nonce, Bytes box) {
    if (box.size() < TAG_SIZE) {
      Arrays.fill(key, (byte) 0);
      return new Parsed.Malformed<>("key file: ciphertext too short");
    }
    GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(false, parameters(key, nonce.toArray(), head));
    byte[] input = box.toArray();
    byte[] plain = new byte[input.length - TAG_SIZE];
    try {
      int written = cipher.processBytes(input, 0, input.length, plain, 0);
      cipher.doFinal(plain, written);
      return new Parsed.Ok<>(Bytes.of(plain));
    } catch (InvalidCipherTextException refused) {
      return new Parsed.Malformed<>("wrong passphrase, or the key file was altered");
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static AEADParameters parameters(byte[] key, byte[] nonce, String head) {
    return new AEADParameters(
        new KeyParameter(key), 8 * TAG_SIZE, nonce, head.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] derive(char[] passphrase, byte[] salt, Cost cost) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memory())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] key = new byte[KEY_SIZE];
    argon2.generateBytes(passphrase, key);
    return key;
  }

  private static Parsed<Bytes> sized(Bytes part, int size) {
    return part.size() == size
        ? new Parsed.Ok<>(part)
        : new Parsed.Malformed<>("key file: salt or nonce of another length");
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }
}
