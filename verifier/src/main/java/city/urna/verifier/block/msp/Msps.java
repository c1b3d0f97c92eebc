package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** The organizations of a channel, by MSP id. Remembers whom it read last. */
public final class Msps {
  private static final int MOST_REMEMBERED = 4_096;

  private final SortedMap<String, Msp> all;
  private final Map<Bytes, Optional<Identity>> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Optional<Identity>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  public Msps(Map<String, Msp> all) {
    this.all = new TreeMap<>(all);
  }

  /** Every organization, ascending by MSP id. */
  public Iterable<Msp> each() {
    return all.values();
  }

  /** Reads a serialized identity; nothing where no organization of the channel certified it. */
  public Optional<Identity> identity(Bytes serialized) {
    return remembered.computeIfAbsent(serialized, this::read);
  }

  private Optional<Identity> read(Bytes serialized) {
    try {
      SerializedIdentity named = SerializedIdentity.parseFrom(serialized.toArray());
      return Optional.ofNullable(all.get(named.getMspid()))
          .flatMap(msp -> msp.member(Bytes.of(named.getIdBytes())));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }
}
