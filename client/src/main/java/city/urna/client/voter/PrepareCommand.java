package city.urna.client.voter;

import city.urna.client.board.ElectionView;
import city.urna.protocol.ballot.Answer;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.election.QuestionShape;
import city.urna.protocol.records.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code urna voter prepare} and {@code again}: builds a ballot and shows its tracker. */
@Command(
    name = "prepare",
    description = {
      "Builds and encrypts a ballot, shows its tracker, sends nothing.",
      "Note the tracker. Then either `urna voter cast`, or `urna voter challenge` to have another",
      "device look inside: the program cannot know which you will choose.",
      "Without --choose it lists the questions."
    },
    mixinStandardHelpOptions = true)
class PrepareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WalletOption wallet;

  @Option(
      names = "--choose",
      paramLabel = "QUESTION=ITEM,ITEM",
      description = "One for each question; QUESTION= alone is blank.")
  private Map<String, String> choices = new LinkedHashMap<>();

  @Option(
      names = "--mark",
      description = "Six digits that you made up or diced. You will find them in the record.")
  private String mark = "";

  @Option(names = "--language", description = "Language of the texts listed.")
  private String language = "";

  /** {@code urna voter again}: votes again even though another ballot stands at the chain's end. */
  @Command(
      name = "again",
      description = {
        "As prepare, but accepts that the last recorded ballot is not this device's: the new one",
        "replaces whatever stands there."
      },
      mixinStandardHelpOptions = true)
  static final class Again extends PrepareCommand {
    @Override
    void before(Voter voter) {
      voter.acceptChainEnd();
    }
  }

  void before(Voter voter) {}

  @Override
  public Integer call() {
    Services services = Services.announcedBy(wallet.node);
    Wallet own = WalletFile.read(wallet.file);
    ElectionView view = ElectionView.read(services.node(), own.process, own.scope);
    List<QuestionShape> shapes = view.election().style(own.style).orElseThrow();
    if (choices.isEmpty()) {
      list(view, shapes);
      return 0;
    }
    if (!mark.matches("[0-9]{6}")) {
      throw new VoterException("--mark needs six digits, made up by you");
    }
    List<Answer> answers = new ArrayList<>();
    for (QuestionShape shape : shapes) {
      answers.add(answer(view, shape));
    }
    if (choices.size() != shapes.size()) {
      throw new VoterException("--choose names a question that is not on this ballot");
    }
    Voter voter = wallet.voter(services, view, own);
    before(voter);
    Tracker tracker = voter.prepare(mark, answers);
    spec.commandLine()
        .getOut()
        .printf(
            "Tracker %s%nNote it, then: urna voter cast, or urna voter challenge%n", tracker.hex());
    return 0;
  }

  private Answer answer(ElectionView view, QuestionShape shape) {
    String chosen = choices.get(shape.id());
    if (chosen == null) {
      throw new VoterException("--choose " + shape.id() + "=… is missing");
    }
    if (chosen.isBlank()) {
      return Answer.blank(shape);
    }
    List<String> ids = view.items().get(shape.id()).stream().map(Item::getId).toList();
    Set<Integer> places = new LinkedHashSet<>();
    for (String id : chosen.split(",")) {
      int place = ids.indexOf(id.strip());
      if (place < 0) {
        throw new VoterException("question " + shape.id() + " has no item " + id.strip());
      }
      places.add(place);
    }
    if (places.size() < shape.min() || places.size() > shape.max()) {
      throw new VoterException(
          "question %s takes %d to %d items, not %d"
              .formatted(shape.id(), shape.min(), shape.max(), places.size()));
    }
    return Answer.choose(shape, places);
  }

  private void list(ElectionView view, List<QuestionShape> shapes) {
    var out = spec.commandLine().getOut();
    view.process().getScopesList().stream()
        .flatMap(scope -> scope.getQuestionsList().stream())
        .filter(question -> shapes.stream().anyMatch(s -> s.id().equals(question.getId())))
        .forEach(
            question -> {
              out.printf(
                  "%s: %s%n",
                  question.getId(), ElectionView.text(question.getTextList(), language));
              for (Item item : view.items().get(question.getId())) {
                out.printf(
                    "  %-20s %s%n", item.getId(), ElectionView.text(item.getTitleList(), language));
              }
            });
  }
}
