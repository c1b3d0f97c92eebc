package city.urna.chaincode;

import city.urna.protocol.bytes.Bytes;

/** One value that a decision puts under a key; it replaces whatever stood there. */
public record Write(String key, Bytes value) {
  public Write {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an empty value would delete " + key);
    }
  }
}
