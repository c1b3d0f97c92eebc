package city.urna.verifier.arithmetic;

import city.urna.verifier.bytes.Parsed;

/** A statement and the proof given for it, unchecked (spec proofs §2–4). */
public sealed interface Claim permits RangeClaim, EqualityClaim, PossessionClaim {
  /**
   * Decodes the proof and recomputes its challenge; malformed says which step refused it. What is
   * left to check are the equations.
   */
  Parsed<Equations> equations();
}
