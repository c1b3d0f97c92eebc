package city.urna.api.node;

import city.urna.api.http.Monitoring;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.network.Ledger;
import city.urna.network.LedgerException;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.fabric.ChannelGenesis;
import city.urna.network.fabric.ConnectionFile;
import city.urna.network.fabric.FabricLedger;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.signature.EcdsaPrivateKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger that the operator wrote down, opened: embedded in this node, or a network's.
 *
 * @param nonce what its genesis record bears (spec records §7.1, fabric §3.6)
 * @param channel what there is to say of the network, where it is one's
 */
record OpenedLedger(Ledger ledger, Bytes nonce, Optional<Channel> channel) {
  private static final int NONCE = 32;
  private static final Duration CATCH_UP = Duration.ofSeconds(60);

  /** A network's channel, as an observer's trust file names it. */
  record Channel(String chaincode, ChannelGenesis genesis, Map<String, String> operators) {}

  static OpenedLedger open(
      Path data, LedgerFile file, EcdsaPrivateKey orderer, SecureRandom random) {
    return file.fabric().isPresent()
        ? fabric(data, file.fabric().get())
        : embedded(data, orderer, random);
  }

  private static OpenedLedger embedded(Path data, EcdsaPrivateKey orderer, SecureRandom random) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return new OpenedLedger(
        EmbeddedLedger.open(data.resolve("ledger.db"), orderer, new Contract(new Elections())),
        Bytes.of(nonce),
        Optional.empty());
  }

  private static OpenedLedger fabric(Path data, LedgerFile.FabricNetwork network) {
    try {
      ConnectionFile connection = ConnectionFile.read(network.connection());
      ChannelGenesis genesis = ChannelGenesis.read(connection.genesisBlock());
      FabricLedger ledger =
          FabricLedger.open(
              data.resolve("ledger.db"),
              connection,
              network.mspId(),
              new Contract(new Elections()));
      boolean ready = false;
      try {
        ledger.catchUp(CATCH_UP);
        ready = true;
      } finally {
        if (!ready) {
          ledger.close();
        }
      }
      return new OpenedLedger(
          ledger,
          genesis.hash().value(),
          Optional.of(new Channel(connection.chaincode(), genesis, connection.operators())));
    } catch (LedgerException problem) {
      throw new StartException(problem.getMessage());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while the network's blocks were read");
    }
  }

  /** What is measured of the way to the network, where there is one. */
  void measure(Monitoring monitoring) {
    if (ledger instanceof FabricLedger fabric) {
      var figures = fabric.figures();
      monitoring.gauge("urna.fabric.under.way", "Commands on their way", fabric::underWay);
      monitoring.gauge("urna.fabric.blocks", "Blocks read and stored", fabric::height);
      monitoring.gauge("urna.fabric.endorsed", "Proposals endorsed", figures.endorsed()::sum);
      monitoring.gauge(
          "urna.fabric.unendorsed", "Attempts without endorsement", figures.unendorsed()::sum);
      monitoring.gauge(
          "urna.fabric.submitted", "Transactions that orderers took", figures.submitted()::sum);
      monitoring.gauge(
          "urna.fabric.unknown", "Times that an outcome was not known", figures.unknown()::sum);
      monitoring.gauge(
          "urna.fabric.stale", "Transactions overtaken by others", figures.stale()::sum);
      monitoring.gauge(
          "urna.fabric.invalid", "Transactions invalid otherwise", figures.invalid()::sum);
      monitoring.gauge(
          "urna.fabric.reconnects", "Breaks of the stream of blocks", figures.reconnects()::sum);
    }
  }
}
