package city.urna.client.voter;

import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.ActDraft;
import city.urna.protocol.consultation.ActType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The voter's commands that act in a consultation, with a credential or publicly. */
abstract sealed class ActCommands implements Callable<Integer> {
  private static final int SOCIAL = 5;
  private static final int WEB = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--scope", required = true, description = "The consultation's id.")
  private String scope;

  @Option(
      names = "--on",
      paramLabel = "HASH",
      description = "What you act on: the hash of an item, an act or an answer.")
  private String target = "";

  @Option(
      names = "--wallet",
      paramLabel = "FILE",
      description =
          "Acts with this credential: one voice a person, and nobody can tell whose. Without it"
              + " the act is public, with a key that is forgotten.")
  private Path wallet;

  @Option(names = "--social", description = "As a social poll: counted apart.")
  private boolean social;

  @Option(
      names = "--receipt",
      paramLabel = "FILE",
      description = "Where the receipt goes; by default named after the act.")
  private Path receipt;

  @Mixin private ActContents contents;

  private final ActType type;
  private final SecureRandom random = new SecureRandom();

  private ActCommands(ActType type) {
    this.type = type;
  }

  /** The act's value; 0 where its type has none. */
  int value() {
    return 0;
  }

  /** For a proposal, those that it is made from. */
  List<String> parents() {
    return List.of();
  }

  @Override
  public Integer call() throws IOException {
    CityNode city = new CityNode(node);
    ForumView view = ForumView.read(city, process, scope);
    ActContents.Named named = contents.read(city, process, scope, random);
    ActDraft draft =
        ActDraft.on(type, target.isEmpty() ? Optional.empty() : Optional.of(hash(target)), value())
            .with(named.references())
            .through(social ? SOCIAL : WEB)
            .from(parents().stream().map(ActCommands::hash).toList());
    Resident.Sent sent =
        wallet == null
            ? new Resident(city, view, random).publicly(draft, named.contents())
            : withWallet(city, view, draft, named);
    return tell(sent);
  }

  /** What this device did before of this kind on this thing is replaced where one is allowed. */
  private Resident.Sent withWallet(
      CityNode city, ForumView view, ActDraft draft, ActContents.Named named) {
    Wallet own = WalletFile.read(wallet);
    if (!own.process.equals(process) || !own.scope.equals(scope)) {
      throw new VoterException("this wallet is for " + own.process + ", scope " + own.scope);
    }
    String kind = type.number() + "/" + target;
    Tracker before =
        type.isSingle()
            ? new OwnChain(city, view.forum(), own)
                .end(type, hash(target), own.acts.getOrDefault(kind, Tracker.NONE))
            : Tracker.NONE;
    Resident.Sent sent =
        new Resident(city, view, random).with(own, draft.replacing(before), named.contents());
    own.acts.put(kind, sent.act());
    WalletFile.save(own, wallet);
    return sent;
  }

  private int tell(Resident.Sent sent) throws IOException {
    var out = spec.commandLine().getOut();
    out.println("Act " + sent.act().hex());
    if (sent.receipt().isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("Taken, not recorded yet: `urna voter act` fetches the receipt in a minute.");
      return 1;
    }
    Path file = receipt == null ? Path.of(sent.act().hex().substring(0, 16) + ".receipt") : receipt;
    Files.writeString(file, sent.receipt().get());
    out.println("Recorded. The receipt was checked and is in " + file);
    return 0;
  }

  static Digest hash(String hex) {
    return switch (Digest.fromHex(hex)) {
      case Parsed.Ok<Digest>(Digest hash) -> hash;
      case Parsed.Malformed<Digest>(String reason) ->
          throw new VoterException("a hash has 64 hex digits: " + reason);
    };
  }

  /** {@code urna voter propose}. */
  @Command(
      name = "propose",
      description = {
        "Proposes something, or a version made from other proposals (--from).",
        "Give it a text; a photo and a place may go with it."
      },
      mixinStandardHelpOptions = true)
  static final class Propose extends ActCommands {
    @Option(names = "--from", paramLabel = "HASH", description = "Proposals it is made from.")
    private List<String> parents = List.of();

    Propose() {
      super(ActType.PROPOSE);
    }

    @Override
    List<String> parents() {
      return parents;
    }
  }

  /** An act that can be taken back. */
  abstract static sealed class Voice extends ActCommands {
    @Option(names = "--withdraw", description = "Takes it back; with the wallet that gave it.")
    private boolean withdraw;

    private Voice(ActType type) {
      super(type);
    }

    @Override
    int value() {
      return withdraw ? 0 : 1;
    }
  }

  /** {@code urna voter co-sign}. */
  @Command(
      name = "co-sign",
      description = "Joins a proposal as one of its authors.",
      mixinStandardHelpOptions = true)
  static final class CoSign extends Voice {
    CoSign() {
      super(ActType.CO_SIGN);
    }
  }

  /** {@code urna voter support}. */
  @Command(
      name = "support",
      description = "Supports a proposal or an item; --withdraw takes it back.",
      mixinStandardHelpOptions = true)
  static final class Support extends Voice {
    Support() {
      super(ActType.SUPPORT);
    }
  }

  /** {@code urna voter attend}. */
  @Command(
      name = "attend",
      description = "Says that you come to an event.",
      mixinStandardHelpOptions = true)
  static final class Attend extends Voice {
    Attend() {
      super(ActType.ATTENDANCE);
    }
  }

  /** {@code urna voter comment}. */
  @Command(
      name = "comment",
      description = "Comments on an item, a proposal, a comment or an answer.",
      mixinStandardHelpOptions = true)
  static final class Comment extends ActCommands {
    @Option(names = "--side", description = "${COMPLETION-CANDIDATES}; default: neutral.")
    private Side side = Side.neutral;

    /** As it is typed; the order is the value's. */
    enum Side {
      neutral,
      pro,
      against
    }

    Comment() {
      super(ActType.COMMENT);
    }

    @Override
    int value() {
      return side.ordinal();
    }
  }

  /** {@code urna voter opinion}. */
  @Command(
      name = "opinion",
      description = "Says agree, disagree or pass to a statement; withdrawn takes it back.",
      mixinStandardHelpOptions = true)
  static final class Opinion extends ActCommands {
    @Option(names = "--is", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Is is;

    /** As it is typed; the order is the value's. */
    enum Is {
      withdrawn,
      agree,
      disagree,
      pass
    }

    Opinion() {
      super(ActType.OPINION);
    }

    @Override
    int value() {
      return is.ordinal();
    }
  }

  /** {@code urna voter answer}. */
  @Command(
      name = "answer",
      description = "Answers a survey; --answers FILE holds them as JSON.",
      mixinStandardHelpOptions = true)
  static final class Answer extends ActCommands {
    Answer() {
      super(ActType.ANSWER);
    }
  }

  /** {@code urna voter report}. */
  @Command(
      name = "report",
      description = {
        "Reports what is broken, under a category of the city's services.",
        "An answer is due by the date that the process promises; the receipt proves when it began."
      },
      mixinStandardHelpOptions = true)
  static final class Report extends ActCommands {
    Report() {
      super(ActType.REPORT);
    }
  }

  /** {@code urna voter complain}. */
  @Command(
      name = "complain",
      description = "Complains; --on the hash of an answer it is an appeal with a date of its own.",
      mixinStandardHelpOptions = true)
  static final class Complain extends ActCommands {
    Complain() {
      super(ActType.COMPLAINT);
    }
  }
}
