package city.urna.chaincode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/attacks.md to the tests that exist, and to the list of known attacks. */
class AttackPageTest {
  private static final Path ROOT = Path.of("..");

  /** Every attack that this version must meet, in the words of the page. */
  private static final List<String> KNOWN =
      List.of(
          "copied under another credential",
          "slightly re-encoded",
          "replayed in another scope, style or question",
          "the same body shown to two voters",
          "malformed, identity, off-curve or non-canonical point",
          "scalar out of range or zero",
          "half a ciphertext left unchecked",
          "blank together with choices",
          "over- and under-votes at the limits",
          "an opened body cast",
          "an old ballot replayed over a newer one",
          "a fork of replacements",
          "more than R at one gateway",
          "a ballot held back and ordered late",
          "one voter's conflicting ballots through two gateways",
          "statement, group, key or context left out of the challenge",
          "challenge recomputed and never compared",
          "two false proofs that cancel under guessable batch weights",
          "biased challenge or nonce",
          "concatenation or nested hashing that is not injective",
          "generators with a trapdoor",
          "a check that reports \"valid\" because it was not implemented",
          "signatures of different issuers spread over several credentials",
          "one issuer's signature missing",
          "double nullifier, at once and apart",
          "forged, unlisted or twice-used issuance",
          "issuer key of another scope or style",
          "malformed issuer key, message outside the modulus",
          "Ed25519 edge cases on which libraries differ",
          "an issuer that closes with a wrong count",
          "ghost entry added to the roll after opening",
          "an item's text or order changed after opening",
          "late ballot ordered just after the close",
          "anything counted before its close",
          "shares asked for a subset or another set than the closed one",
          "ballot dropped, reordered, altered, inserted",
          "fork, truncation, too few cosigners",
          "receipt for another tree",
          "checkpoint of another log",
          "signed by too few orderers, or by one twice, or by others",
          "endorsement removed, doubled, from outside or by somebody who is no peer",
          "validation flag flipped, either way",
          "configuration forged, or changed without those who had to sign",
          "wrong share, share of another process",
          "complaint ignored",
          "last trustee steering the key by opening late",
          "result off by one",
          "wrong counting rule",
          "certificate for another record",
          "content swapped under its commitment",
          "redaction without a tombstone",
          "withholding without a reason",
          "back-dating");

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<List<String>> rows() {
    return read(ROOT.resolve("docs/attacks.md"))
        .lines()
        .filter(
            line ->
                line.startsWith("| ") && !line.startsWith("| attack") && !line.startsWith("| ---"))
        .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ", -1)))
        .toList();
  }

  @Test
  void everyKnownAttackHasItsRow() {
    List<String> attacks = rows().stream().map(List::getFirst).toList();
    for (String known : KNOWN) {
      assertEquals(1, attacks.stream().filter(known::equals).count(), known);
    }
  }

  @Test
  void everyTestThatThePageNamesExists() throws IOException {
    List<Path> sources;
    try (Stream<Path> all = Files.walk(ROOT, 12)) {
      sources =
          all.filter(path -> path.toString().contains("src/test/java"))
              .filter(path -> path.toString().endsWith("Test.java"))
              .toList();
    }
    StringBuilder recipes = new StringBuilder();
    try (Stream<Path> all = Files.list(ROOT.resolve("docs/reference/example_city"))) {
      all.filter(path -> path.getFileName().toString().startsWith("wrong_"))
          .forEach(path -> recipes.append(read(path)));
    }
    List<String> missing = new ArrayList<>();
    for (List<String> row : rows()) {
      assertEquals(4, row.size(), row.toString());
      assertTrue(row.get(3).matches("(?s).*\\S.*"), row.toString());
      List<MatchResult> tests =
          Pattern.compile("`(\\w+)#(\\w+)`").matcher(row.get(2)).results().toList();
      List<MatchResult> named =
          Pattern.compile("recipe `(\\w+)`").matcher(row.get(2)).results().toList();
      assertTrue(!tests.isEmpty() || !named.isEmpty(), row.toString());
      for (MatchResult test : tests) {
        boolean there =
            sources.stream()
                .filter(path -> path.getFileName().toString().equals(test.group(1) + ".java"))
                .anyMatch(path -> read(path).contains("void " + test.group(2) + "("));
        if (!there) {
          missing.add(test.group());
        }
      }
      for (MatchResult recipe : named) {
        if (recipes.indexOf("def " + recipe.group(1) + "():") < 0) {
          missing.add(recipe.group());
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void whatIsAcceptedSaysWhereItIsAdmitted() {
    List<List<String>> accepted =
        rows().stream().filter(row -> row.get(3).contains("asserted acceptance")).toList();
    assertTrue(accepted.size() >= 4);
    accepted.forEach(row -> assertTrue(row.get(3).contains("(trust.md)"), row.toString()));
  }
}
