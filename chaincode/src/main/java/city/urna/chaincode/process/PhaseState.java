package city.urna.chaincode.process;

import city.urna.chaincode.Elections;
import city.urna.chaincode.State;
import city.urna.chaincode.StateKeys;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.bytes.Wire;
import city.urna.protocol.consultation.Forum;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Scope;
import city.urna.protocol.transcript.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a scope has come, and all that a ballot is checked against (spec records §5): what a
 * ballot reads, in one value.
 *
 * @param previous record hash of the last phase record of the scope
 * @param election the election hash; zero where the scope was made void before any freeze
 * @param activeIssuers in the order of the process's issuers
 * @param definition exact bytes of the frozen {@code Definition}; empty without a freeze
 * @param shape the scope's message without its texts and counting rules; empty without a freeze
 */
public record PhaseState(
    Digest previous,
    Step step,
    Digest election,
    List<String> activeIssuers,
    Bytes definition,
    Bytes shape) {

  private static final int LEAST_ISSUERS = 2;

  /** How far a scope that has left the setup has come. */
  public enum Step {
    ISSUANCE(1),
    CASTING(2),
    CLOSED(3),
    VOID(4);

    private final int number;

    Step(int number) {
      this.number = number;
    }

    static Optional<Step> of(int number) {
      for (Step step : values()) {
        if (step.number == number) {
          return Optional.of(step);
        }
      }
      return Optional.empty();
    }
  }

  public PhaseState {
    activeIssuers = List.copyOf(activeIssuers);
  }

  /** The phase of that scope; empty during the setup. */
  public static Optional<PhaseState> read(State state, String process, String scope) {
    return state.get(StateKeys.phase(process, scope)).map(value -> decode(value).orThrow());
  }

  /** The phase of a scope that is closed; refuses (R4) every other. */
  public static Verdict<PhaseState> readClosed(State state, KnownProcess known, String scope) {
    return read(state, known.id(), scope)
        .filter(phase -> phase.step() == Step.CLOSED)
        .map(Verdict::verified)
        .orElseGet(() -> Verdict.rejected(Refusal.PHASE, "the scope is not closed, or is void"));
  }

  /** The frozen definition. */
  public Definition parsedDefinition() {
    return StrictParser.parse(Definition.parser(), definition).orThrow();
  }

  /** What ballots, shares and results of this scope are checked against. */
  public Election election(Elections elections, String process, String scope) {
    return elections.get(
        election,
        () ->
            Election.of(new Context(process, scope, election), scope(), parsedDefinition())
                .orThrow());
  }

  /** What acts, anchors and decisions of this scope are checked against; it is a consultation. */
  public Forum forum(Elections elections, String process, String scope) {
    return elections.forum(
        election,
        () ->
            Forum.of(new Context(process, scope, election), scope(), parsedDefinition()).orThrow());
  }

  /** Whether the scope was frozen and has a consultation instead of questions. */
  public boolean isConsultation() {
    return frozen() && scope().hasConsultation();
  }

  private Scope scope() {
    return StrictParser.parse(Scope.parser(), shape).orThrow();
  }

  /** Whether there was a freeze: items, roll and ceremony stay as they are. */
  public boolean frozen() {
    return !definition.isEmpty();
  }

  /** This state after another phase record. */
  PhaseState after(Digest record, Step next) {
    return new PhaseState(record, next, election, activeIssuers, definition, shape);
  }

  /** This state with one issuer fewer; refuses (R4) one that is not active, and fewer than two. */
  Verdict<PhaseState> without(String issuer, Digest record) {
    if (!activeIssuers.contains(issuer)) {
      return Verdict.rejected(Refusal.PHASE, "the issuer is not active");
    }
    if (activeIssuers.size() <= LEAST_ISSUERS) {
      return Verdict.rejected(Refusal.PHASE, "at least two issuers stay active");
    }
    List<String> left = activeIssuers.stream().filter(one -> !one.equals(issuer)).toList();
    return Verdict.verified(new PhaseState(record, step, election, left, definition, shape));
  }

  /** A scope that is void without ever having been frozen. */
  static PhaseState voidBeforeFreeze(Digest record) {
    return new PhaseState(record, Step.VOID, Digest.ZERO, List.of(), Bytes.EMPTY, Bytes.EMPTY);
  }

  /** The bytes under the phase key. */
  public Bytes encode() {
    List<Bytes> parts = new ArrayList<>();
    parts.add(previous.value());
    parts.add(Wire.u8(step.number));
    parts.add(election.value());
    parts.add(Wire.u8(activeIssuers.size()));
    for (String issuer : activeIssuers) {
      parts.add(Wire.u8(issuer.length()));
      parts.add(Bytes.ofUtf8(issuer));
    }
    parts.add(Wire.u32(definition.size()));
    parts.add(definition);
    parts.add(Wire.u32(shape.size()));
    parts.add(shape);
    return Bytes.concat(parts.toArray(Bytes[]::new));
  }

  /** Reads the bytes under the phase key. */
  public static Parsed<PhaseState> decode(Bytes value) {
    return Wire.read(
        value,
        reader -> {
          Digest previous = reader.digest();
          Step step = Step.of(reader.u8()).orElseThrow(() -> reader.refuse("an unknown step"));
          Digest election = reader.digest();
          int count = reader.u8();
          List<String> issuers = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            Bytes id = reader.take(reader.u8());
            issuers.add(new String(id.toArray(), StandardCharsets.US_ASCII));
          }
          Bytes definition = reader.take(reader.u32());
          Bytes shape = reader.take(reader.u32());
          return new PhaseState(previous, step, election, issuers, definition, shape);
        });
  }
}
