package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;

/** A key of a signed note (C2SP signed-note). */
record NoteKey(String name, Type type, Bytes key) {
  /** The kinds of signatures on our checkpoints. */
  enum Type {
    ED25519(1),
    COSIGNATURE(4);

    private final int number;

    Type(int number) {
      this.number = number;
    }
  }

  /** The first four bytes of SHA-256(name ‖ line feed ‖ type ‖ key). */
  Bytes id() {
    return Bytes.sha256(Bytes.ofUtf8(name + "\n"), Bytes.of(new byte[] {(byte) type.number}), key)
        .slice(0, 4);
  }

  /** What stands before the base64 of this key's signature lines. */
  String prefix() {
    return "\u2014 " + name + " ";
  }
}
