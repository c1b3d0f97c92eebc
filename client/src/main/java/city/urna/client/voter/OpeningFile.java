package city.urna.client.voter;

import city.urna.protocol.ballot.Answer;
import city.urna.protocol.ballot.BallotOpening;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.group.Scalar;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An opened ballot as JSON (spec ballots §3.2). Whoever reads it sees a vote that will not count.
 */
final class OpeningFile {
  private static final String FORMAT = "urna-opening/v1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpeningFile() {}

  static String write(BallotOpening opening) {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put("process", opening.process()).put("scope", opening.scope());
    json.put("body", opening.body().base64());
    ObjectNode randomness = json.putObject("randomness");
    ObjectNode choices = json.putObject("choices");
    for (Answer answer : opening.answers()) {
      ArrayNode values = randomness.putArray(answer.question());
      opening.randomness().get(answer.question()).forEach(r -> values.add(r.encode().hex()));
      ArrayNode chosen = choices.putArray(answer.question());
      answer.choices().forEach(chosen::add);
    }
    return json.toPrettyString() + "\n";
  }

  /**
   * Reads an opening.
   *
   * @throws VoterException when the text is none
   */
  static BallotOpening read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!FORMAT.equals(json.path("format").asText())) {
        throw new VoterException("this is not an opened ballot");
      }
      Map<String, List<Scalar>> randomness = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> question : json.path("randomness").properties()) {
        List<Scalar> values = new ArrayList<>();
        for (JsonNode value : question.getValue()) {
          values.add(Bytes.fromHex(value.asText()).flatMap(Scalar::decode).orThrow());
        }
        randomness.put(question.getKey(), values);
      }
      List<Answer> answers = new ArrayList<>();
      for (Map.Entry<String, JsonNode> question : json.path("choices").properties()) {
        List<Integer> chosen = new ArrayList<>();
        question.getValue().forEach(choice -> chosen.add(choice.asInt(-1)));
        answers.add(new Answer(question.getKey(), chosen));
      }
      return new BallotOpening(
          json.path("process").asText(),
          json.path("scope").asText(),
          Bytes.fromBase64(json.path("body").asText()).orThrow(),
          randomness,
          answers);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new VoterException("this is not an opened ballot, or it was changed on the way");
    }
  }
}
