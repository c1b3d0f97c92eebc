/**
 * Records as they are stored: strict parsing, the envelope, what its signatures sign and its hash
 * (spec encoding §3, records §1–3). The generated messages are in {@code
 * city.urna.verifier.records}.
 */
package city.urna.verifier.record;
