package city.urna.network.fabric;

import city.urna.network.LedgerException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.CloseableIterator;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Network;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;
import org.hyperledger.fabric.protos.common.Block;
import org.hyperledger.fabric.protos.common.BlockchainInfo;

/** One peer as one identity speaks to it. Connects when first used, and again by itself. */
final class PeerConnection implements AutoCloseable {
  /** The largest block that an orderer may cut, with room. */
  private static final int MOST_BYTES = 192 * 1024 * 1024;

  private final String mspId;
  private final ManagedChannel channel;
  private final Gateway gateway;
  private final Network network;
  private final Contract contract;

  private PeerConnection(
      String mspId, ManagedChannel channel, Gateway gateway, ConnectionFile file) {
    this.mspId = mspId;
    this.channel = channel;
    this.gateway = gateway;
    this.network = gateway.getNetwork(file.channel());
    this.contract = network.getContract(file.chaincode());
  }

  /**
   * Speaks to an organization's peer.
   *
   * @throws LedgerException when a certificate or key cannot be read
   */
  static PeerConnection open(
      ConnectionFile file,
      ConnectionFile.Organization organization,
      ConnectionFile.Identity identity) {
    try {
      ManagedChannel channel =
          Grpc.newChannelBuilder(organization.address(), tls(organization))
              .maxInboundMessageSize(MOST_BYTES)
              .keepAliveTime(2, TimeUnit.MINUTES)
              .build();
      Gateway gateway =
          Gateway.newInstance()
              .identity(
                  new X509Identity(
                      identity.mspId(),
                      Identities.readX509Certificate(
                          Files.readString(identity.credential().certificate()))))
              .signer(
                  Signers.newPrivateKeySigner(
                      Identities.readPrivateKey(Files.readString(identity.credential().key()))))
              .connection(channel)
              .endorseOptions(options -> options.withDeadlineAfter(20, TimeUnit.SECONDS))
              .submitOptions(options -> options.withDeadlineAfter(15, TimeUnit.SECONDS))
              .connect();
      return new PeerConnection(organization.mspId(), channel, gateway, file);
    } catch (IOException | CertificateException | InvalidKeyException broken) {
      throw new LedgerException(
          "cannot use the identity "
              + identity.credential().certificate()
              + " of "
              + identity.mspId()
              + " at the peer of "
              + organization.mspId(),
          broken);
    }
  }

  private static ChannelCredentials tls(ConnectionFile.Organization organization)
      throws IOException {
    TlsChannelCredentials.Builder tls =
        TlsChannelCredentials.newBuilder().trustManager(organization.authority().toFile());
    if (organization.clientTls().isPresent()) {
      ConnectionFile.Credential own = organization.clientTls().get();
      tls.keyManager(own.certificate().toFile(), own.key().toFile());
    }
    return tls.build();
  }

  /** Whose peer it is. */
  String mspId() {
    return mspId;
  }

  Gateway gateway() {
    return gateway;
  }

  Contract contract() {
    return contract;
  }

  /** The peer's blocks from that number on, without end; whoever closes it ends the waiting. */
  CloseableIterator<Block> blocks(long from) {
    return network.newBlockEventsRequest().startBlock(from).build().getEvents();
  }

  /** The same, for so long at most. */
  CloseableIterator<Block> blocks(long from, long most, TimeUnit unit) {
    return network
        .newBlockEventsRequest()
        .startBlock(from)
        .build()
        .getEvents(options -> options.withDeadlineAfter(most, unit));
  }

  /** How many blocks the peer has. */
  long height() throws GatewayException, InvalidProtocolBufferException {
    return BlockchainInfo.parseFrom(
            network
                .getContract("qscc")
                .newProposal("GetChainInfo")
                .addArguments(network.getName())
                .build()
                .evaluate(options -> options.withDeadlineAfter(5, TimeUnit.SECONDS)))
        .getHeight();
  }

  @Override
  public void close() {
    gateway.close();
    channel.shutdownNow();
  }
}
