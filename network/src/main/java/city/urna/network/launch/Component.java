package city.urna.network.launch;

import city.urna.network.launch.Definitions.Organization;

/**
 * One program of the network.
 *
 * @param role {@code orderer}, {@code peer} or {@code chaincode}
 * @param organization who runs it
 */
public record Component(String role, Organization organization) {
  /** What it is called everywhere: in commands, as a host, in certificates. */
  public String name() {
    return role + "." + organization.id();
  }
}
