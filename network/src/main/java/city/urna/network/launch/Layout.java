package city.urna.network.launch;

import city.urna.network.launch.Definitions.Organization;
import java.nio.file.Path;

/**
 * Where everything of a network lies below its one folder.
 *
 * @param home the folder, absolute
 */
public record Layout(Path home) {
  public Layout {
    home = home.toAbsolutePath().normalize();
  }

  /** Ports and profile, as chosen when the network was made. */
  Path settings() {
    return home.resolve("network.json");
  }

  /** What programs that use the network need to know. */
  public Path connection() {
    return home.resolve("connection.json");
  }

  public Path genesisBlock() {
    return home.resolve("genesis.block");
  }

  /** Fabric's configuration files. */
  Path config() {
    return home.resolve("config");
  }

  Path builder() {
    return home.resolve("builder");
  }

  /** The chaincode program, as it was when the network was made. */
  Path program() {
    return home.resolve("program");
  }

  Path programJar() {
    return program().resolve("urna-chaincode.jar");
  }

  /** The definitions from which the network was made, with what they leave open. */
  Path template(String name) {
    return home.resolve("definitions").resolve(name + ".yaml");
  }

  Path packageId() {
    return home.resolve("urna.package-id");
  }

  Path chaincodePackage() {
    return home.resolve("urna.tgz");
  }

  /** Which steps of the beginning are done. */
  Path done() {
    return home.resolve("done");
  }

  public Path organization(Organization organization) {
    return home.resolve("organizations").resolve(organization.mspId());
  }

  /** The roots under which an organization's servers have their TLS certificates. */
  public Path tlsRoots(Organization organization) {
    return organization(organization).resolve("tls-roots.pem");
  }

  /** What a component has written. */
  public Path data(Component component) {
    return home.resolve("data").resolve(component.name());
  }

  public Path log(Component component) {
    return home.resolve("logs").resolve(component.name() + ".log");
  }

  /** The command that is run instead of a component's own, where one is. */
  Path replacement(Component component) {
    return home.resolve("run").resolve(component.name() + ".command");
  }

  Path pid(Component component) {
    return home.resolve("run").resolve(component.name() + ".pid");
  }
}
