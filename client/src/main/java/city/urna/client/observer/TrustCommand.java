package city.urna.client.observer;

import city.urna.client.key.Card;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code urna trust}: writes an observer's own trust file. */
@Command(
    name = "trust",
    description = {
      "Writes a trust file: the keys and hashes that the verifier takes as given.",
      "Get the cards from the parties themselves (a notice board, a printed page, a phone call),",
      "and the election hash from the announcement of the opening. Cards taken from the archive or",
      "from the city's node alone make the verdict circular."
    },
    mixinStandardHelpOptions = true)
public final class TrustCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
  private Path out;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--scope", required = true, description = "The scope's id.")
  private String scope;

  @Option(
      names = "--election-hash",
      required = true,
      description = "64 hex digits, as announced at the opening.")
  private String electionHash;

  @Option(
      names = "--ledger-card",
      required = true,
      paramLabel = "FILE",
      description = "The ledger's card: origin, log key, orderer key, quorum, genesis hash.")
  private Path ledgerCard;

  @Option(
      names = "--card",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Cards of all organizations, clerks, registrars, issuers, trustees, offices.")
  private List<Path> cards;

  @Option(names = "--threshold", required = true, description = "How many trustees must help.")
  private int threshold;

  @Option(
      names = "--minimum-issuers",
      required = true,
      description = "How many issuers must be reconciled.")
  private int minimumIssuers;

  @Option(
      names = "--genesis-block",
      paramLabel = "HASH",
      description = {
        "On Fabric: the first block's header hash, 64 hex digits, as an organization told you.",
        "The card must say the same."
      })
  private Optional<String> genesisBlock = Optional.empty();

  @Option(
      names = "--root",
      paramLabel = "MSPID=FILE",
      description = {
        "On Fabric: an organization's root certificate (PEM), from the organization itself; again",
        "for each. The card must say the same."
      })
  private Map<String, Path> roots = new TreeMap<>();

  @Override
  public Integer call() throws IOException {
    if (!electionHash.matches("[0-9a-f]{64}")) {
      throw new ParameterException(
          spec.commandLine(), "--election-hash needs 64 hex digits in lower case");
    }
    if (Files.exists(out)) {
      throw new ParameterException(spec.commandLine(), out + " exists already; name a new file");
    }
    JsonNode ledger = LedgerCard.read(ledgerCard);
    Optional<ChannelRoots> channel = ChannelRoots.of(ledger);
    if (channel.isEmpty() && (genesisBlock.isPresent() || !roots.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(),
          ledgerCard + " is of no ledger on Fabric: no block or root to compare");
    }
    List<String> unseen =
        channel.map(fabric -> fabric.compare(genesisBlock, roots)).orElse(List.of());
    TrustFile trust =
        new TrustFile(
            process,
            scope,
            electionHash,
            ledger,
            cards.stream().map(Card::read).toList(),
            threshold,
            minimumIssuers,
            TrustFile.MadeBy.OBSERVER);
    Files.writeString(out, trust.json());
    if (!unseen.isEmpty()) {
      spec.commandLine()
          .getOut()
          .printf("By the ledger's card alone: %s%n", String.join(", ", unseen));
    }
    spec.commandLine()
        .getOut()
        .printf("Trust file: %s%nNext: urna verify ARCHIVE --trust %s%n", out, out);
    return 0;
  }
}
