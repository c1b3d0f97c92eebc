package city.urna.client.clerk;

import city.urna.client.board.ElectionView;
import city.urna.client.clerk.Certification.Certified;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionResult;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The certified result as {@code result.json} (docs/spec/schemas/result.schema.json). */
public final class ResultFile {
  private ResultFile() {}

  /** Process, ballots and questions; the demo adds its own tally and the outcome's comparison. */
  public static ObjectNode json(ElectionView view, Certified certified) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("process", view.election().context().process());
    long recorded = certified.closedSet().getRecorded();
    long counted = certified.closedSet().getCounted();
    json.putObject("ballots")
        .put("cast", recorded)
        .put("counted", counted)
        .put("superseded", recorded - counted)
        .put("refused", 0)
        .put("challenged", 0);
    ArrayNode questions = json.putArray("questions");
    String rule = "";
    for (QuestionResult result : certified.certificate().getResultsList()) {
      Question question = question(view, result.getQuestion());
      rule =
          rule.isEmpty() || rule.equals(question.getRule().getName())
              ? question.getRule().getName()
              : "several";
      question(questions.addObject(), view, question, result);
    }
    json.putObject("outcome").put("rule", rule).put("compared", false).put("equal", false);
    return json;
  }

  private static Question question(ElectionView view, String id) {
    String scope = view.election().context().scope();
    return view.process().getScopesList().stream()
        .filter(s -> s.getId().equals(scope))
        .flatMap(s -> s.getQuestionsList().stream())
        .filter(q -> q.getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void question(
      ObjectNode json, ElectionView view, Question question, QuestionResult result) {
    json.put("id", question.getId()).put("method", question.getRule().getName());
    ArrayNode options = json.putArray("options");
    List<Item> items = view.items().get(question.getId());
    for (int i = 0; i < items.size(); i++) {
      options
          .addObject()
          .put("id", items.get(i).getId())
          .put("label", ElectionView.text(items.get(i).getTitleList(), ""))
          .put("votes", result.getVotes(i))
          .put("selected", result.getSelectedList().contains(items.get(i).getId()));
    }
    json.put("blank", result.getBlank());
  }
}
