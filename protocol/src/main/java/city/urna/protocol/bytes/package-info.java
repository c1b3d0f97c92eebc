/**
 * Byte strings, hashes and results: the values that every other package speaks in (spec encoding
 * §1, §5).
 *
 * <p>Hostile input never becomes an exception: it comes back as {@link
 * city.urna.protocol.bytes.Parsed.Malformed} where its form is wrong and as {@link
 * city.urna.protocol.bytes.Verdict.Rejected} where its form is right and a check fails.
 */
package city.urna.protocol.bytes;
