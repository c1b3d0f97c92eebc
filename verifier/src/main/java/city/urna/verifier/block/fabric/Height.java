package city.urna.verifier.block.fabric;

/** A transaction's place, the version of what it wrote. */
record Height(long block, long transaction) {}
