package city.urna.chaincode;

import city.urna.protocol.bytes.Bytes;
import java.util.Optional;

/**
 * The contract's state as a decision sees it: one committed value for each text key (spec records
 * §4).
 *
 * <p>A decision can ask for keys that it names and for nothing else: there are no range scans, and
 * what a decision writes is not seen by itself. Whoever implements the port records which keys were
 * read, absent ones too, and throws the decision away when one of them has changed by the time it
 * would be committed.
 */
@FunctionalInterface
public interface State {
  /** The value under that key; empty where there is none. */
  Optional<Bytes> get(String key);
}
