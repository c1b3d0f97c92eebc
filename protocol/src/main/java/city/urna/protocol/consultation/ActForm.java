package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.ActRule;
import city.urna.protocol.records.Consultation;
import city.urna.protocol.records.ContentRef;
import city.urna.protocol.signature.Signatures;
import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;

/** Whether an act is well formed and its scope has a rule for it (spec consultation §4.3). */
public final class ActForm {
  /** The nonce's length in bytes. */
  public static final int NONCE_SIZE = 16;

  private static final int MOST_CHANNEL = 5;
  private static final int MOST_PARENTS = 16;
  private static final int KEY_SIZE = 32;

  private ActForm() {}

  /**
   * The first thing that is wrong with an act, if anything is.
   *
   * @param anchored whether it stands in an anchor's list, as public acts do, or in a record
   */
  public static Optional<String> wrong(Consultation rules, Act act, boolean anchored) {
    Optional<Identity> author = Identity.of(act);
    if (author.isEmpty() || act.hasKey() != anchored) {
      return Optional.of("an author who does not act this way");
    }
    Identity identity = author.get();
    if (anchored
        && (act.getKey().size() != KEY_SIZE
            || !Signatures.isKey(city.urna.protocol.bytes.Bytes.of(act.getKey())))) {
      return Optional.of("the act's key is none");
    }
    Optional<ActType> type = ActType.of(act.getType());
    if (type.isEmpty()) {
      return Optional.of("an unknown type of act");
    }
    return shape(type.get(), identity, act)
        .or(() -> parents(type.get(), act.getParentsList()))
        .or(
            () ->
                type.get().allows(act.getValue(), identity)
                    ? Optional.empty()
                    : Optional.of("a value that this type of act does not have"))
        .or(() -> contents(type.get(), identity, act.getContentsList()))
        .or(() -> allowed(rules, type.get(), identity, act.getContentsList()));
  }

  private static Optional<String> shape(ActType type, Identity identity, Act act) {
    int channel = act.getChannel();
    if (channel < 1
        || channel > MOST_CHANNEL
        || channel == Identity.SOCIAL_CHANNEL && identity != Identity.SOCIAL) {
      return Optional.of("a channel that its author cannot use");
    }
    if (act.getNonce().size() != NONCE_SIZE || act.getReplaces().size() != Digest.SIZE) {
      return Optional.of("a nonce of 16 bytes, and what it replaces or zero");
    }
    boolean target = act.getTarget().size() == Digest.SIZE;
    return target || act.getTarget().isEmpty() && !type.needsTarget()
        ? Optional.empty()
        : Optional.of("the target is no hash, or missing");
  }

  private static Optional<String> parents(ActType type, List<ByteString> parents) {
    if (type != ActType.PROPOSE && !parents.isEmpty()) {
      return Optional.of("only proposals are made from others");
    }
    return parents.size() <= MOST_PARENTS
            && parents.stream().allMatch(parent -> parent.size() == Digest.SIZE)
            && parents.stream().distinct().count() == parents.size()
        ? Optional.empty()
        : Optional.of("at most 16 parents, 32 bytes each, none twice");
  }

  private static Optional<String> contents(
      ActType type, Identity identity, List<ContentRef> contents) {
    Optional<String> wrong = ContentRefs.wrong(contents);
    if (wrong.isPresent()) {
      return wrong;
    }
    if (identity == Identity.CREDENTIAL
        && (ContentRefs.has(contents, ContentKind.NAME)
            || ContentRefs.has(contents, ContentKind.CONTACT))) {
      return Optional.of("a name or a contact never goes with a credential");
    }
    long answers = ContentRefs.count(contents, ContentKind.ANSWERS);
    boolean fit =
        switch (type) {
          case ANSWER -> answers == 1;
          case REPORT -> answers <= 1;
          case PROPOSE, CO_SIGN, SUPPORT, COMMENT, OPINION, COMPLAINT, ATTENDANCE -> answers == 0;
        };
    if (!fit) {
      return Optional.of("answers go with an answer, once, and at most once with a report");
    }
    return type.needsContent() && contents.isEmpty()
        ? Optional.of("an act of this type says something")
        : Optional.empty();
  }

  private static Optional<String> allowed(
      Consultation rules, ActType type, Identity identity, List<ContentRef> contents) {
    Optional<ActRule> rule = Forum.rule(rules, type, identity);
    if (rule.isEmpty()) {
      return Optional.of("the scope allows no such act to its author");
    }
    return ContentRefs.length(contents) <= rule.get().getBytes()
        ? Optional.empty()
        : Optional.of("more bytes than the scope allows an act of this type");
  }
}
