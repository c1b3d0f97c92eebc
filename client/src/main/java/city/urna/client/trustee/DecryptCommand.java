package city.urna.client.trustee;

import city.urna.client.board.CeremonyView;
import city.urna.client.board.ElectionView;
import city.urna.client.board.ProcessRecords;
import city.urna.client.http.CityNode;
import city.urna.client.http.RefusedException;
import city.urna.client.key.Passphrase;
import city.urna.client.observer.FetchCommand;
import city.urna.client.terminal.Progress;
import city.urna.client.terminal.VerifierProgram;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.ceremony.KeyShare;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.DecryptionShare;
import city.urna.protocol.tally.DecryptionShares;
import city.urna.protocol.tally.FixedSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code urna trustee decrypt}: fetches an archive, has the verifier check it (V1 to V9) against
 * the trustee's own trust file, and only then decrypts what that archive's closed set names.
 */
@Command(
    name = "decrypt",
    description = {
      "Verifies an archive of your own, then posts your decryption share of the totals.",
      "It decrypts nothing but what the verified closed set names.",
      "Interrupted, start it again with the same words: there is never a second share."
    },
    mixinStandardHelpOptions = true)
final class DecryptCommand implements Callable<Integer> {
  @Mixin private Passphrase passphrase;

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "Your key file.")
  private Path key;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--scope", required = true, description = "The scope's id.")
  private String scope;

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "Your own trust file (urna trust).")
  private Path trust;

  @Option(
      names = "--work",
      required = true,
      paramLabel = "DIR",
      description = "A folder for archives and verdicts; each run makes a new one in it.")
  private Path work;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    SecureRandom random = new SecureRandom();
    CityNode city = new CityNode(node);
    Progress progress = new Progress(System.err, quiet);
    TrusteeFiles files = new TrusteeFiles(key, passphrase, random);
    ProcessRecords records = new ProcessRecords(city, process);
    records.follow();
    KeyShare share =
        files
            .share(CeremonyView.of(records).round())
            .orElseThrow(
                () -> new TrusteeException("no share of this process lies beside the key file"));
    if (stands(records, share)) {
      return told(progress, share, "stands already");
    }
    Path own = ownFolder();
    FetchCommand.fetch(city, own.resolve("archive"), progress);
    String closedSet = verify(own, progress);
    FixedSet set = closedSet(city, records, closedSet);
    progress.begin("Decrypting the totals");
    Bytes body = Bytes.of(DecryptionShares.make(set, share, random).toByteString());
    try {
      city.submit(
          SignedRecord.sign(
                  Kind.DECRYPTION_SHARE, process, scope, body, List.of(files.keys().signing()))
              .bytes());
    } catch (RefusedException refused) {
      // Sent before this program was started again, or before an answer was lost on its way.
      records.follow();
      if (!stands(records, share)) {
        throw refused;
      }
      return told(progress, share, "stands already");
    }
    return told(progress, share, "posted");
  }

  private static int told(Progress progress, KeyShare share, String what) {
    progress.done("share of trustee " + share.trustee() + " " + what);
    return 0;
  }

  /**
   * A folder of this run alone: a verifier that outlives a killed run writes into that run's own,
   * and nothing is ever removed.
   */
  private Path ownFolder() throws IOException {
    Files.createDirectories(work);
    for (int number = 1; ; number++) {
      Path folder = work.resolve("run-" + number);
      try {
        return Files.createDirectory(folder);
      } catch (FileAlreadyExistsException anEarlierRun) {
        continue;
      }
    }
  }

  /** Whether the ledger holds this trustee's share: there is never a second one. */
  private boolean stands(ProcessRecords records, KeyShare share) {
    return records.of(Kind.DECRYPTION_SHARE, scope).stream()
        .map(record -> ProcessRecords.body(record, DecryptionShare.parser()))
        .anyMatch(posted -> posted.getTrustee() == share.trustee());
  }

  /** The hash of the closed set that the verifier found to be right. */
  private String verify(Path own, Progress progress) throws IOException {
    progress.begin("Verifying before decrypting");
    Path verdict = own.resolve("verdict.json");
    Path log = own.resolve("verifier.log");
    int status =
        VerifierProgram.verifyBeforeDecryption(own.resolve("archive"), trust, verdict, log);
    if (status != 0) {
      throw new TrusteeException(
          "the verifier does not accept this archive: nothing was decrypted; read " + log);
    }
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(verdict));
    progress.done(json.path("verdict").asText());
    return json.path("closedSet").asText();
  }

  private FixedSet closedSet(CityNode city, ProcessRecords records, String hash) {
    ElectionView view = ElectionView.read(city, process, scope);
    return records.of(Kind.CLOSED_SET, scope).stream()
        .map(record -> FixedSet.read(view.election(), record.body()).orThrow())
        .filter(set -> set.hash().hex().equals(hash))
        .findFirst()
        .orElseThrow(
            () -> new TrusteeException("the node shows no closed set like the verified one"));
  }
}
