package city.urna.verifier.town;

import city.urna.verifier.records.Ballot;
import city.urna.verifier.town.Casting.Credential;
import city.urna.verifier.town.Group.Cipher;
import city.urna.verifier.town.Town.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Writes the archive of a large election and a trust file for it, to measure the verifier on; a
 * program, not a test. Arguments: a new folder, how many ballots. Two issuers; all ballots are of
 * different voters and differ; each has five options in two questions, one of them with a blank and
 * a limit: seven proofs. Takes some 12 ms of one core and 10 KB of memory a ballot.
 */
final class BigArchive {
  private static final int BLOCK = 200;

  private BigArchive() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[0]);
    int ballots = Integer.parseInt(args[1]);
    Play play = new Play("big", Plan.USUAL);
    play.founding.genesis();
    play.founding.process();
    play.founding.items();
    play.founding.roll(Collections.nCopies(ballots, "all"));
    play.key().freeze();
    vote(play.casting(), ballots);
    play.end();
    Files.createDirectories(folder);
    Shelves shelves = new Shelves(play.town, BLOCK);
    Shelves.write(shelves.files(), folder.resolve("archive"));
    Files.writeString(folder.resolve("trust.json"), shelves.trust().toPrettyString() + "\n");
    System.out.printf("%d ballots in %s%n", ballots, folder);
  }

  /** Builds ballots on all cores, and records them in the order in which they are done. */
  private static void vote(Casting casting, int ballots) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    Semaphore underWay = new Semaphore(4 * cores);
    CompletableFuture<?>[] all = new CompletableFuture<?>[ballots];
    try (ExecutorService hands = Executors.newFixedThreadPool(cores)) {
      for (int i = 0; i < ballots; i++) {
        int voter = i;
        underWay.acquire();
        all[i] =
            CompletableFuture.runAsync(() -> vote(casting, voter, choices(voter)), hands)
                .whenComplete((done, failed) -> underWay.release());
        if (i % 1_000 == 0) {
          System.out.printf("%d%n", i);
        }
      }
      CompletableFuture.allOf(all).join();
    }
  }

  private static void vote(Casting casting, int voter, Map<String, int[]> choices) {
    Credential credential = casting.credential(voter, List.of(0, 1));
    Map<String, List<Cipher>> ciphers = new HashMap<>();
    Ballot ballot = casting.body(credential, Ink.ZERO_32, choices, ciphers);
    synchronized (casting) {
      casting.record(credential, ballot, ciphers, choices);
    }
  }

  /** Six in ten for the park, which wins; a tenth blank; two thirds for the bench. */
  private static Map<String, int[]> choices(int voter) {
    int tenth = voter % 10;
    int[] where =
        IntStream.of(
                tenth < 6 ? 1 : 0,
                tenth % 5 == 1 ? 1 : 0,
                tenth > 5 && tenth < 9 ? 1 : 0,
                tenth == 9 ? 1 : 0)
            .toArray();
    return Map.of("where", where, "what", new int[] {voter % 3 == 0 ? 0 : 1, voter % 4 / 3});
  }
}
