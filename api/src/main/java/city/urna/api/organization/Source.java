package city.urna.api.organization;

import city.urna.api.http.Problem;
import city.urna.network.LedgerCopy;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.records.Cosigning;
import java.util.Optional;

/** Where an organization's copy has its blocks from. */
interface Source extends AutoCloseable {
  /** The copy that grows with them. */
  LedgerCopy copy();

  /**
   * Makes the copy as long as the checkpoint asks for, as far as that can be done now.
   *
   * @throws Problem when what comes may not be followed
   */
  void bring(Cosigning request, long size);

  /** The size below which nothing is cosigned any more. */
  long cosigned();

  /** Notes a checkpoint, with this organization's line, before the line is given away. */
  void keep(SignedNote checkpoint);

  /** The network that it is a copy of, where there is one: what a genesis record must bear. */
  Optional<Digest> network();

  /** What its operator has to see to, if anything. */
  Optional<Problem> obstacle();

  /** Whether the copy may grow within moments by itself. */
  boolean mayGrow();

  @Override
  void close();
}
