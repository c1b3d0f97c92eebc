package city.urna.chaincode.fabric;

import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/** Runs the chaincode beside a peer. Everything it needs is in the environment. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (InputStream settings = Main.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
    if (arguments.length > 0) {
      System.err.println(
          "Usage: urna chaincode   (settings by environment: network/fabric/README.md)");
      System.exit(arguments[0].equals("--help") || arguments[0].equals("-h") ? 0 : 2);
    }
    try {
      ServiceSettings settings = ServiceSettings.of(System.getenv());
      Contract contract = new Contract(new Elections());
      Service.run(
          settings, new UrnaChaincode(contract::decide, settings.endorsers(), settings.threads()));
    } catch (IllegalArgumentException | IOException problem) {
      System.err.println("urna chaincode: " + problem.getMessage());
      System.exit(2);
    }
  }
}
