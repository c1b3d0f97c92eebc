package city.urna.protocol.ballot;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.election.Election;
import city.urna.protocol.group.FixedBase;
import city.urna.protocol.group.Scalar;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.transcript.Context;
import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An election without issuers: three kinds of questions, each a style of its own. */
final class SampleElection {
  /** By style, how many of all combinations of bits its question allows. */
  static final Map<String, Integer> ALLOWED = Map.of("one", 3, "same", 3, "blank", 11, "some", 7);

  private SampleElection() {}

  static Election of(SecureRandom random) {
    Scope scope =
        Scope.newBuilder()
            .setId("council")
            .addQuestions(question("mayor", 1, 1, false))
            .addQuestions(question("parks", 1, 2, true))
            .addQuestions(question("paths", 0, 2, false))
            .addStyles(style("one", "mayor"))
            .addStyles(style("same", "mayor"))
            .addStyles(style("blank", "parks"))
            .addStyles(style("some", "paths"))
            .build();
    Definition definition =
        Definition.newBuilder()
            .setJointKey(FixedBase.GENERATOR.times(Scalar.random(random)).encode().toByteString())
            .addQuestions(items("mayor", 3))
            .addQuestions(items("parks", 4))
            .addQuestions(items("paths", 3))
            .build();
    Context context = new Context("city", "council", new Digest(Seeded.bytes(random, 32)));
    return Election.of(context, scope, definition).orThrow();
  }

  private static Question question(String id, int min, int max, boolean blank) {
    return Question.newBuilder().setId(id).setMin(min).setMax(max).setBlank(blank).build();
  }

  private static Style style(String id, String question) {
    return Style.newBuilder().setId(id).addAllQuestions(List.of(question)).build();
  }

  private static QuestionItems items(String question, int items) {
    return QuestionItems.newBuilder()
        .setQuestion(question)
        .addAllItems(Collections.nCopies(items, ByteString.EMPTY))
        .build();
  }
}
