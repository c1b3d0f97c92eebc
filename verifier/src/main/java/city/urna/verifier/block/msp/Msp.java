package city.urna.verifier.block.msp;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/**
 * One organization's membership definition, as the channel configuration holds it: roots,
 * intermediate authorities, revocations, units (Fabric's MSP, capability V3_0).
 */
public final class Msp {
  private final String name;
  private final MSPConfig definition;
  private final List<Bytes> rootHashes;
  private final List<RevocationList> revocations = new ArrayList<>();
  private final Map<String, List<Bytes>> requiredUnits = new HashMap<>();
  private final Map<NodeRole, Unit> roles = new EnumMap<>(NodeRole.class);
  private final Set<Bytes> admins = new HashSet<>();
  private final Set<Bytes> inner = new HashSet<>();
  private Chains chains;
  private boolean rolesEnforced;

  /**
   * A unit that gives a role.
   *
   * @param certifiers hash of the chain above that must have certified it; empty for any
   */
  private record Unit(String name, Bytes certifiers) {}

  /** Why a definition is refused, carried out of the steps that read it. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String reason) {
      super(reason);
    }
  }

  private Msp(
      String name, MSPConfig definition, List<Certificate> roots, List<Certificate> intermediates) {
    this.name = name;
    this.definition = definition;
    this.rootHashes = roots.stream().map(root -> Bytes.sha256(root.raw())).sorted().toList();
    this.chains = new Chains(roots, intermediates);
  }

  /** Reads an {@code MSPConfig}. Refuses what Fabric's set-up refuses of it. */
  public static Parsed<Msp> read(Bytes config) {
    try {
      MSPConfig outer = MSPConfig.parseFrom(config.toArray());
      if (outer.getType() != 0) {
        return Parsed.malformed("an organization's membership is not by X.509 certificates");
      }
      FabricMSPConfig inside = FabricMSPConfig.parseFrom(outer.getConfig());
      Msp msp =
          new Msp(
              inside.getName(),
              outer,
              certificates(inside.getRootCertsList()),
              certificates(inside.getIntermediateCertsList()));
      msp.setUp(inside);
      return Parsed.ok(msp);
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("an organization's membership definition cannot be read");
    } catch (Refused e) {
      return Parsed.malformed(e.getMessage());
    }
  }

  private static List<Certificate> certificates(List<ByteString> texts) throws Refused {
    List<Certificate> read = new ArrayList<>();
    for (ByteString text : texts) {
      read.add(ok(Certificate.ofPem(Bytes.of(text))));
    }
    return read;
  }

