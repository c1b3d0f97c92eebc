package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.records.Decision;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Whether a decision is well formed (spec consultation §6.3, R16). */
public final class DecisionForm {
  /** The lowest status that settles what is owed (§8.10). */
  public static final int SETTLES = 3;

  private static final int MOST_STATUS = 7;
  private static final int MOST_REASON_BYTES = 1_000;
  private static final int MOST_COMMITMENTS = 64;
  private static final int MOST_SENT = 32;
  private static final int MOST_SENT_BYTES = 200;

  private DecisionForm() {}

  /** What a decision does (§6.1). */
  public enum Type {
    ANSWER,
    REDACTION,
    WITHHOLDING,
    COUNT;

    public static Optional<Type> of(int number) {
      return number >= 1 && number <= values().length
          ? Optional.of(values()[number - 1])
          : Optional.empty();
    }

    public int number() {
      return ordinal() + 1;
    }
  }

  /** The first thing that is wrong with a decision, if anything is. */
  public static Optional<String> wrong(Decision decision) {
    Optional<Type> type = Type.of(decision.getType());
    return type.isEmpty()
        ? Optional.of("an unknown type of decision")
        : target(type.get(), decision)
            .or(() -> reason(type.get(), decision))
            .or(() -> contents(type.get(), decision.getContentsList()))
            .or(() -> commitments(type.get(), decision))
            .or(() -> sent(type.get(), decision.getSentList()))
            .or(() -> counts(type.get(), decision));
  }

  private static Optional<String> target(Type type, Decision decision) {
    int target = type == Type.COUNT ? 0 : Digest.SIZE;
    if (decision.getTarget().size() != target) {
      return Optional.of("a target exactly where there is one");
    }
    int status = decision.getStatus();
    if (type == Type.ANSWER ? status < 1 || status > MOST_STATUS : status != 0) {
      return Optional.of("a status exactly for an answer");
    }
    boolean none = decision.getSupersedes().isEmpty();
    return none || decision.getSupersedes().size() == Digest.SIZE && type != Type.REDACTION
        ? Optional.empty()
        : Optional.of("what it supersedes is no hash, or a redaction would be taken back");
  }

  private static Optional<String> reason(Type type, Decision decision) {
    String reason = decision.getReason();
    if (!Identifiers.isText(reason)
        || reason.getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
      return Optional.of("a reason is a text of at most 1,000 bytes");
    }
    boolean needed =
        switch (type) {
          case REDACTION, WITHHOLDING -> true;
          case ANSWER -> decision.getStatus() >= SETTLES && decision.getContentsCount() == 0;
          case COUNT -> false;
        };
    return needed && reason.isEmpty() ? Optional.of("a reason is missing") : Optional.empty();
  }

  private static Optional<String> contents(Type type, List<ContentRef> contents) {
    boolean allowed =
        contents.isEmpty()
            || type != Type.REDACTION
                && type != Type.WITHHOLDING
                && !ContentRefs.has(contents, ContentKind.NAME)
                && !ContentRefs.has(contents, ContentKind.CONTACT)
                && !ContentRefs.has(contents, ContentKind.ANSWERS);
    return allowed
        ? ContentRefs.wrong(contents)
        : Optional.of("contents that such a decision does not have");
  }

  private static Optional<String> commitments(Type type, Decision decision) {
    List<ByteString> commitments = decision.getCommitmentsList();
    boolean some =
        switch (type) {
          case ANSWER, COUNT -> commitments.isEmpty();
          case REDACTION -> !commitments.isEmpty();
          case WITHHOLDING -> !commitments.isEmpty() || !decision.getSupersedes().isEmpty();
        };
    return some
            && commitments.size() <= MOST_COMMITMENTS
            && commitments.stream().allMatch(one -> one.size() == Digest.SIZE)
            && commitments.stream().distinct().count() == commitments.size()
        ? Optional.empty()
        : Optional.of("1 to 64 commitments exactly where contents are erased or withheld");
  }

  private static Optional<String> sent(Type type, List<String> sent) {
    return sent.isEmpty()
            || type == Type.REDACTION
                && sent.size() <= MOST_SENT
                && sent.stream().allMatch(DecisionForm::isPlace)
        ? Optional.empty()
        : Optional.of("only a redaction says where contents had gone, in at most 32 short texts");
  }

  private static boolean isPlace(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return bytes >= 1 && bytes <= MOST_SENT_BYTES && Identifiers.isText(text);
  }

  private static Optional<String> counts(Type type, Decision decision) {
    boolean fit =
        type == Type.COUNT
            ? decision.getCounts().size() == Digest.SIZE
                && decision.getRows() >= 0
                && decision.getRows() <= Integer.MAX_VALUE
            : decision.getCounts().isEmpty() && decision.getRows() == 0;
    return fit ? Optional.empty() : Optional.of("a root over rows exactly for a count");
  }
}
