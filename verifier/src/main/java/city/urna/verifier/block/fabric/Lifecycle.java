package city.urna.verifier.block.fabric;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.lifecycle.ChaincodeValidationInfo;
import org.hyperledger.fabric.protos.peer.lifecycle.StateData;
import org.hyperledger.fabric.protos.peer.lifecycle.StateMetadata;

/**
 * Which endorsement policy a chaincode has, by its committed definition: what {@code _lifecycle}
 * holds under {@code namespaces/metadata/NAME} and {@code namespaces/fields/NAME/ValidationInfo}.
 */
final class Lifecycle {
  static final String NAMESPACE = "_lifecycle";
  private static final String PLUGIN = "vscc";

  private Lifecycle() {}

  /**
   * A chaincode's policy.
   *
   * @return the bytes of an {@code ApplicationPolicy}, nothing where no chaincode is defined;
   *     malformed is a definition that this program does not know
   */
  static Parsed<Optional<Bytes>> policy(WorldState state, String chaincode) {
    Optional<Bytes> metadata = state.lifecycle("namespaces/metadata/" + chaincode);
    if (metadata.isEmpty()) {
      return Parsed.ok(Optional.empty());
    }
    try {
      StateMetadata type = StateMetadata.parseFrom(metadata.get().toArray());
      if (!type.getDatatype().equals("ChaincodeDefinition")) {
        return Parsed.malformed(chaincode + " is defined as something else than a chaincode");
      }
      Bytes field =
          state.lifecycle("namespaces/fields/" + chaincode + "/ValidationInfo").orElse(Bytes.EMPTY);
      ChaincodeValidationInfo info =
          ChaincodeValidationInfo.parseFrom(StateData.parseFrom(field.toArray()).getBytes());
      if (info.getValidationPlugin().isEmpty() || info.getValidationParameter().isEmpty()) {
        return Parsed.ok(Optional.empty());
      }
      return info.getValidationPlugin().equals(PLUGIN)
          ? Parsed.ok(Optional.of(Bytes.of(info.getValidationParameter())))
          : Parsed.malformed(
              chaincode + " is validated by a plugin of its own, " + info.getValidationPlugin());
    } catch (InvalidProtocolBufferException e) {
      return Parsed.malformed("the definition of " + chaincode + " cannot be read");
    }
  }
}
