package city.urna.client.voter;

import city.urna.client.board.ElectionView;
import city.urna.client.http.CityNode;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.ballot.BallotOpening;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Item;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code urna voter check-opening}: the other device of a challenge. */
@Command(
    name = "check-opening",
    description = {
      "Checks on another device what a challenged ballot held.",
      "Compare the choices it prints with what you chose."
    },
    mixinStandardHelpOptions = true)
final class CheckOpeningCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The opened ballot.")
  private Path file;

  @Option(names = "--node", required = true, paramLabel = "URL", description = "The city's node.")
  private URI node;

  @Option(
      names = "--tracker",
      required = true,
      description = "The tracker that you noted before the challenge.")
  private String noted;

  @Override
  public Integer call() throws IOException {
    BallotOpening opening = OpeningFile.read(Files.readString(file));
    Parsed<Tracker> tracker = Bytes.fromHex(noted).flatMap(Tracker::parse);
    if (!(tracker instanceof Parsed.Ok<Tracker>(Tracker expected))) {
      throw new VoterException("--tracker needs 64 hex digits");
    }
    ElectionView view = ElectionView.read(new CityNode(node), opening.process(), opening.scope());
    return switch (opening.check(view.election(), view.election().issuers(), expected)) {
      case Verdict.Verified<List<Answer>>(List<Answer> answers) -> {
        answers.forEach(answer -> show(view, answer));
        yield 0;
      }
      case Verdict.Rejected<List<Answer>> rejected -> {
        spec.commandLine()
            .getErr()
            .println("NOT as it should be: " + rejected.reason() + ". Tell the observers.");
        yield 1;
      }
    };
  }

  private void show(ElectionView view, Answer answer) {
    List<Item> items = view.items().get(answer.question());
    List<String> chosen = new ArrayList<>();
    for (int place = 0; place < items.size(); place++) {
      if (answer.choices().get(place) == 1) {
        chosen.add(items.get(place).getId());
      }
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s: %s%n",
            answer.question(), chosen.isEmpty() ? "(blank)" : String.join(", ", chosen));
  }
}
