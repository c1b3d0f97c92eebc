package city.urna.client.officer;

import city.urna.client.http.CityNode;
import city.urna.client.officer.OfficeOption.Office;
import city.urna.client.voter.ActContents;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.consultation.Content;
import city.urna.protocol.consultation.DecisionForm;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Decision;
import city.urna.protocol.records.DecisionCall;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The officer's commands that put a decision on the ledger. */
abstract sealed class DecisionCommands implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OfficeOption office;

  @Option(
      names = "--supersedes",
      paramLabel = "HASH",
      description = "The decision of this kind on the same thing that this one corrects.")
  private String supersedes = "";

  /** Fills in what the decision says. */
  abstract List<Content> fill(Office at, Decision.Builder decision);

  @Override
  public Integer call() {
    Office at = office.open();
    Decision.Builder decision =
        Decision.newBuilder()
            .setElection(at.view().forum().election().toByteString())
            .setOffice(at.id());
    if (!supersedes.isEmpty()) {
      decision.setSupersedes(hash(supersedes).value().toByteString());
    }
    List<Content> contents = fill(at, decision);
    DecisionForm.wrong(decision.build())
        .ifPresent(
            reason -> {
              throw new OfficerException("the ledger would refuse this decision: " + reason);
            });
    SignedRecord record =
        SignedRecord.sign(
            Kind.DECISION,
            office.process,
            office.scope,
            Bytes.of(decision.build().toByteString()),
            List.of(at.key()));
    DecisionCall.Builder call = DecisionCall.newBuilder().setRecord(record.bytes().toByteString());
    contents.forEach(content -> call.addContents(content.encode().toByteString()));
    CityNode.Answer answer = at.node().decide(Bytes.of(call.build().toByteString()));
    spec.commandLine()
        .getOut()
        .printf(
            "Decision %s%s%n",
            record.hash().hex(), answer.receipt().isPresent() ? " recorded" : " taken");
    return 0;
  }

  static Digest hash(String hex) {
    return switch (Digest.fromHex(hex)) {
      case Parsed.Ok<Digest>(Digest hash) -> hash;
      case Parsed.Malformed<Digest>(String reason) ->
          throw new OfficerException("a hash has 64 hex digits: " + reason);
    };
  }

  private static void on(Decision.Builder decision, String target) {
    decision.setTarget(hash(target).value().toByteString());
  }

  /** {@code urna officer answer}. */
  @Command(
      name = "answer",
      description = {
        "Answers an act or an item, with a status and a reason. Replied is not resolved.",
        "The clock of an answer that is owed ends with the first status from accepted on."
      },
      mixinStandardHelpOptions = true)
  static final class Answer extends DecisionCommands {
    @Option(
        names = "--on",
        required = true,
        paramLabel = "HASH",
        description = "The act or item that is answered.")
    private String target;

    @Option(names = "--status", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Status status;

    @Option(names = "--reason", description = "Short; stays on the ledger for good: no names.")
    private String reason = "";

    @Mixin private ActContents contents;

    /** As it is typed; the order is the number's. */
    enum Status {
      received,
      progress,
      accepted,
      rejected,
      replied,
      resolved,
      duplicate
    }

    @Override
    List<Content> fill(Office at, Decision.Builder decision) {
      ActContents.Named named =
          contents.read(
              at.node(),
              at.view().forum().context().process(),
              at.view().forum().context().scope(),
              new SecureRandom());
      on(decision, target);
      decision
          .setType(DecisionForm.Type.ANSWER.number())
          .setStatus(status.ordinal() + 1)
          .setReason(reason)
          .addAllContents(named.references());
      return named.contents();
    }
  }

  /** A decision about contents of one act or decision. */
  abstract static sealed class OnContents extends DecisionCommands {
    @Option(
        names = "--on",
        required = true,
        paramLabel = "HASH",
        description = "The act whose contents it is about.")
    String target;

    @Option(
        names = "--content",
        paramLabel = "COMMITMENT",
        description = "Which of its contents; without it, all of them.")
    private List<String> commitments = new ArrayList<>();

    @Option(
        names = "--reason",
        required = true,
        description = "Why; stays on the ledger for good: repeat nothing of the content.")
    private String reason;

    final List<Digest> named(Office at, Decision.Builder decision) {
      on(decision, target);
      decision.setReason(reason);
      List<Digest> named = new ArrayList<>();
      if (commitments.isEmpty()) {
        for (JsonNode content : at.node().act(hash(target)).path("contents")) {
          if (!content.path("state").asText().equals("redacted")) {
            named.add(hash(content.path("commitment").asText()));
          }
        }
      } else {
        commitments.forEach(one -> named.add(hash(one)));
      }
      named.forEach(one -> decision.addCommitments(one.value().toByteString()));
      return named;
    }
  }

  /** {@code urna officer redact}. */
  @Command(
      name = "redact",
      description = {
        "Destroys contents for good, wherever the city keeps them; a tombstone with your reason",
        "stays. It cannot be taken back. Where they had gone already is put on record."
      },
      mixinStandardHelpOptions = true)
  static final class Redact extends OnContents {
    @Override
    List<Content> fill(Office at, Decision.Builder decision) {
      decision.setType(DecisionForm.Type.REDACTION.number());
      Set<String> sent = new TreeSet<>();
      for (Digest commitment : named(at, decision)) {
        at.node().sent(commitment).path("sent").forEach(place -> sent.add(place.asText()));
      }
      decision.addAllSent(sent);
      return List.of();
    }
  }

  /** {@code urna officer withhold}. */
  @Command(
      name = "withhold",
      description = {
        "Keeps contents from the public, with your office and reason on record.",
        "Lift it, wholly or in part, with --supersedes and what stays withheld (--none: nothing)."
      },
      mixinStandardHelpOptions = true)
  static final class Withhold extends OnContents {
    @Option(names = "--none", description = "Lifts the superseded one: nothing stays withheld.")
    private boolean none;

    @Override
    List<Content> fill(Office at, Decision.Builder decision) {
      decision.setType(DecisionForm.Type.WITHHOLDING.number());
      named(at, decision);
      if (none) {
        decision.clearCommitments();
      }
      return List.of();
    }
  }

  /** {@code urna officer count}. */
  @Command(
      name = "count",
      description = {
        "After the close: replays the consultation from the node's records and signs what counts.",
        "Social polls are in no count. Every verifier recounts it."
      },
      mixinStandardHelpOptions = true)
  static final class Count extends DecisionCommands {
    @Override
    List<Content> fill(Office at, Decision.Builder decision) {
      Recount recount = Recount.of(at.node(), at.view(), at.view().forum().context().scope());
      decision
          .setType(DecisionForm.Type.COUNT.number())
          .setRows(recount.rows())
          .setCounts(recount.root().value().toByteString());
      return List.of();
    }
  }
}
