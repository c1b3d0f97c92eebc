package city.urna.api.node;

import city.urna.api.http.Peer;
import city.urna.network.LedgerException;
import city.urna.network.fabric.ConnectionFile;
import city.urna.network.fabric.FabricExport;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.log.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna export}: an archive made from the peers, without the city's node. */
@Command(
    name = "export",
    description = {
      "Makes an archive from the blocks of a Fabric network's peers, with an identity of your own:",
      "the log is derived here, and only the checkpoint with its cosignatures comes from the node."
    },
    mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Spec private CommandSpec spec;

  @Option(
      names = "--fabric",
      required = true,
      paramLabel = "FILE",
      description =
          "The network's connection file, with an identity `reader` of your organization.")
  private Path fabric;

  @Option(names = "--msp", required = true, paramLabel = "ID", description = "Your MSP id.")
  private String msp;

  @Option(
      names = "--node",
      required = true,
      paramLabel = "URL",
      description = "Who serves the checkpoint: the city's node, or a mirror of its log.")
  private URI node;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new folder.")
  private Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (Files.exists(out)) {
      throw new StartException(out + " exists already; name a new folder");
    }
    SignedNote checkpoint = checkpoint();
    try {
      long size =
          FabricExport.write(
              ConnectionFile.read(fabric), msp, checkpoint, out.toAbsolutePath(), PATIENCE);
      spec.commandLine().getOut().printf("%,d records in %s%n", size, out);
      return 0;
    } catch (LedgerException | IllegalArgumentException problem) {
      throw new StartException(problem.getMessage());
    }
  }

  private SignedNote checkpoint() {
    if (!"http".equals(node.getScheme()) && !"https".equals(node.getScheme())) {
      throw new StartException("--node: " + node + " is no address such as http://city.example");
    }
    try {
      Parsed<SignedNote> note = SignedNote.parse(new Peer(node).get("checkpoint").body());
      return note.optional().orElseThrow(() -> new StartException(node + " serves no checkpoint"));
    } catch (IOException nobody) {
      throw new StartException(
          "nobody answers at " + node + ": is that the city's node, or a mirror of its log?");
    }
  }
}
