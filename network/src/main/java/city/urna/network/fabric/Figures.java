package city.urna.network.fabric;

import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted on the way to a network and back.
 *
 * @param endorsed proposals that enough organizations answered alike
 * @param unendorsed attempts that got no such answer
 * @param submitted transactions that the orderers took
 * @param unknown attempts after which it was not known whether they did
 * @param stale transactions that had read what changed before they were ordered
 * @param invalid transactions that the peers found invalid for another reason
 * @param reconnects times that the stream of blocks broke
 */
public record Figures(
    LongAdder endorsed,
    LongAdder unendorsed,
    LongAdder submitted,
    LongAdder unknown,
    LongAdder stale,
    LongAdder invalid,
    LongAdder reconnects) {
  Figures() {
    this(
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder());
  }
}
