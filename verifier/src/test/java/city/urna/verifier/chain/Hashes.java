package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, for tests. */
public final class Hashes {
  private Hashes() {}

  public static byte[] sha256(ByteString content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
