package city.urna.api.console;

import city.urna.api.http.Peer;
import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Signature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
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

  private final Map<String, Peer> organizations;

  /**
   * @param organizations where each one listens, in the order of the genesis record
   */
  public Endorsements(Map<String, Peer> organizations) {
    this.organizations = organizations;
  }

  /** What one organization said. */
  private record Said(Optional<Signature> signature, String refusal) {}

  /** How many endorsements a kind needs (spec records §2). */
  static Endorsement required(Kind kind) {
    return switch (kind) {
      case GENESIS, PROCESS -> Endorsement.ALL;
      case PHASE, CERTIFICATE -> Endorsement.MAJORITY;
      case ITEM, ROLL, CEREMONY, ISSUANCE_LIST, BALLOT, CLOSED_SET, DECRYPTION_SHARE ->
          Endorsement.NONE;
    };
  }

  /**
   * The record with the endorsements of all organizations that gave one.
   *
   * @throws Problem when they are too few, with the first organization's reason
   */
  public SignedRecord gather(SignedRecord record) {
    Endorsement required = required(record.kind());
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
    List<Signature> given = said.stream().flatMap(s -> s.signature().stream()).toList();
    if (given.size() < required.least(organizations.size())) {
      String reason =
          said.stream()
              .map(Said::refusal)
              .filter(text -> !text.isEmpty())
              .findFirst()
              .orElse("nobody answered");
      throw new Problem(
          Problem.Type.REFUSED,
          "%d of %d organizations endorsed, %d are needed; %s"
              .formatted(
                  given.size(),
                  organizations.size(),
                  required.least(organizations.size()),
                  reason));
    }
    List<Signature> all = new ArrayList<>(authors(record));
    all.addAll(given);
    return record.withSignatures(all);
  }

  private static List<Signature> authors(SignedRecord record) {
    int authors = record.kind() == Kind.GENESIS ? 0 : 1;
    return record.signatures().subList(0, Math.min(authors, record.signatures().size()));
  }

  private static Said ask(String id, Peer organization, SignedRecord record) {
    try {
      Peer.Reply reply = organization.post("v1/endorse", record.bytes());
      if (!reply.isOk()) {
        return new Said(
            Optional.empty(), id + ": " + JSON.readTree(reply.text()).path("detail").asText());
      }
      Parsed<Signature> signature = StrictParser.parse(Signature.parser(), reply.body());
      return new Said(signature.optional(), id + ": no signature");
    } catch (IOException e) {
      return new Said(Optional.empty(), id + " does not answer");
    }
  }
}
