package city.urna.client.voter;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Tracker;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna voter act}. */
@Command(
    name = "act",
    description = {
      "Shows how an act stands: whether it counts, by when an answer is due, what was answered.",
      "With --receipt it fetches the receipt, checks it and writes it."
    },
    mixinStandardHelpOptions = true)
final class ActCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--act", required = true, paramLabel = "HASH", description = "The act's hash.")
  private String act;

  @Option(names = "--receipt", paramLabel = "FILE", description = "Where the receipt goes.")
  private Path receipt;

  @Override
  public Integer call() throws IOException {
    CityNode city = new CityNode(node);
    Tracker hash = new Tracker(ActCommands.hash(act));
    JsonNode json = city.act(hash.value());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %s%n", json.path("type").asText("act"), json.path("standing").asText());
    if (json.has("due")) {
      out.printf("an answer is due by %s%n", Instant.ofEpochSecond(json.path("due").asLong()));
    }
    for (JsonNode decision : json.path("decisions")) {
      out.printf(
          "%s %s by %s: %s%s%n  appeal: urna voter complain --on %s%n",
          Instant.ofEpochSecond(decision.path("recorded").path("seconds").asLong()),
          decision.path("status").asText(decision.path("type").asText()),
          decision.path("office").asText().isEmpty() ? "a clerk" : decision.path("office").asText(),
          decision.path("reason").asText(),
          decision.path("inForce").asBoolean(true) ? "" : " (superseded)",
          decision.path("decision").asText());
    }
    return receipt == null ? 0 : keep(city, hash, json);
  }

  private int keep(CityNode city, Tracker hash, JsonNode json) throws IOException {
    if (!json.has("process")) {
      spec.commandLine().getErr().println("Not recorded yet: ask again in a minute.");
      return 1;
    }
    ForumView view =
        ForumView.read(city, json.path("process").asText(), json.path("scope").asText());
    Optional<String> checked = new Resident(city, view, new SecureRandom()).receipt(hash, json);
    if (checked.isEmpty()) {
      spec.commandLine().getErr().println("Not cosigned yet: ask again in a minute.");
      return 1;
    }
    Files.writeString(receipt, checked.get());
    spec.commandLine().getOut().println("The receipt was checked and is in " + receipt);
    return 0;
  }
}
