package city.urna.verifier.chain;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/** An organization: its authority, a member of each role, and its definition. */
public final class Organization {
  public final String mspId;
  public final Authority root;
  public final Member peer;
  public final Member admin;
  public final Member client;
  public final Member orderer;
  public final List<byte[]> revocations = new ArrayList<>();
  public final List<Authority> intermediates = new ArrayList<>();

  public Organization(String mspId) {
    this.mspId = mspId;
    this.root = Authority.root(mspId);
    this.peer = root.member("peer0." + mspId, "peer");
    this.admin = root.member("admin." + mspId, "admin");
    this.client = root.member("client." + mspId, "client");
    this.orderer = root.member("orderer." + mspId, "orderer");
  }

  /** The definition that a configuration holds. */
  public ByteString definition() {
    FabricMSPConfig.Builder config =
        FabricMSPConfig.newBuilder()
            .setName(mspId)
            .addRootCerts(ByteString.copyFrom(root.pem()))
            .setCryptoConfig(
                FabricCryptoConfig.newBuilder()
                    .setSignatureHashFamily("SHA2")
                    .setIdentityIdentifierHashFunction("SHA256"))
            .setFabricNodeOus(
                FabricNodeOUs.newBuilder()
                    .setEnable(true)
                    .setClientOuIdentifier(unit("client"))
                    .setPeerOuIdentifier(unit("peer"))
                    .setAdminOuIdentifier(unit("admin"))
                    .setOrdererOuIdentifier(unit("orderer")));
    revocations.forEach(list -> config.addRevocationList(ByteString.copyFrom(list)));
    intermediates.forEach(a -> config.addIntermediateCerts(ByteString.copyFrom(a.pem())));
    return MSPConfig.newBuilder().setConfig(config.build().toByteString()).build().toByteString();
  }

  /** With intermediate authorities any of them may certify a role. */
  private FabricOUIdentifier.Builder unit(String role) {
    FabricOUIdentifier.Builder unit =
        FabricOUIdentifier.newBuilder().setOrganizationalUnitIdentifier(role);
    return intermediates.isEmpty() ? unit.setCertificate(ByteString.copyFrom(root.pem())) : unit;
  }
}
