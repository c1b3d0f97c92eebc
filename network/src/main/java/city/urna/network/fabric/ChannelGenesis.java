package city.urna.network.fabric;

import city.urna.network.LedgerException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigEnvelope;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/**
 * What a channel's block 0 says of the network: what an observer's trust file pins (spec fabric
 * §6).
 *
 * @param hash the header's
 * @param roots of each organization of the channel, by MSP id, the hashes of its root certificates
 */
public record ChannelGenesis(Digest hash, String channel, Map<String, List<Digest>> roots) {
  public ChannelGenesis {
    roots = java.util.Collections.unmodifiableMap(new TreeMap<>(roots));
  }

  /**
   * Reads the block's file.
   *
   * @throws LedgerException when it cannot be read or is no such block
   */
  public static ChannelGenesis read(Path file) {
    try {
      Block block = Block.parseFrom(Files.readAllBytes(file));
      Payload payload =
          Payload.parseFrom(Envelope.parseFrom(block.getData().getData(0)).getPayload());
      ChannelHeader channel = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
      ConfigGroup root = ConfigEnvelope.parseFrom(payload.getData()).getConfig().getChannelGroup();
      Map<String, List<Digest>> roots = new TreeMap<>();
      for (String section : List.of("Application", "Orderer")) {
        ConfigGroup group =
            root.getGroupsMap().getOrDefault(section, ConfigGroup.getDefaultInstance());
        for (ConfigGroup organization : group.getGroupsMap().values()) {
          add(roots, organization);
        }
      }
      return new ChannelGenesis(
          Digest.sha256(FabricBlock.der(block.getHeader())), channel.getChannelId(), roots);
    } catch (IOException | IndexOutOfBoundsException | CertificateException broken) {
      throw new LedgerException(file + " is no channel's genesis block", broken);
    }
  }

  private static void add(Map<String, List<Digest>> roots, ConfigGroup organization)
      throws InvalidProtocolBufferException, CertificateException {
    ByteString value = organization.getValuesOrThrow("MSP").getValue();
    FabricMSPConfig msp = FabricMSPConfig.parseFrom(MSPConfig.parseFrom(value).getConfig());
    List<Digest> hashes = new ArrayList<>();
    for (ByteString certificate : msp.getRootCertsList()) {
      X509Certificate parsed =
          (X509Certificate)
              CertificateFactory.getInstance("X.509").generateCertificate(certificate.newInput());
      hashes.add(Digest.sha256(Bytes.of(parsed.getEncoded())));
    }
    roots.put(msp.getName(), hashes.stream().sorted().toList());
  }
}