  private static <T> T ok(Parsed<T> parsed) throws Refused {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new Refused(reason);
    };
  }

  private void setUp(FabricMSPConfig config) throws Refused {
    if (name.isEmpty() || chains.roots().isEmpty()) {
      throw new Refused("an organization without a name or a root certificate");
    }
    String hash = config.getCryptoConfig().getSignatureHashFamily();
    String idHash = config.getCryptoConfig().getIdentityIdentifierHashFunction();
    if (!(hash.isEmpty() || hash.equals("SHA2"))
        || !(idHash.isEmpty() || idHash.equals("SHA256"))) {
      throw new Refused(name + " signs with another hash than SHA-256");
    }
    chains = new Chains(lowS(chains.roots()), lowS(chains.intermediates()));
    for (ByteString list : config.getRevocationListList()) {
      revocations.add(ok(RevocationList.parse(Bytes.of(list))));
    }
    for (Certificate authority : chains.roots()) {
      authority(authority);
    }
    for (Certificate authority : chains.intermediates()) {
      List<Certificate> chain = authority(authority);
      chain.subList(1, chain.size()).forEach(parent -> inner.add(parent.raw()));
    }
    for (FabricOUIdentifier unit : config.getOrganizationalUnitIdentifiersList()) {
      requiredUnits
          .computeIfAbsent(unit.getOrganizationalUnitIdentifier(), n -> new ArrayList<>())
          .add(certifiers(unit.getCertificate()));
    }
    setUpRoles(config.getFabricNodeOus());
    for (ByteString admin : config.getAdminsList()) {
      admins.add(member(Bytes.of(admin)).orElseThrow(() -> noAdmin()).certificate().raw());
    }
    if (admins.isEmpty() && !(rolesEnforced && roles.containsKey(NodeRole.ADMIN))) {
      throw new Refused(name + " has no administrators");
    }
  }

  private Refused noAdmin() {
    return new Refused(name + " names an administrator whom it did not certify");
  }

  private List<Certificate> lowS(List<Certificate> authorities) throws Refused {
    List<Certificate> canonical = new ArrayList<>();
    for (Certificate authority : authorities) {
      Optional<List<Certificate>> chain = chains.unique(authority);
      if (chain.isEmpty()) {
        throw new Refused(name + ": authority " + authority.name() + " has no single chain");
      }
      canonical.add(authority.lowS(chain.get().size() == 1 ? authority : chain.get().get(1)));
    }
    return canonical;
  }

  private List<Certificate> authority(Certificate certificate) throws Refused {
    Optional<List<Certificate>> chain = chains.unique(certificate);
    if (!certificate.isAuthority()
        || certificate.keyId().isEmpty()
        || chain.isEmpty()
        || chain.get().size() > 1 && revoked(chain.get())) {
      throw new Refused(name + ": " + certificate.name() + " is not a valid authority");
    }
    return chain.get();
  }

  private boolean revoked(List<Certificate> chain) {
    return revocations.stream().anyMatch(list -> list.revokes(chain.getFirst(), chain.get(1)));
  }

  private void setUpRoles(FabricNodeOUs units) throws Refused {
    role(NodeRole.CLIENT, units.hasClientOuIdentifier(), units.getClientOuIdentifier());
    role(NodeRole.PEER, units.hasPeerOuIdentifier(), units.getPeerOuIdentifier());
    role(NodeRole.ADMIN, units.hasAdminOuIdentifier(), units.getAdminOuIdentifier());
    role(NodeRole.ORDERER, units.hasOrdererOuIdentifier(), units.getOrdererOuIdentifier());
    rolesEnforced = units.getEnable() && !roles.isEmpty();
  }

  private void role(NodeRole role, boolean defined, FabricOUIdentifier unit) throws Refused {
    if (defined) {
      Bytes certifiers =
          unit.getCertificate().isEmpty() ? Bytes.EMPTY : certifiers(unit.getCertificate());
      roles.put(role, new Unit(unit.getOrganizationalUnitIdentifier(), certifiers));
    }
  }

  /** The hash of the chain from a named authority to its root. */
  private Bytes certifiers(ByteString pem) throws Refused {
    Certificate named = ok(Certificate.ofPem(Bytes.of(pem)));
    Certificate canonical =
        named.issued(named)
            ? named.lowS(named)
            : chains.unique(named).map(chain -> named.lowS(chain.get(1))).orElse(named);
    Optional<List<Certificate>> whole = chains.unique(canonical);
    boolean own =
        chains.roots().contains(canonical)
            || chains.intermediates().contains(canonical) && !inner.contains(canonical.raw());
    if (whole.isEmpty() || !own) {
      throw new Refused(name + ": a unit names an authority that is none of its own");
    }
    return hash(whole.get());
  }

  private static Bytes hash(List<Certificate> chain) {
    return Bytes.sha256(chain.stream().map(Certificate::raw).toArray(Bytes[]::new));
  }

  /** The organization's MSP id. */
  public String name() {
    return name;
  }

  /** As it was read: one organization with peers and orderers is defined twice, the same way. */
  public MSPConfig definition() {
    return definition;
  }

  /** SHA-256 of each root certificate as the configuration holds it, ascending. */
  public List<Bytes> rootHashes() {
    return rootHashes;
  }

  /** Reads a member's certificate; nothing where no single chain leads to this organization. */
  Optional<Identity> member(Bytes pem) {
    if (!(Certificate.ofPem(pem) instanceof Parsed.Ok<Certificate>(Certificate read))
        || read.key().isEmpty()) {
      return Optional.empty();
    }
    return chains
        .unique(read)
        .map(
            chain -> new Identity(this, read.lowS(chain.size() == 1 ? read : chain.get(1)), chain));
  }

  /** Why a certificate makes no valid member, if it does not. */
  Optional<String> refusal(Certificate certificate, List<Certificate> chain) {
    if (certificate.algorithm() != KeyAlgorithm.ECDSA
        && certificate.algorithm() != KeyAlgorithm.ED25519) {
      return Optional.of("its key signs with an algorithm that members may not use");
    }
    if (certificate.isAuthority()) {
      return Optional.of("it is an authority's certificate");
    }
    if (chain.size() < 2 || inner.contains(chain.get(1).raw())) {
      return Optional.of("its chain does not end below a root as it must");
    }
    if (revoked(chain)) {
      return Optional.of("it has been revoked");
    }
    Bytes certifiers = hash(chain.subList(1, chain.size()));
    boolean unitFound =
        certificate.units().stream()
            .anyMatch(unit -> requiredUnits.getOrDefault(unit, List.of()).contains(certifiers));
    if (!requiredUnits.isEmpty() && !unitFound) {
      return Optional.of("none of its units is one that the organization recognizes");
    }
    return rolesEnforced ? roleRefusal(certificate, certifiers) : Optional.empty();
  }

  private Optional<String> roleRefusal(Certificate certificate, Bytes certifiers) {
    int found = 0;
    for (String unit : certificate.units()) {
      Optional<Unit> role =
          roles.values().stream().filter(known -> known.name().equals(unit)).findFirst();
      if (role.isEmpty()) {
        continue;
      }
      if (!role.get().certifiers().isEmpty() && !role.get().certifiers().equals(certifiers)) {
        return Optional.of("its role was certified by another authority");
      }
      found++;
    }
    return found == 1
        ? Optional.empty()
        : Optional.of("it has " + found + " roles where exactly one is needed");
  }

  boolean enforcesRoles() {
    return rolesEnforced;
  }

  boolean hasRole(Certificate certificate, NodeRole role) {
    return rolesEnforced
        && roles.containsKey(role)
        && certificate.units().contains(roles.get(role).name());
  }

  boolean namesAdmin(Certificate certificate) {
    return admins.contains(certificate.raw());
  }

  /** The hash of the authorities above a member. */
  static Bytes certifiersOf(List<Certificate> chain) {
    return hash(chain.subList(1, chain.size()));
  }
}
