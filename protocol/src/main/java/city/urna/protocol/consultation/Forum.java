package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.credential.IssuerPublicKey;
import city.urna.protocol.credential.IssuerSignatures;
import city.urna.protocol.election.Election;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.IssuerKey;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Scope;
import city.urna.protocol.records.Style;
import city.urna.protocol.transcript.Context;
import city.urna.protocol.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A consultation as its freeze has fixed it: everything that acts, anchors and decisions of one
 * scope are checked against, as {@link Election} is for ballots.
 */
public final class Forum {
  private final Context context;
  private final Consultation rules;
  private final List<String> styles;
  private final Map<String, Map<String, IssuerPublicKey>> issuerKeys;

  private Forum(
      Context context,
      Consultation rules,
      List<String> styles,
      Map<String, Map<String, IssuerPublicKey>> issuerKeys) {
    this.context = context;
    this.rules = rules;
    this.styles = List.copyOf(styles);
    this.issuerKeys = Collections.unmodifiableMap(issuerKeys);
  }

  /**
   * Reads the definition of a process's consultation.
   *
   * @param processHash the record hash of the process record
   * @param definition the exact bytes of the {@code Definition}
   */
  public static Parsed<Forum> of(
      String processId, Process process, Digest processHash, String scope, Bytes definition) {
    Optional<Scope> found =
        process.getScopesList().stream().filter(one -> one.getId().equals(scope)).findFirst();
    if (found.isEmpty()) {
      return new Parsed.Malformed<>("the process has no such scope");
    }
    Context context =
        new Context(processId, scope, Election.hash(processId, scope, processHash, definition));
    return StrictParser.parse(Definition.parser(), definition)
        .flatMap(message -> of(context, found.get(), message));
  }

  /**
   * Reads a definition by itself.
   *
   * @param context process, scope and the election hash
   * @param scope the scope; its texts may be left out
   */
  public static Parsed<Forum> of(Context context, Scope scope, Definition definition) {
    if (!scope.hasConsultation()) {
      return new Parsed.Malformed<>("the scope is no consultation");
    }
    Map<String, Map<String, IssuerPublicKey>> keys = new LinkedHashMap<>();
    for (IssuerKey key : definition.getIssuerKeysList()) {
      switch (IssuerPublicKey.decode(Bytes.of(key.getModulus()))) {
        case Parsed.Ok<IssuerPublicKey>(IssuerPublicKey decoded) ->
            keys.computeIfAbsent(key.getIssuer(), issuer -> new LinkedHashMap<>())
                .put(key.getStyle(), decoded);
        case Parsed.Malformed<IssuerPublicKey>(String reason) -> {
          return new Parsed.Malformed<>("issuer key: " + reason);
        }
      }
    }
    List<String> styles = scope.getStylesList().stream().map(Style::getId).toList();
    return new Parsed.Ok<>(new Forum(context, scope.getConsultation(), styles, keys));
  }

  /** Process, scope and election hash: where every statement of this consultation is made. */
  public Context context() {
    return context;
  }

  /** The election hash, as records name it. */
  public Bytes election() {
    return context.hash().value();
  }

  /** Who may do what, how long an answer may take, how much may be anchored. */
  public Consultation rules() {
    return rules;
  }

  /** The rule for acts of that type and identity. */
  public Optional<ActRule> rule(ActType type, Identity identity) {
    return rule(rules, type, identity);
  }

  static Optional<ActRule> rule(Consultation rules, ActType type, Identity identity) {
    return rules.getActsList().stream()
        .filter(rule -> rule.getType() == type.number() && rule.getIdentity() == identity.number())
        .findFirst();
  }

  /** The ids of its styles; none without credentials. */
  public List<String> styles() {
    return styles;
  }

  /** The ids of all issuers, in the order of the process; none without credentials. */
  public List<String> issuers() {
    return new ArrayList<>(issuerKeys.keySet());
  }

  /** The key with which that issuer signs credentials of that style. */
  public Optional<IssuerPublicKey> issuerKey(String issuer, String style) {
    return Optional.ofNullable(issuerKeys.getOrDefault(issuer, Map.of()).get(style));
  }

  IssuerSignatures signatures() {
    return new IssuerSignatures(context, issuerKeys.keySet(), this::issuerKey);
  }

  /** The act hash of an act with these exact bytes (§4.1). */
  public Tracker actHash(Bytes act) {
    return actHash(context, act);
  }

  /** The same where only process, scope and election hash are at hand. */
  public static Tracker actHash(Context election, Bytes act) {
    return new Tracker(Transcript.of("act", election).absorb("body", act).hash());
  }

  /** The nullifier of a credential (spec ballots §2). */
  public Nullifier nullifier(Bytes credential) {
    return Election.nullifier(context, credential);
  }
}
