package city.urna.verifier.block.fabric;

/**
 * A key of the state.
 *
 * @param collection private collection, or empty; keys of one are their hashes, a byte a character
 */
record StateKey(String namespace, String collection, String key) {
  /** For people. */
  String name() {
    return namespace
        + (collection.isEmpty() ? "/" + key : "/" + collection + " (a private key's hash)");
  }
}
