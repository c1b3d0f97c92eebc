package city.urna.network.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who takes part in a network and what each runs: {@code components.yaml}, the one source of both
 * profiles.
 *
 * @param versions by image family: {@code fabric}, {@code fabric-ca}, {@code fabric-javaenv}
 * @param endorsement the chaincode's endorsement policy, in Fabric's words
 * @param organizations each runs a peer and a chaincode
 * @param operators each runs an orderer
 * @param roles how an {@code orderer}, a {@code peer} and a {@code chaincode} are run
 */
public record Definitions(
    Map<String, String> versions,
    String channel,
    String chaincode,
    String endorsement,
    List<Organization> organizations,
    List<Organization> operators,
    Map<String, Role> roles) {

  /** A member of the channel. */
  public record Organization(String id, String mspId, String name) {}

  /**
   * How a component is run; texts hold {@code ${…}} to be filled in.
   *
   * @param version the family whose version is the image's
   * @param reads which folders of the network it reads beside its organization's
   * @param ports the port by its name, as in a container of its own
   */
  public record Role(
      String image,
      String version,
      List<String> command,
      List<String> reads,
      Map<String, Integer> ports,
      Map<String, String> environment) {}

  public Definitions {
    versions = Map.copyOf(versions);
    organizations = List.copyOf(organizations);
    operators = List.copyOf(operators);
    roles = Map.copyOf(roles);
  }

  /**
   * Reads them.
   *
   * @param folder the folder {@code network/fabric}
   * @throws NetworkException where there are none or they are wrong
   */
  public static Definitions read(Path folder) {
    Path file = folder.resolve("components.yaml");
    try {
      return YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build()
          .readValue(Files.readString(file), Definitions.class);
    } catch (JsonProcessingException wrong) {
      throw new NetworkException(file + ": " + wrong.getOriginalMessage());
    } catch (IOException absent) {
      throw new NetworkException("cannot read " + file, absent);
    }
  }

  /** All that runs: orderers, peers, chaincodes, in the order in which they are started. */
  public List<Component> components() {
    List<Component> components = new ArrayList<>();
    operators.forEach(each -> components.add(new Component("orderer", each)));
    organizations.forEach(each -> components.add(new Component("peer", each)));
    organizations.forEach(each -> components.add(new Component("chaincode", each)));
    return components;
  }

  /** The components of one role. */
  public List<Component> components(String role) {
    return components().stream().filter(each -> each.role().equals(role)).toList();
  }

  /** The component of that name. */
  public Component component(String name) {
    return components().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NetworkException(
                    "no component "
                        + name
                        + "; there are "
                        + components().stream()
                            .map(Component::name)
                            .collect(Collectors.joining(", "))));
  }

  /** How that component is run. */
  public Role role(Component component) {
    return roles.get(component.role());
  }

  /** The MSP ids of those whose peers endorse, ascending. */
  public List<String> endorsers() {
    return organizations.stream().map(Organization::mspId).sorted().toList();
  }
}
