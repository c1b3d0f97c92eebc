package city.urna.protocol.transcript;

import city.urna.protocol.bytes.Digest;

/**
 * Where a statement is made: process, scope, and the hash of what is fixed there (spec encoding
 * §4.2).
 *
 * @param process the process id, or empty
 * @param scope the scope id, or empty
 * @param hash the election hash once it exists, before that the record hash of the process, else 32
 *     zero bytes
 */
public record Context(String process, String scope, Digest hash) {
  /** Neither process nor scope nor hash. */
  public static final Context NONE = bare("", "");

  /** A place in which nothing is fixed yet: 32 zero bytes. */
  public static Context bare(String process, String scope) {
    return new Context(process, scope, Digest.ZERO);
  }
}
