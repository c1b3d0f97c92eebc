package city.urna.bench;

/**
 * So many ballots, so many of them in a transaction.
 *
 * @param inFlight transactions under way at a time, enough that nothing waits for them
 */
record Load(int batch, int inFlight, int ballots) {}
