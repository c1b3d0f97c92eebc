package city.urna.bench;

import city.urna.client.demo.Demo;
import city.urna.client.demo.Voting;
import city.urna.client.terminal.Progress;
import city.urna.client.voter.Voter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures the paths of a vote in whole processes over HTTP: a node, three organizations that each
 * re-check every proof, three issuers, one question with five options. Everything, the clients
 * included, shares this machine.
 */
final class PathRates {
  private static final int DEVICES = 48;

  private final Path folder;
  private final int ballots;
  private final Optional<Path> fabric;
  private final ObjectNode json;
  private final Progress progress;

  /**
   * Measures in that folder.
   *
   * @param fabric the folder of a Fabric network to be started for it; embedded without
   */
  PathRates(Path folder, int ballots, Optional<Path> fabric, ObjectNode json, Progress progress) {
    this.folder = folder;
    this.ballots = ballots;
    this.fabric = fabric;
    this.json = json;
    this.progress = progress;
  }

  /** Runs an election of that many ballots and puts its figures into the JSON. */
  void measure() throws IOException {
    try (Demo demo =
        new Demo(
            folder, MeasuredProcess.file(), MeasuredProcess.voters(ballots), fabric, progress)) {
      List<Voting.Entitled> entitled = demo.prepare();
      Voting voting = new Voting(demo.view(), demo.services(), folder.resolve("receipts"));
      vote(entitled, voting, demo.view().election().issuers());
      demo.closeCasting();
      int status = demo.finish().verifier();
      if (status != 0) {
        throw new IllegalStateException("the election of the measurement is not valid");
      }
    }
  }

  private void vote(List<Voting.Entitled> entitled, Voting voting, Collection<String> issuers) {
    List<Voter> voters = entitled.stream().map(voting::device).toList();
    List<Integer> places = IntStream.range(0, ballots).boxed().toList();
    double fromStart = 0;
    double warm = 0;
    for (String issuer : issuers) {
      progress.begin("Issuance by " + issuer);
      Pace pace =
          Pace.of(places, DEVICES, i -> voting.request(voters.get(i), entitled.get(i), issuer));
      fromStart = Math.max(fromStart, pace.fromStart());
      warm = Math.max(warm, pace.warm());
      progress.done(
          "%.0f a second, client included; %.0f in the second half"
              .formatted(pace.fromStart(), pace.warm()));
    }
    json.put("issuancePerSecond", Math.round(warm));
    json.put("issuancePerSecondFromStart", Math.round(fromStart));
    progress.begin("Preparing ballots");
    Pace.of(
        places,
        DEVICES,
        i ->
            voters
                .get(i)
                .prepare(
                    "123456",
                    voting.answers(MeasuredProcess.STYLE, entitled.get(i).plan().choices())));
    progress.done("%,d".formatted(ballots));
    progress.begin("Casting");
    Pace pace = Pace.of(voters, DEVICES, Voter::cast);
    json.put("ballotsAcceptedPerSecond", Math.round(pace.warm()));
    json.put("ballotsAcceptedPerSecondFromStart", Math.round(pace.fromStart()));
    json.put("castMillisMedian", pace.millis(0.5));
    json.put("castMillis99", pace.millis(0.99));
    progress.done(
        "%.0f ballots a second with receipts; %.0f in the second half"
            .formatted(pace.fromStart(), pace.warm()));
  }
}
