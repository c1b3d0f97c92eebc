package city.urna.bench;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.client.demo.Demo;
import city.urna.client.demo.Voting;
import city.urna.client.terminal.Progress;
import city.urna.client.voter.ForkedBallot;
import city.urna.client.voter.Voter;
import city.urna.network.fabric.ConnectionFile;
import city.urna.network.fabric.FabricLedger;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * An election that is open for casting on a Fabric network of this machine, and a gateway of its
 * own to it. Node, organizations and issuers have set it up over HTTP and ended: what is measured
 * is the network, its contracts and this gateway.
 */
final class FabricElection implements AutoCloseable {
  /** Credentials, each with a ballot encrypted and proved for itself. */
  private static final int CREDENTIALS = 100;

  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final Demo demo;
  private final FabricLedger ledger;
  private final NetworkProcesses processes;
  private final List<ForkedBallot> ballots;
  private long next;

  private FabricElection(
      Demo demo, FabricLedger ledger, NetworkProcesses processes, List<ForkedBallot> ballots) {
    this.demo = demo;
    this.ledger = ledger;
    this.processes = processes;
    this.ballots = ballots;
  }

  /** Starts the network and opens casting; takes most of a minute. */
  static FabricElection open(Path folder, Progress progress) throws IOException {
    Path dir = folder.resolve("network");
    Demo demo =
        new Demo(
            folder,
            MeasuredProcess.file(),
            MeasuredProcess.voters(CREDENTIALS),
            Optional.of(dir),
            progress);
    boolean opened = false;
    try {
      List<ForkedBallot> ballots = ballots(demo, folder, progress);
      demo.endServers();
      FabricLedger ledger =
          FabricLedger.open(
              folder.resolve("gateway.db"),
              ConnectionFile.read(dir.resolve("connection.json")),
              "CityMSP",
              new Contract(new Elections()));
      ledger.catchUp(CATCH_UP);
      FabricElection election = new FabricElection(demo, ledger, NetworkProcesses.of(dir), ballots);
      opened = true;
      return election;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    } finally {
      if (!opened) {
        demo.close();
      }
    }
  }

  private static List<ForkedBallot> ballots(Demo demo, Path folder, Progress progress)
      throws IOException {
    List<Voting.Entitled> entitled = demo.prepare();
    progress.begin("Credentials");
    Voting voting = new Voting(demo.view(), demo.services(), folder.resolve("receipts"));
    List<ForkedBallot> ballots = new ArrayList<>();
    for (Voting.Entitled one : entitled) {
      Voter voter = voting.device(one);
      demo.view().election().issuers().forEach(issuer -> voting.request(voter, one, issuer));
      List<Answer> answers = voting.answers(MeasuredProcess.STYLE, one.plan().choices());
      ballots.add(new ForkedBallot(voter, answers));
      progress.at(ballots.size(), CREDENTIALS);
    }
    progress.done("%d, with a ballot each".formatted(CREDENTIALS));
    return ballots;
  }

  FabricLedger ledger() {
    return ledger;
  }

  NetworkProcesses processes() {
    return processes;
  }

  /** A command of so many ballots that were never sent before. */
  Command command(int size) {
    List<Bytes> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int voter = (int) (next % CREDENTIALS);
      records.add(ballots.get(voter).marked((int) (next / CREDENTIALS)).bytes());
      next++;
    }
    return new Command(records);
  }

  /** Sends ballots as fast as they are recorded; how many a second, from the first to the last. */
  double send(Load load, Sent sent) {
    List<Command> commands =
        IntStream.range(0, load.ballots() / load.batch())
            .mapToObj(i -> command(load.batch()))
            .toList();
    Semaphore room = new Semaphore(load.inFlight());
    long begun = System.nanoTime();
    try {
      for (Command command : commands) {
        room.acquire();
        sent.submit(command).whenComplete((done, failed) -> room.release());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
    sent.join();
    return load.ballots() / ((System.nanoTime() - begun) / 1e9);
  }

  /** So many ballots ahead: the contracts' virtual machines compile what they run often. */
  void warmUp(int ballots, Progress progress) {
    progress.begin("Warming up");
    double rate = send(new Load(50, 12, ballots), new Sent(ledger));
    progress.done("%,d ballots, %.0f a second".formatted(ballots, rate));
  }

  @Override
  public void close() {
    ledger.close();
    demo.close();
  }
}
