package city.urna.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import city.urna.protocol.Vectors;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Process;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Numbers of 2³¹ and more, which Java reads as negative, and what else the vectors leave out. */
class DefinitionsTest {
  private static final JsonNode FILE = Vectors.ours("questions.json");
  private static final Genesis GENESIS =
      StrictParser.parse(Genesis.parser(), Vectors.hex(FILE, "genesis")).orThrow();
  private static final Process PROCESS =
      StrictParser.parse(Process.parser(), Vectors.hex(FILE, "process")).orThrow();
  private static final String SCOPE = FILE.required("scope").asText();

  private static void process(boolean accepted, Consumer<Process.Builder> change) {
    Process.Builder changed = PROCESS.toBuilder();
    change.accept(changed);
    assertEquals(
        accepted, Definitions.process(changed.build(), GENESIS) instanceof Verdict.Verified);
  }

  @Test
  void largeNumbersAreLargeNotNegative() {
    process(true, process -> {});
    for (int large : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      process(false, process -> process.setThreshold(large));
      process(false, process -> process.setMinimumIssuers(large));
      process(false, p -> p.getScopesBuilder(0).getQuestionsBuilder(0).setMin(large));
      process(false, p -> p.getScopesBuilder(0).getQuestionsBuilder(0).setMax(large));
      assertInstanceOf(
          Verdict.Rejected.class,
          Definitions.genesis(GENESIS.toBuilder().setQuorum(large).build()));
      assertInstanceOf(
          Verdict.Rejected.class, Definitions.item(item(large), PROCESS, SCOPE, Optional.empty()));
    }
  }

  private static Item item(int version) {
    return Vectors.each(FILE.required("valid"), "what", "item").stream()
        .map(one -> StrictParser.parse(Item.parser(), Vectors.hex(one, "body")).orThrow())
        .findFirst()
        .orElseThrow()
        .toBuilder()
        .setVersion(version)
        .build();
  }

  @Test
  void anItemOfAnotherScopeIsRefused() {
    assertInstanceOf(
        Verdict.Verified.class, Definitions.item(item(1), PROCESS, SCOPE, Optional.empty()));
    assertInstanceOf(
        Verdict.Rejected.class, Definitions.item(item(1), PROCESS, "elsewhere", Optional.empty()));
    assertInstanceOf(
        Verdict.Rejected.class,
        Definitions.item(
            item(2), PROCESS, SCOPE, Optional.of(new Definitions.ItemVersion(1, Digest.ZERO))));
  }

  @Test
  void trusteesAndLanguagesHaveTheirBounds() {
    process(
        false,
        process -> {
          for (int i = process.getTrusteesCount(); i <= 32; i++) {
            process.addTrustees(process.getTrustees(0));
          }
        });
    process(false, process -> process.clearLanguages().addAllLanguages(List.of("en", "fi", "en")));
    process(false, process -> process.setDataLicence("a\u0085b"));
    process(true, process -> process.setDataLicence("a\nb"));
  }
}
