package city.urna.verifier.trust;

import city.urna.verifier.bytes.Bytes;
import java.util.List;

/**
 * What the auditor takes as given of a channel (spec fabric §6).
 *
 * @param channel its id
 * @param chaincode the contract's name
 * @param genesisBlock header hash of block 0, 32 bytes
 * @param organizations every organization of the channel, with peers or orderers
 */
public record FabricTrust(
    String channel, String chaincode, Bytes genesisBlock, List<Organization> organizations) {

  /**
   * An organization of the channel.
   *
   * @param roots SHA-256 of the DER of each root certificate that it may have
   */
  public record Organization(String mspId, String operator, List<Bytes> roots) {
    public Organization {
      roots = List.copyOf(roots);
    }
  }

  public FabricTrust {
    organizations = List.copyOf(organizations);
  }
}
