package city.urna.verifier.check;

import static city.urna.verifier.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.verifier.Vectors;
import city.urna.verifier.archive.Archive;
import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.Envelope;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Phase;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Record;
import city.urna.verifier.records.Scope;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.trust.Trust;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V3, V4.4, V5.1 and V5.2 on the specification's vectors. */
class DefinitionVectorsTest {
  @TempDir private Path empty;

  private static <M extends Message> M parse(Parser<M> parser, JsonNode vector, String field) {
    return StrictMessage.parse(parser, hex(vector, field)).orThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"definitions", "questions"})
  void definitions(String name) {
    JsonNode file = Vectors.ofSpecification(name + ".json");
    for (JsonNode vector : Vectors.of(file.get("valid"), "")) {
      assertEquals(List.of(), broken(file, vector), vector.get("what").asText());
    }
    for (JsonNode vector : Vectors.of(file.get("invalid"), "")) {
      assertTrue(
          !broken(file, vector).isEmpty(),
          vector.get("what").asText() + ": " + vector.get("why").asText());
    }
  }

  private static List<String> broken(JsonNode file, JsonNode vector) {
    Bytes body = hex(vector, "body");
    return switch (vector.get("what").asText()) {
      case "genesis" -> read(Genesis.parser(), body, genesis -> GenesisRules.broken(genesis));
      case "process" ->
          read(
              Process.parser(),
              body,
              process -> {
                Genesis genesis = parse(Genesis.parser(), file, "genesis");
                // Whether it names that genesis record is another check's matter.
                return ProcessRules.broken(process, genesis, Bytes.of(process.getGenesis()));
              });
      case "item" -> read(Item.parser(), body, item -> item(file, vector, item));
      default -> throw new AssertionError("unknown vector");
    };
  }

  private static <M extends Message> List<String> read(
      Parser<M> parser, Bytes body, java.util.function.Function<M, List<String>> rules) {
    return switch (StrictMessage.parse(parser, body)) {
      case Parsed.Ok<M>(M message) -> rules.apply(message);
      case Parsed.Malformed<M>(String reason) -> List.of(reason);
    };
  }

  private static List<String> item(JsonNode file, JsonNode vector, Item item) {
    Process process = parse(Process.parser(), file, "process");
    Scope scope =
        process.getScopesList().stream()
            .filter(each -> each.getId().equals(file.get("scope").asText()))
            .findFirst()
            .orElseThrow();
    Map<String, Items.Version> before = new HashMap<>();
    if (vector.has("newest")) {
      JsonNode newest = vector.get("newest");
      Item version = parse(Item.parser(), newest, "body");
      before.put(
          version.getId(),
          new Items.Version(hex(newest, newest.has("hash") ? "hash" : "recordHash"), version));
    }
    return Items.broken(scope, process.getLanguagesList(), before, item);
  }

  @Test
  void freezes() {
    JsonNode file = Vectors.ofSpecification("freeze.json");
    for (JsonNode vector : Vectors.of(file.get("valid"), "")) {
      Checks checks = freeze(file, vector);

      assertEquals(Set.of(), seen(checks), vector.get("what").asText());
      assertEquals(vector.get("electionHash").asText(), Elections.evidence(checks, Numbered.V3_4));
    }
    for (JsonNode vector : Vectors.of(file.get("invalid"), "")) {
      assertTrue(!seen(freeze(file, vector)).isEmpty(), vector.get("why").asText());
    }
  }

  /** Failures of the checks that look at a definition. */
  private static Set<String> seen(Checks checks) {
    Set<String> failed = new TreeSet<>(Elections.failed(checks));
    failed.retainAll(Set.of("V3.3", "V4.1", "V4.2", "V4.3", "V4.4", "V5.1", "V5.2"));
    return failed;
  }

  /** An archive without a record: these walks stand in order, so that none is read again. */
  private Archive nothing() {
    try {
      Files.writeString(
          empty.resolve("manifest.json"),
          "{\"files\":[],\"format\":\"urna-archive/v1\",\"ledger\":\"embedded\"}\n");
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return Archive.open(empty).orThrow();
  }

  /** Walks the given records, then a freeze that nobody signed. */
  private Checks freeze(JsonNode file, JsonNode vector) {
    Checks checks = new Checks(false);
    List<String> without = Elections.texts(vector.path("without"));
    try (Workers workers = new Workers(1)) {
      RecordWalk walk =
          new RecordWalk(
              trust(
                  file.get("process").asText(),
                  file.get("scope").asText(),
                  vector.path("electionHash").asText()),
              checks,
              workers,
              new SecureRandom(),
              nothing());
      List<String> records = Elections.texts(file.get("records"));
      for (int i = 0; i < records.size(); i++) {
        if (!without.contains(String.valueOf(i))) {
          walk.record(logged(i, Bytes.fromHex(records.get(i)).orThrow()));
        }
      }
      Phase phase =
          Phase.newBuilder()
              .setStep(1)
              .setDefinition(ByteString.copyFrom(hex(vector, "definition").toArray()))
              .build();
      Record record =
          Record.newBuilder()
              .setVersion(1)
              .setKind(6)
              .setProcess(file.get("process").asText())
              .setScope(file.get("scope").asText())
              .setBody(phase.toByteString())
              .build();
      walk.record(logged(records.size(), Bytes.of(record.toByteString())));
    }
    return checks;
  }

  private static LoggedRecord logged(long position, Bytes raw) {
    Envelope envelope = Envelope.parse(raw).orThrow();
    return new LoggedRecord(position, envelope, envelope.hash());
  }

  private static Trust trust(String process, String scope, String electionHash) {
    return new Trust(
        process,
        scope,
        Bytes.fromHex(electionHash).orThrow(),
        Bytes.ZERO_32,
        "",
        Bytes.EMPTY,
        Bytes.EMPTY,
        "",
        1,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        1,
        1,
        List.of(),
        Trust.MadeBy.OBSERVER,
        Optional.empty());
  }
}
