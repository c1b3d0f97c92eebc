package city.urna.network;

import city.urna.chaincode.State;
import city.urna.network.log.LogStore;

/** An organization's own copy of a ledger: what its own replay accepted. */
public interface LedgerCopy extends AutoCloseable {
  /** The newest state of this copy. */
  State state();

  /** The log of this copy. */
  LogStore log();

  @Override
  void close();
}
