package city.urna.network.launch;

/** How a network's components are run. */
public enum Profile {
  /** Fabric's programs on this machine, without containers. */
  NATIVE,
  /** Official images under Docker Compose. */
  COMPOSE
}
