package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;

/**
 * What is kept of a ballot that is in order.
 *
 * @param style place among the frozen styles
 */
record BallotLine(long position, Bytes nullifier, Bytes tracker, Bytes replaces, int style) {}
