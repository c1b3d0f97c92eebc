package city.urna.client.demo;

import city.urna.client.definition.PabulibFile;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFile.ItemText;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.client.definition.ProcessFile.ScopeText;
import city.urna.client.definition.ProcessFile.StyleText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What one voter of the demo will do; fixed by the seed, which never reaches a key or a nonce.
 *
 * @param choices item ids by question: what counts in the end
 * @param firstChoices what is cast first and replaced later; empty for most
 * @param challenges whether a ballot is built, challenged and thrown away first
 */
public record VoterPlan(
    String person,
    String style,
    Map<String, List<String>> choices,
    Map<String, List<String>> firstChoices,
    boolean challenges) {
  private static final double REPLACING = 0.06;
  private static final double CHALLENGING = 0.05;
  private static final double BLANK = 0.04;

  public VoterPlan {
    choices = Map.copyOf(choices);
    firstChoices = Map.copyOf(firstChoices);
  }

  boolean replaces() {
    return !firstChoices.isEmpty();
  }

  /** Voters of the shipped town, half on each side. */
  static List<VoterPlan> ofTown(ProcessFile town, int voters, Random random) {
    ScopeText scope = town.scopes().getFirst();
    Map<String, List<Double>> popularity = new LinkedHashMap<>();
    for (QuestionText question : scope.questions()) {
      popularity.put(
          question.id(), question.items().stream().map(item -> 0.2 + random.nextDouble()).toList());
    }
    List<VoterPlan> plans = new ArrayList<>();
    for (int i = 0; i < voters; i++) {
      StyleText style = scope.styles().get(random.nextInt(scope.styles().size()));
      boolean replaces = random.nextDouble() < REPLACING;
      plans.add(
          new VoterPlan(
              "R-%05d".formatted(i + 1),
              style.id(),
              choices(scope, style, popularity, random),
              replaces ? choices(scope, style, popularity, random) : Map.of(),
              random.nextDouble() < CHALLENGING));
    }
    return plans;
  }

  private static Map<String, List<String>> choices(
      ScopeText scope, StyleText style, Map<String, List<Double>> popularity, Random random) {
    Map<String, List<String>> choices = new LinkedHashMap<>();
    for (QuestionText question : scope.questions()) {
      if (style.questions().contains(question.id())) {
        boolean blank = random.nextDouble() < BLANK;
        choices.put(
            question.id(),
            blank ? List.of() : some(question, popularity.get(question.id()), random));
      }
    }
    return choices;
  }

  private static List<String> some(QuestionText question, List<Double> popularity, Random random) {
    int wanted = question.min() + random.nextInt(question.max() - question.min() + 1);
    List<Integer> places = new ArrayList<>();
    while (places.size() < wanted) {
      int place = random.nextInt(question.items().size());
      if (!places.contains(place) && random.nextDouble() * 1.2 < popularity.get(place)) {
        places.add(place);
      }
    }
    return places.stream().map(question.items()::get).map(ItemText::id).toList();
  }

  /** One voter for each of the file's first votes; some cast something else first. */
  static List<VoterPlan> ofPabulib(
      PabulibFile file, ProcessFile process, int voters, Random random) {
    QuestionText question = process.scopes().getFirst().questions().getFirst();
    List<String> items = question.items().stream().map(ItemText::id).toList();
    List<VoterPlan> plans = new ArrayList<>();
    for (int i = 0; i < voters; i++) {
      List<String> vote = file.votes().get(i).stream().map(PabulibFile::itemId).toList();
      boolean replaces = random.nextDouble() < REPLACING;
      List<String> shuffled = new ArrayList<>(items);
      Collections.shuffle(shuffled, random);
      List<String> first = shuffled.subList(0, Math.max(1, question.min()));
      plans.add(
          new VoterPlan(
              "R-%05d".formatted(i + 1),
              "all",
              Map.of(question.id(), vote),
              replaces ? Map.of(question.id(), List.copyOf(first)) : Map.of(),
              random.nextDouble() < CHALLENGING));
    }
    return plans;
  }
}
