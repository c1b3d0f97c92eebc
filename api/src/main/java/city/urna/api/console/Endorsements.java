package city.urna.api.console;

import city.urna.api.http.Peer;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.Signatures;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Asks the organizations for the endorsements that a record still lacks (spec records §2). Each
 * decides by its own replay; their signatures go behind the author's in the order of the genesis
 * record.
 */
public final class Endorsements {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Endorser> organizations;

  /** An organization: where it listens, and the key that its endorsements are by. */
  public record Endorser(Peer peer, Bytes ledgerKey) {}

  /**
   * @param organizations by id, in the order of the genesis record
   */
  public Endorsements(Map<String, Endorser> organizations) {
    this.organizations = organizations;
  }

  /** What one organization said. */
  private sealed interface Said {
    /** Its endorsement. */
    record Yes(Signature signature) implements Said {}

    /** Its refusal. */
    record No(String reason, Optional<Refusal> code) implements Said {}

    /** Nothing, or nothing that can be used. */
    record Nothing(String reason) implements Said {}
  }

  /**
   * The record with the endorsements of all organizations that gave one.
   *
   * @throws Problem when they are too few, with the first organization's reason
   */
  public SignedRecord gather(SignedRecord record) {
    Endorsement required = record.kind().endorsement();
    if (required == Endorsement.NONE) {
      return record;
    }
    List<Said> said = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Said>> asked =
          organizations.entrySet().stream()
              .map(
                  e ->
                      CompletableFuture.supplyAsync(
                          () -> ask(e.getKey(), e.getValue(), record), threads))
              .toList();
      asked.forEach(answer -> said.add(answer.join()));
    }
    List<Signature> all = new ArrayList<>(authors(record));
    said.stream()
        .filter(Said.Yes.class::isInstance)
        .forEach(yes -> all.add(((Said.Yes) yes).signature()));
    int given = all.size() - authors(record).size();
    int least = required.least(organizations.size());
    if (given < least) {
      throw tooFew(
          "%d of %d organizations endorsed, %d are needed"
              .formatted(given, organizations.size(), least),
          said);
    }
    return record.withSignatures(all);
  }

  private static Problem tooFew(String count, List<Said> said) {
    Optional<Said.No> refusal = first(said, Said.No.class);
    if (refusal.isEmpty()) {
      String reason = first(said, Said.Nothing.class).map(Said.Nothing::reason).orElse("nobody");
      return new Problem(Problem.Type.BUSY, count + "; " + reason);
    }
    String detail = count + "; " + refusal.get().reason();
    return refusal
        .get()
        .code()
        .map(code -> Problem.refused(code, detail))
        .orElseGet(() -> new Problem(Problem.Type.REFUSED, detail));
  }

  private static <T extends Said> Optional<T> first(List<Said> said, Class<T> kind) {
    return said.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** The record as its author signed it. */
  static SignedRecord unendorsed(SignedRecord record) {
    return record.kind().endorsement() == Endorsement.NONE
        ? record
        : record.withSignatures(authors(record));
  }

  private static List<Signature> authors(SignedRecord record) {
    int authors = record.kind() == Kind.GENESIS ? 0 : 1;
    return record.signatures().subList(0, Math.min(authors, record.signatures().size()));
  }

  private static Said ask(String id, Endorser organization, SignedRecord record) {
    try {
      Peer.Reply reply = organization.peer().post("v1/endorse", record.bytes());
      if (!reply.isOk()) {
        JsonNode problem = JSON.readTree(reply.text());
        return new Said.No(
            id + ": " + problem.path("detail").asText(), code(problem.path("code").asText()));
      }
      return StrictParser.parse(Signature.parser(), reply.body())
          .optional()
          .filter(signature -> isBy(organization.ledgerKey(), signature, record))
          .<Said>map(Said.Yes::new)
          .orElseGet(() -> new Said.Nothing(id + " answers with no signature of its key"));
    } catch (IOException e) {
      return new Said.Nothing(id + " does not answer");
    }
  }

  private static boolean isBy(Bytes key, Signature signature, SignedRecord record) {
    return Bytes.of(signature.getKey()).equals(key)
        && Signatures.verify(key, record.signingDigest().value(), Bytes.of(signature.getValue()));
  }

  private static Optional<Refusal> code(String text) {
    return Arrays.stream(Refusal.values()).filter(code -> code.text().equals(text)).findFirst();
  }
}
