package city.urna.chaincode.fabric;

import java.io.IOException;
import org.hyperledger.fabric.metrics.Metrics;
import org.hyperledger.fabric.shim.ChaincodeServerProperties;
import org.hyperledger.fabric.shim.NettyGrpcServer;
import org.hyperledger.fabric.traces.Traces;

/**
 * The chaincode as a server that the organization's peer connects to, over TLS with certificates on
 * both sides.
 *
 * <p>Starts the shim's server itself: the shim's own start takes a trusted client root from no
 * setting, logs what it was called with, and looks through the class path for contracts.
 */
final class Service {
  private static final int MOST_MESSAGE_BYTES = 100 << 20;

  /** The peer keeps one stream open for as long as both live. */
  private static final int CONNECTION_SECONDS = 10 * 365 * 24 * 3_600;

  private Service() {}

  /**
   * Listens until the process is told to end.
   *
   * @throws IOException when a key or certificate cannot be read or the address is in use
   */
  static void run(ServiceSettings settings, UrnaChaincode chaincode)
      throws IOException, InterruptedException {
    chaincode.processEnvironmentOptions();
    Metrics.initialize(chaincode.getChaincodeConfig());
    Traces.initialize(chaincode.getChaincodeConfig());
    NettyGrpcServer server = new NettyGrpcServer(chaincode, properties(settings));
    server.start();
    server.blockUntilShutdown();
  }

  private static ChaincodeServerProperties properties(ServiceSettings settings) {
    ChaincodeServerProperties properties = new ChaincodeServerProperties();
    properties.setServerAddress(settings.address());
    properties.setMaxInboundMessageSize(MOST_MESSAGE_BYTES);
    properties.setMaxConnectionAgeSeconds(CONNECTION_SECONDS);
    properties.setTlsEnabled(true);
    properties.setKeyFile(settings.key().toString());
    properties.setKeyCertChainFile(settings.certificate().toString());
    properties.setTrustCertCollectionFile(settings.clientRoots().toString());
    return properties;
  }
}
