package city.urna.client.clerk;

import city.urna.client.definition.ProcessDraft;
import city.urna.client.definition.ProcessFile;
import city.urna.client.http.CityNode;
import city.urna.client.http.CityNode.Answer;
import city.urna.client.key.Card;
import city.urna.client.terminal.ToldException;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.signature.SigningKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A clerk at work on one process: each method makes one or a few records, signs and submits them.
 * The node gathers the organizations' endorsements; the contract decides.
 */
public final class Clerk {
  /** Steps of a phase record (spec records §6). */
  enum Step {
    FREEZE(1),
    OPEN_CASTING(2),
    CLOSE(3),
    ISSUER_ABSENT(4),
    CEREMONY_RESTART(5),
    VOID(6);

    final int number;

    Step(int number) {
      this.number = number;
    }
  }

  private final CityNode node;
  private final SigningKey key;
  private final String process;

  public Clerk(CityNode node, SigningKey key, String process) {
    this.node = node;
    this.key = key;
    this.process = process;
  }

  /** Puts the process and the first versions of all items on the ledger; the process's hash. */
  public Digest define(ProcessFile file, List<Card> cards, BiConsumer<Integer, Integer> progress) {
    ProcessDraft draft = new ProcessDraft(file, cards);
    Digest genesis = digest(node.ledger().path("genesis").asText());
    Process body = draft.process(genesis);
    SignedRecord record = record(Kind.PROCESS, "", body);
    node.submit(record.bytes());
    int all = file.scopes().stream().mapToInt(s -> draft.items(s).size()).sum();
    int done = 0;
    for (ProcessFile.ScopeText scope : file.scopes()) {
      for (Item item : draft.items(scope)) {
        node.submit(record(Kind.ITEM, scope.id(), item).bytes());
        progress.accept(++done, all);
      }
    }
    return record.hash();
  }

  /** Opens casting after an issuance window. */
  public Answer openCasting(String scope) {
    return phase(scope, Phase.newBuilder().setStep(Step.OPEN_CASTING.number));
  }

  /** Closes casting: whatever is ordered behind this record is refused. */
  public Answer close(String scope) {
    return phase(scope, Phase.newBuilder().setStep(Step.CLOSE.number));
  }

  /** Records an issuer absent, which the organizations must agree to. */
  public Answer issuerAbsent(String scope, String issuer, String reason) {
    return phase(
        scope,
        Phase.newBuilder().setStep(Step.ISSUER_ABSENT.number).setIssuer(issuer).setReason(reason));
  }

  /** Voids a scope for good, with the reason on record. */
  public Answer voidScope(String scope, String reason) {
    return phase(scope, Phase.newBuilder().setStep(Step.VOID.number).setReason(reason));
  }

  /** Starts the ceremony again without the trustees named. */
  public Answer restartCeremony(int round, List<Integer> excluded, String reason) {
    Phase phase =
        Phase.newBuilder()
            .setStep(Step.CEREMONY_RESTART.number)
            .setRound(round)
            .addAllExcluded(excluded)
            .setReason(reason)
            .build();
    return node.submit(record(Kind.PHASE, "", phase).bytes());
  }

  Answer phase(String scope, Phase.Builder phase) {
    String last = scope(scope).path("lastPhase").asText();
    if (!last.isEmpty()) {
      phase.setPrevious(digest(last).value().toByteString());
    }
    return node.submit(record(Kind.PHASE, scope, phase.build()).bytes());
  }

  /** What the node says of a scope. */
  JsonNode scope(String scope) {
    for (JsonNode found : node.process(process).path("scopes")) {
      if (found.path("id").asText().equals(scope)) {
        return found;
      }
    }
    throw new ClerkException("process " + process + " has no scope " + scope);
  }

  SignedRecord record(Kind kind, String scope, Message body) {
    ByteString bytes = body.toByteString();
    return SignedRecord.sign(kind, process, scope, Bytes.of(bytes), List.of(key));
  }

  CityNode node() {
    return node;
  }

  String process() {
    return process;
  }

  static Digest digest(String hex) {
    return new Digest(Bytes.fromHex(hex).orThrow());
  }

  /** A clerk asked for something that the process does not have. */
  public static final class ClerkException extends ToldException {
    private static final long serialVersionUID = 1L;

    ClerkException(String message) {
      super(message);
    }
  }
}
