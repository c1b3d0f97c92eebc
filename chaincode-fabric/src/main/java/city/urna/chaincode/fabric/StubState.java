package city.urna.chaincode.fabric;

import city.urna.chaincode.State;
import city.urna.protocol.bytes.Bytes;
import java.util.Optional;
import org.hyperledger.fabric.shim.ChaincodeStub;

/**
 * The contract's state in the peer. The peer itself records what was read, absent keys too, and
 * does not show a transaction its own writes.
 */
record StubState(ChaincodeStub stub) implements State {
  @Override
  public Optional<Bytes> get(String key) {
    byte[] value = stub.getState(key);
    return value.length == 0 ? Optional.empty() : Optional.of(Bytes.of(value));
  }
}
