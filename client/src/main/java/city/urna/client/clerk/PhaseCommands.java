package city.urna.client.clerk;

import city.urna.client.board.ElectionView;
import city.urna.client.clerk.Certification.Certified;
import city.urna.client.voter.Services;
import city.urna.protocol.bytes.Digest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The clerk's commands that move a scope from one phase to the next. */
final class PhaseCommands {
  private PhaseCommands() {}

  /** {@code urna clerk open}. */
  @Command(
      name = "open",
      description = {
        "Freezes items, roll and keys, opens issuance and casting, prints the election hash.",
        "Announce that hash where everybody can see it: observers and voters compare with it."
      },
      mixinStandardHelpOptions = true)
  static final class Open implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Option(
        names = "--issuance-only",
        description = "Opens an issuance window first; casting opens with `open-casting`.")
    private boolean issuanceOnly;

    @Override
    public Integer call() {
      Digest hash =
          new Opening(clerk.open(in.process), in.scope)
              .freeze(Services.announcedBy(clerk.node).issuers(), !issuanceOnly);
      spec.commandLine().getOut().printf("Election hash %s%n", hash.hex());
      return 0;
    }
  }

  /** {@code urna clerk open-casting}. */
  @Command(
      name = "open-casting",
      description = "Opens casting after an issuance window.",
      mixinStandardHelpOptions = true)
  static final class OpenCasting implements Callable<Integer> {
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Override
    public Integer call() {
      clerk.open(in.process).openCasting(in.scope);
      return 0;
    }
  }

  /** {@code urna clerk close}. */
  @Command(
      name = "close",
      description = "Closes casting: what is ordered behind it is refused.",
      mixinStandardHelpOptions = true)
  static final class Close implements Callable<Integer> {
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Override
    public Integer call() {
      clerk.open(in.process).close(in.scope);
      return 0;
    }
  }

  /** {@code urna clerk issuer-absent}. */
  @Command(
      name = "issuer-absent",
      description = "Records an issuer absent; the organizations must agree, two must stay.",
      mixinStandardHelpOptions = true)
  static final class IssuerAbsent implements Callable<Integer> {
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Option(names = "--issuer", required = true, description = "The issuer's id.")
    private String issuer;

    @Option(names = "--reason", required = true, description = "Goes on record.")
    private String reason;

    @Override
    public Integer call() {
      clerk.open(in.process).issuerAbsent(in.scope, issuer, reason);
      return 0;
    }
  }

  /** {@code urna clerk restart-ceremony}. */
  @Command(
      name = "restart-ceremony",
      description = "Starts the ceremony again without some trustees; the others draw afresh.",
      mixinStandardHelpOptions = true)
  static final class RestartCeremony implements Callable<Integer> {
    @Mixin private ClerkOption clerk;

    @Option(names = "--process", required = true, description = "The process's id.")
    private String process;

    @Option(
        names = "--exclude",
        required = true,
        split = ",",
        description = "Every trustee excluded so far and now, by index from 1.")
    private List<Integer> excluded;

    @Option(names = "--reason", required = true, description = "Goes on record.")
    private String reason;

    @Override
    public Integer call() {
      Clerk opened = clerk.open(process);
      int round = opened.node().process(process).path("ceremony").path("round").asInt() + 1;
      opened.restartCeremony(round, excluded.stream().sorted().toList(), reason);
      return 0;
    }
  }

  /** {@code urna clerk void}. */
  @Command(
      name = "void",
      description = "Voids a scope for good, with the reason on record.",
      mixinStandardHelpOptions = true)
  static final class Void implements Callable<Integer> {
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Option(names = "--reason", required = true, description = "Goes on record.")
    private String reason;

    @Override
    public Integer call() {
      clerk.open(in.process).voidScope(in.scope, reason);
      return 0;
    }
  }

  /** {@code urna clerk status}. */
  @Command(
      name = "status",
      description = "Shows how far a process is, and the turnout.",
      mixinStandardHelpOptions = true)
  static final class Status implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ClerkOption clerk;

    @Option(names = "--process", required = true, description = "The process's id.")
    private String process;

    @Option(names = "--json", description = "As the node says it.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode status = clerk.open(process).node().process(process);
      var out = spec.commandLine().getOut();
      if (json) {
        out.println(status.toPrettyString());
        return 0;
      }
      out.printf(
          "Ceremony: round %d, %s%n",
          status.path("ceremony").path("round").asInt(),
          status.path("ceremony").path("step").asText());
      for (JsonNode scope : status.path("scopes")) {
        out.printf(
            "%s: %s, %,d ballots recorded%n",
            scope.path("id").asText(),
            scope.path("phase").asText(),
            scope.path("ballots").asLong());
      }
      return 0;
    }
  }

  /** {@code urna clerk certify}. */
  @Command(
      name = "certify",
      description = {
        "Opens the totals with the trustees' shares, counts, certifies.",
        "Every organization computes the same before it endorses. Writes result.json."
      },
      mixinStandardHelpOptions = true)
  static final class Certify implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ClerkOption clerk;
    @Mixin private ScopeOption in;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
    private Path out;

    @Override
    public Integer call() throws IOException {
      if (Files.exists(out)) {
        throw new Clerk.ClerkException(out + " exists already; name a new file");
      }
      Clerk opened = clerk.open(in.process);
      Certified certified = new Certification(opened, in.scope).certify();
      ElectionView view = ElectionView.read(opened.node(), in.process, in.scope);
      Files.writeString(out, ResultFile.json(view, certified).toPrettyString() + "\n");
      spec.commandLine().getOut().printf("Certified: %s%n", out);
      return 0;
    }
  }
}
