package city.urna.client.demo;

import city.urna.client.definition.PabulibFile;
import city.urna.client.definition.PabulibFile.Project;
import city.urna.client.definition.ProcessFile;
import city.urna.client.definition.ProcessFile.QuestionText;
import city.urna.protocol.count.Greedy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds a result against the file that its votes came from: the file's own counts and selection,
 * or, with fewer voters than the file has, a plain recount of their votes in the clear.
 */
final class Comparison {
  private final PabulibFile file;
  private final QuestionText question;
  private final List<VoterPlan> voters;

  Comparison(PabulibFile file, ProcessFile process, List<VoterPlan> voters) {
    this.file = file;
    this.question = process.scopes().getFirst().questions().getFirst();
    this.voters = voters;
  }

  /** Puts the file's project ids into the result and says whether it is the expected one. */
  boolean complete(ObjectNode result) {
    Map<String, Long> recount = new LinkedHashMap<>();
    file.projects().forEach(project -> recount.put(PabulibFile.itemId(project.id()), 0L));
    for (VoterPlan voter : voters) {
      voter.choices().get(question.id()).forEach(id -> recount.merge(id, 1L, Long::sum));
    }
    boolean whole = voters.size() == file.votes().size();
    Set<String> selected = selected(recount);
    boolean equal = true;
    JsonNode options = result.path("questions").get(0).path("options");
    for (int i = 0; i < file.projects().size(); i++) {
      Project project = file.projects().get(i);
      ObjectNode option = (ObjectNode) options.get(i);
      String item = PabulibFile.itemId(project.id());
      long votes = whole ? project.votes().orElse(recount.get(item)) : recount.get(item);
      boolean funded =
          whole ? project.selected().orElse(selected.contains(item)) : selected.contains(item);
      equal &=
          option.path("id").asText().equals(item)
              && option.path("votes").asLong() == votes
              && option.path("selected").asBoolean() == funded;
      option.put("id", project.id());
    }
    ((ObjectNode) result.path("outcome")).put("compared", true).put("equal", equal);
    return equal;
  }

  private Set<String> selected(Map<String, Long> votes) {
    Greedy.Kind kind =
        switch (file.rule()) {
          case "greedy-no-skip" -> Greedy.Kind.NO_SKIP;
          case "greedy-threshold" -> Greedy.Kind.THRESHOLD;
          case "greedy-exclusive" -> Greedy.Kind.EXCLUSIVE;
          default -> Greedy.Kind.PLAIN;
        };
    List<Greedy.Project> projects =
        file.projects().stream().map(p -> new Greedy.Project(p.cost(), Set.of())).toList();
    List<Integer> places =
        new Greedy(
                kind,
                new BigDecimal(question.rule().budget().orElseThrow()),
                question.rule().threshold(),
                projects)
            .select(new ArrayList<>(votes.values()));
    List<String> ids = new ArrayList<>(votes.keySet());
    Set<String> selected = new HashSet<>();
    places.forEach(place -> selected.add(ids.get(place)));
    return selected;
  }
}
