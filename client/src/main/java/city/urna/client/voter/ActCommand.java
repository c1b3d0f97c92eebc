package city.urna.client.voter;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActType;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.PublicAct;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
  /** Answers that do not stop the clock (spec consultation §8.10). */
  private static final Set<String> UNSETTLED = Set.of("received", "in-progress");

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
    Optional<ForumView> view =
        json.has("process")
            ? Optional.of(
                ForumView.read(city, json.path("process").asText(), json.path("scope").asText()))
            : Optional.empty();
    view.ifPresent(found -> check(city, found, hash, json));
    if (json.has("due")) {
      boolean answered =
          json.path("decisions").findValuesAsText("status").stream()
              .anyMatch(status -> !UNSETTLED.contains(status));
      out.printf(
          "an answer %s due by %s%n",
          answered ? "was" : "is", Instant.ofEpochSecond(json.path("due").asLong()));
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
    return receipt == null ? 0 : keep(city, view, hash, json);
  }

  /** What is shown is what was signed: the act's exact bytes give its hash. */
  private static void check(CityNode city, ForumView view, Tracker hash, JsonNode json) {
    Bytes bytes = city.actBytes(hash.value());
    Bytes body =
        StrictParser.parse(PublicAct.parser(), bytes)
            .optional()
            .map(act -> Bytes.of(act.getAct()))
            .or(() -> SignedRecord.parse(bytes).optional().map(SignedRecord::body))
            .orElse(Bytes.EMPTY);
    Optional<Act> act = StrictParser.parse(Act.parser(), body).optional();
    boolean same =
        view.forum().actHash(body).equals(hash)
            && act.filter(
                    one ->
                        ActType.of(one.getType())
                                .filter(type -> type.word().equals(json.path("type").asText()))
                                .isPresent()
                            && Bytes.of(one.getTarget()).hex().equals(json.path("target").asText())
                            && one.getValue() == json.path("value").asInt())
                .isPresent();
    if (!same) {
      throw new VoterException(
          "the node shows another act than was signed under this hash; tell the observers");
    }
  }

  private int keep(CityNode city, Optional<ForumView> view, Tracker hash, JsonNode json)
      throws IOException {
    if (view.isEmpty()) {
      spec.commandLine().getErr().println("Not recorded yet: ask again in a minute.");
      return 1;
    }
    Optional<String> checked =
        new Resident(city, view.get(), new SecureRandom()).receipt(hash, json);
    if (checked.isEmpty()) {
      spec.commandLine().getErr().println("Not cosigned yet: ask again in a minute.");
      return 1;
    }
    Files.writeString(receipt, checked.get());
    spec.commandLine().getOut().println("The receipt was checked and is in " + receipt);
    return 0;
  }
}
