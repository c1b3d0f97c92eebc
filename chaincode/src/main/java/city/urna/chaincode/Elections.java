package city.urna.chaincode;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.election.Election;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Elections that have been read already, by election hash.
 *
 * <p>An election is a function of its hash, so it makes no difference to a decision whether it
 * comes from here or is read again. Keeps the few that were used last; may be shared by threads.
 */
public final class Elections {
  private static final int MOST = 32;

  private final Map<Digest, Election> kept = new LinkedHashMap<>();

  /** The election of that hash, read now unless it is here. */
  public synchronized Election get(Digest hash, Supplier<Election> reading) {
    Election election = kept.containsKey(hash) ? kept.remove(hash) : reading.get();
    kept.put(hash, election);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    return election;
  }
}
