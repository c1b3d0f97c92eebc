package city.urna.client.voter;

import city.urna.client.board.ElectionView;
import city.urna.client.board.ForumView;
import city.urna.client.http.CityNode;
import city.urna.client.http.IssuerNode;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.credential.IssuerSignatures;
import city.urna.protocol.credential.RollKey;
import city.urna.protocol.credential.VoterCode;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Process;
import city.urna.protocol.signature.Ed25519PrivateKey;
import city.urna.protocol.transcript.Context;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna voter request}: from the code in the letter to a credential of one's own. */
@Command(
    name = "request",
    description = {
      "Makes a credential on this device and has every issuer sign it blindly.",
      "The issuers learn that you asked; nobody can tell later which ballot is yours.",
      "Run it again after an interruption: it goes on where it stopped."
    },
    mixinStandardHelpOptions = true)
final class RequestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WalletOption wallet;

  @Option(names = "--process", required = true, description = "The process's id.")
  private String process;

  @Option(names = "--scope", required = true, description = "The scope's id.")
  private String scope;

  @Option(
      names = "--style",
      required = true,
      description = "The ballot style's id, as printed in the letter.")
  private String style;

  @Option(
      names = "--election-hash",
      description = "As announced; the device refuses another election.")
  private String electionHash = "";

  @Option(
      names = "--code-file",
      paramLabel = "FILE",
      description =
          "One code a line, in the order of the registrars. Without it the terminal asks; a code"
              + " never belongs on a command line.")
  private Path codeFile;

  @Override
  public Integer call() throws IOException {
    Services services = Services.announcedBy(wallet.node);
    Asked asked = Asked.of(services.node(), process, scope);
    String hash = asked.election().hash().hex();
    if (!electionHash.isEmpty() && !electionHash.equals(hash)) {
      throw new VoterException(
          "the node shows an election of another hash than announced: do not vote, tell the"
              + " observers");
    }
    Wallet own = wallet.exists() ? WalletFile.read(wallet.file) : fresh();
    CredentialRequest request =
        new CredentialRequest(
            asked.election(), asked.keys(), own, saved -> WalletFile.save(saved, wallet.file));
    List<Ed25519PrivateKey> rollKeys = rollKeys(asked.process());
    for (String issuer : asked.issuers()) {
      IssuerNode service = services.issuers().get(issuer);
      if (service == null) {
        throw new VoterException("the node announces no address of issuer " + issuer);
      }
      request.request(issuer, service, rollKeys, new SecureRandom());
      spec.commandLine().getErr().println("signed by issuer " + issuer);
    }
    spec.commandLine()
        .getOut()
        .printf("Credential ready for election %s%nNext: %s%n", hash, asked.next());
    return 0;
  }

  /** What a credential is asked for: a ballot, or a consultation. */
  private record Asked(
      Process process,
      Context election,
      List<String> issuers,
      IssuerSignatures.Keys keys,
      String next) {

    static Asked of(CityNode node, String process, String scope) {
      if (ForumView.isOne(node, process, scope)) {
        ForumView view = ForumView.read(node, process, scope);
        return new Asked(
            view.process(),
            view.forum().context(),
            view.forum().issuers(),
            view.forum()::issuerKey,
            "urna voter support, comment, opinion, … --wallet FILE");
      }
      ElectionView view = ElectionView.read(node, process, scope);
      return new Asked(
          view.process(),
          view.election().context(),
          List.copyOf(view.election().issuers()),
          view.election()::issuerKey,
          "urna voter prepare");
    }
  }

  private Wallet fresh() {
    return new Wallet(process, scope, style, Ed25519PrivateKey.generate(new SecureRandom()));
  }

  private List<Ed25519PrivateKey> rollKeys(Process process) throws IOException {
    List<Party> registrars = process.getRegistrarsList();
    List<String> typed = codeFile == null ? ask(registrars) : Files.readAllLines(codeFile);
    if (typed.size() < registrars.size()) {
      throw new VoterException(registrars.size() + " codes are needed, one of each letter");
    }
    List<Ed25519PrivateKey> keys = new ArrayList<>();
    for (int i = 0; i < registrars.size(); i++) {
      switch (VoterCode.parse(typed.get(i))) {
        case Parsed.Ok<VoterCode>(VoterCode code) ->
            keys.add(RollKey.derive(code, this.process, scope, registrars.get(i).getId()));
        case Parsed.Malformed<VoterCode>(String reason) ->
            throw new VoterException("the code of letter " + (i + 1) + ": " + reason);
      }
    }
    return keys;
  }

  private static List<String> ask(List<Party> registrars) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw new VoterException("no terminal to ask for the code: give --code-file FILE");
    }
    List<String> typed = new ArrayList<>();
    for (Party registrar : registrars) {
      typed.add(
          new String(console.readPassword("Code in the letter of %s: ", registrar.getName())));
    }
    return typed;
  }
}
