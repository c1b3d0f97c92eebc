package city.urna.chaincode;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.election.Election;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Elections and consultations that have been read already, by election hash.
 *
 * <p>An election or a consultation is a function of its hash, so it makes no difference to a
 * decision whether it comes from here or is read again. Keeps the few that were used last; may be
 * shared by threads.
 */
public final class Elections {
  private static final int MOST = 32;

  private final Map<Digest, Election> elections = new LinkedHashMap<>();
  private final Map<Digest, Forum> forums = new LinkedHashMap<>();

  /** The election of that hash, read now unless it is here. */
  public synchronized Election get(Digest hash, Supplier<Election> reading) {
    return keep(elections, hash, reading);
  }

  /** The consultation of that hash, read now unless it is here. */
  public synchronized Forum forum(Digest hash, Supplier<Forum> reading) {
    return keep(forums, hash, reading);
  }

  private static <T> T keep(Map<Digest, T> kept, Digest hash, Supplier<T> reading) {
    T value = kept.containsKey(hash) ? kept.remove(hash) : reading.get();
    kept.put(hash, value);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
    return value;
  }
}
