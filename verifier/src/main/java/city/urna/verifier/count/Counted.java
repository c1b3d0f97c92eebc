package city.urna.verifier.count;

/** What counting gives: a count, or the reason why there is none. */
public sealed interface Counted permits Count, Refusal {}
