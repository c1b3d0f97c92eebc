package city.urna.verifier.check;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.consultation.ActType;
import city.urna.verifier.consultation.ContentFile;
import city.urna.verifier.consultation.DecisionType;
import city.urna.verifier.consultation.Event;
import city.urna.verifier.consultation.Identity;
import city.urna.verifier.consultation.Ref;
import city.urna.verifier.record.Identifier;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ActRule;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.ContentRef;
import city.urna.verifier.records.Decision;
import city.urna.verifier.signature.Ed25519;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** When acts and decisions are well formed (spec consultation §3.5, §4.3, §6.3). */
final class ActRules {
  private static final int SOCIAL_CHANNEL = 5;
  private static final int MOST_PARENTS = 16;
  private static final int MOST_CONTENTS = 16;
  private static final int MOST_ON_SHEET = 1_000_000;
  private static final int MOST_COMMITMENTS = 64;
  private static final int MOST_REASON = 1_000;
  private static final int MOST_SENT = 32;
  private static final int MOST_SENT_BYTES = 200;
  private static final int ANSWERS = 7;
  private static final List<Integer> OF_DECISIONS = List.of(1, 4, 5, 6);

  private ActRules() {}

  /** Whose act it is; none where it names no author. */
  static Optional<Identity> identity(Act act) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL -> Optional.of(Identity.CREDENTIAL);
      case OFFICER -> Optional.of(Identity.OFFICER);
      case KEY ->
          Optional.of(act.getChannel() == SOCIAL_CHANNEL ? Identity.SOCIAL : Identity.PUBLIC);
      case AUTHOR_NOT_SET -> Optional.empty();
    };
  }

  /**
   * Why an act is not well formed.
   *
   * @param anchored in an anchor's list, not a record
   */
  static Optional<String> refuse(Act act, boolean anchored, Consultation asked) {
    Optional<ActType> type = ActType.of(act.getType());
    Optional<Identity> identity = identity(act);
    boolean byKey = act.getAuthorCase() == Act.AuthorCase.KEY;
    if (identity.isEmpty()
        || byKey != anchored
        || byKey && !Ed25519.isKey(Bytes.of(act.getKey()))) {
      return Optional.of("its author is none that may stand here");
    }
    if (type.isEmpty()) {
      return Optional.of("its type is unknown");
    }
    if (act.getChannel() < 1
        || act.getChannel() > SOCIAL_CHANNEL
        || act.getChannel() == SOCIAL_CHANNEL && !byKey) {
      return Optional.of("its channel is unknown, or not its author's");
    }
    if (act.getNonce().size() != 16 || act.getReplaces().size() != 32) {
      return Optional.of("its nonce or the act that it replaces has a wrong length");
    }
    if (act.getTarget().isEmpty() ? !mayStandAlone(type.get()) : act.getTarget().size() != 32) {
      return Optional.of("it acts on nothing, or its target is not 32 bytes");
    }
    if (!areHashes(act.getParentsList(), type.get() == ActType.PROPOSE ? MOST_PARENTS : 0)) {
      return Optional.of("its parents are not different hashes, or it may have none");
    }
    if (!isValue(type.get(), identity.get(), Integer.toUnsignedLong(act.getValue()))) {
      return Optional.of("its value is out of range");
    }
    return refuseContents(type.get(), identity.get(), act.getContentsList())
        .or(() -> refuseByRule(type.get(), identity.get(), act, asked));
  }

  private static boolean mayStandAlone(ActType type) {
    return type == ActType.PROPOSE || type == ActType.REPORT || type == ActType.COMPLAINT;
  }

  private static boolean areHashes(List<ByteString> hashes, int most) {
    return hashes.size() <= most
        && Rules.distinct(hashes)
        && hashes.stream().allMatch(hash -> hash.size() == 32);
  }

  private static boolean isValue(ActType type, Identity identity, long value) {
    return switch (type) {
      case PROPOSE, ANSWER, REPORT, COMPLAINT -> value == 0;
      case COMMENT -> value <= 2;
      case OPINION -> value <= 3;
      case CO_SIGN, SUPPORT, ATTENDANCE ->
          value <= (identity == Identity.OFFICER ? MOST_ON_SHEET : 1);
    };
  }

  private static Optional<String> refuseContents(
      ActType type, Identity identity, List<ContentRef> contents) {
    if (!wellFormed(contents)) {
      return Optional.of("it names a content that is none, or one twice, or too many");
    }
    if (identity == Identity.CREDENTIAL
        && contents.stream().anyMatch(ref -> ref.getKind() == 2 || ref.getKind() == 3)) {
      return Optional.of("a name or contact stands beside a credential");
    }
    long answers = contents.stream().filter(ref -> ref.getKind() == ANSWERS).count();
    boolean fits =
        switch (type) {
          case ANSWER -> answers == 1;
          case REPORT -> answers <= 1;
          case PROPOSE, CO_SIGN, SUPPORT, COMMENT, OPINION, COMPLAINT, ATTENDANCE -> answers == 0;
        };
    boolean says =
        switch (type) {
          case PROPOSE, COMMENT, ANSWER, REPORT, COMPLAINT -> !contents.isEmpty();
          case CO_SIGN, SUPPORT, OPINION, ATTENDANCE -> true;
        };
    return fits && says
        ? Optional.empty()
        : Optional.of("it has answers where it must not, or says nothing");
  }

  private static Optional<String> refuseByRule(
      ActType type, Identity identity, Act act, Consultation asked) {
    Optional<ActRule> rule = ConsultationRules.rule(asked, type, identity);
    if (rule.isEmpty()) {
      return Optional.of(
          "nobody was asked for type " + type.word() + " by identity " + identity.word());
    }
    long bytes = act.getContentsList().stream().mapToLong(ContentRef::getLength).sum();
    return bytes <= rule.get().getBytes()
        ? Optional.empty()
        : Optional.of("its contents are longer than its rule allows");
  }

  /** Spec consultation §3.5. */
  private static boolean wellFormed(List<ContentRef> contents) {
    return contents.size() <= MOST_CONTENTS
        && Rules.distinct(contents.stream().map(ContentRef::getCommitment).toList())
        && contents.stream().allMatch(ActRules::wellFormed);
  }

  private static boolean wellFormed(ContentRef ref) {
    return ref.getKind() >= 1
        && ref.getKind() <= ANSWERS
        && ref.getCommitment().size() == 32
        && ref.getLength() >= 1
        && ref.getLength() <= ContentFile.MOST_BYTES
        && (ref.getWithheld().isEmpty() ? ref.getKind() != 3 : Identifier.isId(ref.getWithheld()));
  }

  /** Why a decision is not well formed. */
  static Optional<String> refuse(Decision decision) {
    Optional<DecisionType> type = DecisionType.of(decision.getType());
    if (type.isEmpty()) {
      return Optional.of("its type is unknown");
    }
    boolean count = type.get() == DecisionType.COUNT;
    boolean answer = type.get() == DecisionType.ANSWER;
    boolean hides = !count && !answer;
    int supersedes = decision.getSupersedes().size();
    if (decision.getTarget().size() != (count ? 0 : 32)
        || (answer
            ? decision.getStatus() < 1 || decision.getStatus() > 7
            : decision.getStatus() != 0)
        || supersedes != 0 && (supersedes != 32 || type.get() == DecisionType.REDACTION)) {
      return Optional.of("its target, status or what it supersedes is not of its type");
    }
    String reason = decision.getReason();
    if (!Texts.isText(reason)
        || reason.getBytes(StandardCharsets.UTF_8).length > MOST_REASON
        || reason.isEmpty()
            && (hides || answer && decision.getStatus() >= 3 && decision.getContentsCount() == 0)) {
      return Optional.of("it gives no reason, or one that is too long or no text");
    }
    if (!wellFormed(decision.getContentsList())
        || hides && decision.getContentsCount() > 0
        || !decision.getContentsList().stream()
            .allMatch(ref -> OF_DECISIONS.contains(ref.getKind()))) {
      return Optional.of("it names a content that is none of a decision's");
    }
    if (!areHashes(decision.getCommitmentsList(), hides ? MOST_COMMITMENTS : 0)
        || hides && decision.getCommitmentsCount() == 0 && supersedes == 0) {
      return Optional.of("it does not name different contents to hide, or it hides nothing");
    }
    if (decision.getSentCount() > (type.get() == DecisionType.REDACTION ? MOST_SENT : 0)
        || !decision.getSentList().stream().allMatch(ActRules::isSent)) {
      return Optional.of("it does not say properly where the content had gone");
    }
    return decision.getCounts().size() == (count ? 32 : 0)
            && decision.getRows() >= 0
            && decision.getRows() < (count ? 1L << 31 : 1)
        ? Optional.empty()
        : Optional.of("its counts are not of its type");
  }

  private static boolean isSent(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= MOST_SENT_BYTES && Texts.isText(text);
  }

  static List<Ref> refs(String scope, Bytes of, List<ContentRef> contents) {
    return contents.stream()
        .map(
            ref ->
                new Ref(
                    scope,
                    of,
                    ref.getKind(),
                    Bytes.of(ref.getCommitment()),
                    ref.getLength(),
                    ref.getWithheld()))
        .toList();
  }

  /** A well-formed act as the replay takes it. */
  static Event.Act event(
      Act act, long position, int place, Bytes hash, Bytes author, List<Ref> refs, String scope) {
    return new Event.Act(
        position,
        place,
        scope,
        hash,
        ActType.of(act.getType()).orElseThrow(),
        identity(act).orElseThrow(),
        author,
        act.hasCredential() ? act.getCredential().getStyle() : "",
        Bytes.of(act.getTarget()),
        Bytes.of(act.getReplaces()),
        Integer.toUnsignedLong(act.getValue()),
        act.getParentsList().stream().map(Bytes::of).toList(),
        refs);
  }

  /** A well-formed decision as the replay takes it. */
  static Event.Decision event(
      Decision decision, long position, Bytes hash, List<Ref> refs, String scope) {
    return new Event.Decision(
        position,
        scope,
        hash,
        decision.getOffice().isEmpty() ? "a clerk" : "office " + decision.getOffice(),
        DecisionType.of(decision.getType()).orElseThrow(),
        Bytes.of(decision.getTarget()),
        decision.getStatus(),
        decision.getReason(),
        Bytes.of(decision.getSupersedes()),
        decision.getCommitmentsList().stream().map(Bytes::of).toList(),
        refs,
        decision.getRows(),
        Bytes.of(decision.getCounts()));
  }
}
