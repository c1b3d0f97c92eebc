package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.signature.Ed25519PublicKey;

/**
 * A public key under a name, as signed notes know it (C2SP signed-note, "verifier keys").
 *
 * <p>Shapes: the name without Unicode spaces, plus or control characters; an Ed25519 key.
 */
public record NoteKey(String name, Type type, Ed25519PublicKey key) {
  /** What the key's signatures mean. */
  public enum Type {
    /** Ed25519 over the note's text: the log's own. */
    LOG(1),
    /** Ed25519 with a timestamp: a cosigner's. */
    COSIGNER(4);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    private Bytes encode() {
      return Wire.u8(code);
    }

    private static Parsed<Type> of(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return new Parsed.Ok<>(type);
        }
      }
      return new Parsed.Malformed<>("a signature type that is not known here");
    }
  }

  private static final int ID_SIZE = 4;
  private static final int MOST_NAME = 512;

  public NoteKey {
    if (!isName(name)) {
      throw new IllegalArgumentException("not a key name");
    }
  }

  /** Takes a name and a key of 32 bytes; refuses what is none. */
  public static Parsed<NoteKey> of(String name, Type type, Bytes key) {
    if (!isName(name)) {
      return new Parsed.Malformed<>("not a key name");
    }
    return Ed25519PublicKey.decode(key).map(decoded -> new NoteKey(name, type, decoded));
  }

  /** Reads {@code name+id+base64}; refuses an id that is not the key's. */
  public static Parsed<NoteKey> parse(String text) {
    String[] parts = text.split("\\+", 3);
    if (parts.length != 3) {
      return new Parsed.Malformed<>("a verifier key has three parts");
    }
    return Bytes.fromBase64(parts[2])
        .flatMap(
            tail ->
                Wire.read(
                    tail,
                    reader -> {
                      Type type = reader.require(Type.of(reader.u8()));
                      Bytes encoded = reader.take(Ed25519PublicKey.SIZE);
                      NoteKey key = reader.require(of(parts[0], type, encoded));
                      if (!key.id().hex().equals(parts[1])) {
                        throw reader.refuse("the key id is not the key's");
                      }
                      return key;
                    }));
  }

  /** SHA-256(name ‖ 0A ‖ type ‖ key), the first four bytes. */
  public Bytes id() {
    return Digest.sha256(Bytes.ofUtf8(name), Wire.u8('\n'), type.encode(), key.encode())
        .value()
        .slice(0, ID_SIZE);
  }

  /** The verifier key as text. */
  public String text() {
    return name + "+" + id().hex() + "+" + Bytes.concat(type.encode(), key.encode()).base64();
  }

  /** Whether a signature line claims to be this key's. */
  public boolean claims(NoteSignature signature) {
    return signature.name().equals(name) && signature.keyId().equals(id());
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= MOST_NAME
        && name.codePoints().noneMatch(NoteKey::isForbidden);
  }

  private static boolean isForbidden(int c) {
    return c == '+'
        || Character.isISOControl(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
