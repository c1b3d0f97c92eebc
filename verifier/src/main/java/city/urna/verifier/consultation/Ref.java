package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;

/**
 * How an act or a decision names a content (spec consultation §3.4).
 *
 * @param of the act hash, or the decision's record hash
 * @param commitment 32 bytes
 * @param length of the content's bytes alone
 * @param withheld why its author does not show it, or empty
 */
public record Ref(
    String scope, Bytes of, int kind, Bytes commitment, long length, String withheld) {}
