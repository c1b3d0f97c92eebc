package city.urna.protocol.election;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.elgamal.PublicKey;
import city.urna.protocol.group.Point;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Question;
import city.urna.protocol.records.QuestionItems;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.records.TrusteeKey;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a ballot, a share or a result of one scope is checked against.
 *
 * <p>Built from a definition that has been accepted, once for each election hash: the joint key
 * keeps its table of multiples here.
 */
public final class Election {
  private final Context context;
  private final List<QuestionShape> questions;
  private final Map<String, List<QuestionShape>> styles;
  private final PublicKey key;
  private final SequencedSet<String> issuers;
  private final Map<IssuerStyle, IssuerPublicKey> issuerKeys;
  private final SortedMap<Integer, Point> trusteeKeys;

  /** Whose key it is, and for which style's credentials. */
  private record IssuerStyle(String issuer, String style) {}

  private Election(
      Context context,
      List<QuestionShape> questions,
      Map<String, List<QuestionShape>> styles,
      PublicKey key,
      SequencedSet<String> issuers,
      Map<IssuerStyle, IssuerPublicKey> issuerKeys,
      SortedMap<Integer, Point> trusteeKeys) {
    this.context = context;
    this.questions = List.copyOf(questions);
    this.styles = Collections.unmodifiableMap(new LinkedHashMap<>(styles));
    this.key = key;
    this.issuers = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(issuers));
    this.issuerKeys = Map.copyOf(issuerKeys);
    this.trusteeKeys = Collections.unmodifiableSortedMap(new TreeMap<>(trusteeKeys));
  }

  /** The election hash E (spec records §7.5). */
  public static Digest hash(String process, String scope, Digest processHash, Bytes definition) {
    return Transcript.of("election", new Context(process, scope, processHash))
        .absorb("definition", definition)
        .hash();
  }

  /**
   * Reads the definition of a process's scope.
   *
   * @param processHash the record hash of the process record
   * @param definition the exact bytes of the {@code Definition}
   */
  public static Parsed<Election> of(
      String processId, Process process, Digest processHash, String scope, Bytes definition) {
    Optional<Scope> found =
        process.getScopesList().stream().filter(one -> one.getId().equals(scope)).findFirst();
    if (found.isEmpty()) {
      return new Parsed.Malformed<>("the process has no such scope");
    }
    Context context =
        new Context(processId, scope, hash(processId, scope, processHash, definition));
    return StrictParser.parse(Definition.parser(), definition)
        .flatMap(message -> of(context, found.get(), message));
  }

  /**
   * Reads a definition by itself, where the process record is not at hand.
   *
   * @param context process, scope and the election hash
   * @param scope the scope's questions and styles; texts and rules may be left out
   */
  public static Parsed<Election> of(Context context, Scope scope, Definition definition) {
    List<QuestionShape> questions = new ArrayList<>();
    if (scope.getQuestionsCount() != definition.getQuestionsCount()) {
      return new Parsed.Malformed<>("the definition has other questions than the scope");
    }
    for (int i = 0; i < scope.getQuestionsCount(); i++) {
      Question question = scope.getQuestions(i);
      QuestionItems items = definition.getQuestions(i);
      if (!items.getQuestion().equals(question.getId())
          || !QuestionShape.exists(
              items.getItemsCount(), question.getMin(), question.getMax(), question.getBlank())) {
        return new Parsed.Malformed<>("question " + question.getId() + " contradicts itself");
      }
      questions.add(
          new QuestionShape(
              question.getId(),
              items.getItemsCount(),
              question.getMin(),
              question.getMax(),
              question.getBlank()));
    }
    SequencedSet<String> issuers = new LinkedHashSet<>();
    Map<IssuerStyle, IssuerPublicKey> issuerKeys = new LinkedHashMap<>();
    for (IssuerKey issuerKey : definition.getIssuerKeysList()) {
      switch (IssuerPublicKey.decode(Bytes.of(issuerKey.getModulus()))) {
        case Parsed.Ok<IssuerPublicKey>(IssuerPublicKey key) -> {
          issuers.add(issuerKey.getIssuer());
          issuerKeys.put(new IssuerStyle(issuerKey.getIssuer(), issuerKey.getStyle()), key);
        }
        case Parsed.Malformed<IssuerPublicKey>(String reason) -> {
          return new Parsed.Malformed<>("issuer key: " + reason);
        }
      }
    }
    return styles(scope, questions)
        .flatMap(
            styles ->
                trusteeKeys(definition)
                    .flatMap(
                        trusteeKeys ->
                            PublicKey.decode(Bytes.of(definition.getJointKey()))
                                .map(
                                    key ->
                                        new Election(
                                            context,
                                            questions,
                                            styles,
                                            key,
                                            issuers,
                                            issuerKeys,
                                            trusteeKeys))));
  }

  private static Parsed<Map<String, List<QuestionShape>>> styles(
      Scope scope, List<QuestionShape> questions) {
    Map<String, List<QuestionShape>> styles = new LinkedHashMap<>();
    for (Style style : scope.getStylesList()) {
      List<QuestionShape> own =
          questions.stream()
              .filter(question -> style.getQuestionsList().contains(question.id()))
              .toList();
      if (own.size() != style.getQuestionsCount()) {
        return new Parsed.Malformed<>("style " + style.getId() + " has a question of its own");
      }
      styles.put(style.getId(), own);
    }
    return new Parsed.Ok<>(styles);
  }

  private static Parsed<SortedMap<Integer, Point>> trusteeKeys(Definition definition) {
    SortedMap<Integer, Point> keys = new TreeMap<>();
    for (TrusteeKey trustee : definition.getTrusteeKeysList()) {
      switch (Point.decode(Bytes.of(trustee.getKey()))) {
        case Parsed.Ok<Point>(Point point) -> keys.put(trustee.getTrustee(), point);
        case Parsed.Malformed<Point>(String reason) -> {
          return new Parsed.Malformed<>("trustee key: " + reason);
        }
      }
    }
    return new Parsed.Ok<>(keys);
  }

  /** Process, scope and election hash: where every statement about this election is made. */
  public Context context() {
    return context;
  }

  /** The election hash. */
  public Digest hash() {
    return context.hash();
  }

  /** All questions, in the order of the scope. */
  public List<QuestionShape> questions() {
    return questions;
  }

  /** The ids of the ballot styles, in the order of the scope. */
  public List<String> styles() {
    return List.copyOf(styles.keySet());
  }

  /** The questions of a style in ballot order; nothing for an unknown style. */
  public Optional<List<QuestionShape>> style(String id) {
    return Optional.ofNullable(styles.get(id));
  }

  /** The trustees' joint key. */
  public PublicKey key() {
    return key;
  }

  /** The ids of all issuers, in the order of the process. */
  public SequencedSet<String> issuers() {
    return issuers;
  }

  /** The key with which that issuer signs credentials of that style. */
  public Optional<IssuerPublicKey> issuerKey(String issuer, String style) {
    return Optional.ofNullable(issuerKeys.get(new IssuerStyle(issuer, style)));
  }

  /** The public keys X_i of the active trustees, by index. */
  public SortedMap<Integer, Point> trusteeKeys() {
    return trusteeKeys;
  }

  /** The tracker of a ballot with that body (spec ballots §2). */
  public Tracker tracker(Bytes body) {
    return tracker(context, body);
  }

  /** The same where only process, scope and election hash are at hand. */
  public static Tracker tracker(Context election, Bytes body) {
    return new Tracker(Transcript.of("ballot", election).absorb("body", body).hash());
  }

  /** The nullifier of a credential (spec ballots §2). */
  public Nullifier nullifier(Bytes credential) {
    return nullifier(context, credential);
  }

  /** The same where only process, scope and election hash are at hand. */
  public static Nullifier nullifier(Context election, Bytes credential) {
    return new Nullifier(
        Transcript.of("nullifier", election).absorb("credential", credential).hash());
  }
}
