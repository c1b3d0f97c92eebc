package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Digest;
import city.urna.protocol.record.Identifiers;
import city.urna.protocol.records.ContentRef;
import java.util.List;
import java.util.Optional;

/** Whether what names contents is well formed (spec consultation §3.5). */
final class ContentRefs {
  private static final int MOST = 16;

  private ContentRefs() {}

  /** What is wrong with a list of references, if anything is. */
  static Optional<String> wrong(List<ContentRef> references) {
    if (references.size() > MOST) {
      return Optional.of("more than 16 contents");
    }
    for (ContentRef reference : references) {
      Optional<ContentKind> kind = ContentKind.of(reference.getKind());
      if (kind.isEmpty() || reference.getCommitment().size() != Digest.SIZE) {
        return Optional.of("a content of unknown kind, or a commitment that is none");
      }
      if (reference.getLength() < 1 || reference.getLength() > Content.MOST_BYTES) {
        return Optional.of("a content has 1 to 20,971,520 bytes");
      }
      if (!reference.getWithheld().isEmpty() && !Identifiers.isId(reference.getWithheld())) {
        return Optional.of("a reason for withholding is an id");
      }
      if (kind.get() == ContentKind.CONTACT && reference.getWithheld().isEmpty()) {
        return Optional.of("a contact is never public");
      }
    }
    return references.stream().map(ContentRef::getCommitment).distinct().count()
            == references.size()
        ? Optional.empty()
        : Optional.of("a commitment twice");
  }

  static boolean has(List<ContentRef> references, ContentKind kind) {
    return count(references, kind) > 0;
  }

  static long count(List<ContentRef> references, ContentKind kind) {
    return references.stream().filter(one -> one.getKind() == kind.number()).count();
  }

  /** The bytes of all contents together. */
  static long length(List<ContentRef> references) {
    return references.stream().mapToLong(ContentRef::getLength).sum();
  }
}
