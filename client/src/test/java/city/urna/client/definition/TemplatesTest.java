package city.urna.client.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.client.key.Card;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Definitions;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Item;
import city.urna.protocol.records.Process;
import city.urna.protocol.signature.EcdsaPrivateKey;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped templates are processes that the ledger takes, and mistakes in a file are named. */
class TemplatesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Two keys that nobody else has; nothing else of a genesis record is asked here. */
  private static final Genesis GENESIS =
      Genesis.newBuilder()
          .setLogKey(Bytes.zero(1).toByteString())
          .setOrdererKey(Bytes.zero(2).toByteString())
          .build();

  @TempDir private Path folder;

  private static Card card(Card.Role role, String id) {
    return new Card(
        role,
        id,
        id,
        "operator",
        Ed25519PrivateKey.generate(RANDOM).publicKey(),
        role.hasSecond()
            ? Optional.of(EcdsaPrivateKey.generate(RANDOM).publicKey())
            : Optional.empty());
  }

  private static List<Card> few() {
    return List.of(card(Card.Role.CLERK, "clerk"), card(Card.Role.OFFICE, "works"));
  }

  private static List<Card> all() {
    List<Card> cards = new ArrayList<>(few());
    cards.add(card(Card.Role.REGISTRAR, "registrar"));
    cards.add(card(Card.Role.ISSUER, "alpha"));
    cards.add(card(Card.Role.ISSUER, "beta"));
    for (String trustee : List.of("one", "two", "three")) {
      cards.add(card(Card.Role.TRUSTEE, trustee));
    }
    return cards;
  }

  private static Process defined(ProcessFile file, List<Card> cards) {
    ProcessDraft draft = new ProcessDraft(file, cards);
    Process process = draft.process(Digest.ZERO);
    assertEquals(Verdict.verified(process), Definitions.process(process, GENESIS), file.process());
    for (ProcessFile.ScopeText scope : file.scopes()) {
      for (Item item : draft.items(scope)) {
        assertInstanceOf(
            Verdict.Verified.class,
            Definitions.item(item, process, scope.id(), Optional.empty()),
            item.getId());
      }
    }
    return process;
  }

  @Test
  void aHearingAndReportsNeedAClerkAndAnOfficeAlone() {
    for (String name : List.of("hearing", "reports")) {
      Process process = defined(ProcessFileReader.template(name), few());
      assertEquals(0, process.getIssuersCount() + process.getTrusteesCount());
      assertTrue(process.getScopes(0).getConsultation().getAnswerSeconds() > 0);
    }
  }

  @Test
  void participationGoesFromTheFirstIdeaToTheFollowUp() {
    Process process = defined(ProcessFileReader.template("participation"), all());
    assertEquals(
        List.of("propose", "support", "amend", "debate", "vote", "follow-up"),
        process.getScopesList().stream().map(scope -> scope.getId()).toList());
    assertEquals(1, process.getScopes(4).getQuestionsCount());
    assertThrows(
        DefinitionException.class,
        () ->
            new ProcessDraft(ProcessFileReader.template("participation"), few())
                .process(Digest.ZERO));
  }

  private void refused(String what, String from, String to) throws IOException {
    String text;
    try (var in = TemplatesTest.class.getResourceAsStream("/template/reports.yaml")) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    assertTrue(text.contains(from), from);
    Path file = folder.resolve("process.yaml");
    Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    String told =
        assertThrows(DefinitionException.class, () -> ProcessFileReader.read(file)).getMessage();
    assertTrue(told.contains(what), told);
  }

  @Test
  void mistakesAreNamed() throws IOException {
    refused("scopes[0].consultation.answerWithin", "30 days", "a month");
    refused("days, hours, seconds, weeks, years", "30 days", "1 month");
    refused("scopes[0].consultation.acts[0].type", "type: report", "type: repot");
    refused("known here: credential, public", "by: public", "by: anybody");
    refused("no, each or together", "answered: each", "answered: all");
    refused("scopes[0].consultation.keepfor", "keepFor", "keepfor");
    refused("scopes[0].items[0].roll", "role: category", "roll: category");
  }
}
