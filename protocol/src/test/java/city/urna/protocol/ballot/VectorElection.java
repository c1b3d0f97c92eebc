package city.urna.protocol.ballot;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.election.Election;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.transcript.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The election that a vector file describes. */
public final class VectorElection {
  private VectorElection() {}

  public static Election of(JsonNode described) {
    Scope.Builder scope = Scope.newBuilder().setId(described.required("scope").asText());
    Definition.Builder definition =
        Definition.newBuilder().setJointKey(Vectors.hex(described, "jointKey").toByteString());
    for (JsonNode question : Vectors.each(described.required("questions"))) {
      String id = question.required("id").asText();
      scope.addQuestions(
          Question.newBuilder()
              .setId(id)
              .setMin(question.required("min").asInt())
              .setMax(question.required("max").asInt())
              .setBlank(question.required("blank").asBoolean()));
      definition.addQuestions(
          QuestionItems.newBuilder()
              .setQuestion(id)
              .addAllItems(
                  Collections.nCopies(
                      question.required("n").asInt(), ByteString.copyFrom(new byte[32]))));
    }
    for (JsonNode style : Vectors.each(described.required("styles"))) {
      scope.addStyles(
          Style.newBuilder()
              .setId(style.required("id").asText())
              .addAllQuestions(texts(style.required("questions"))));
    }
    for (JsonNode modulus : Vectors.each(described.required("moduli"))) {
      definition.addIssuerKeys(
          IssuerKey.newBuilder()
              .setIssuer(modulus.required("issuer").asText())
              .setStyle(modulus.required("style").asText())
              .setModulus(Vectors.hex(modulus, "modulus").toByteString()));
    }
    Context context =
        new Context(
            described.required("process").asText(),
            described.required("scope").asText(),
            new Digest(Vectors.hex(described, "electionHash")));
    return Election.of(context, scope.build(), definition.build()).orThrow();
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
