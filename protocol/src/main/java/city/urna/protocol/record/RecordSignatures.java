package city.urna.protocol.record;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.records.Signature;
import city.urna.protocol.signature.Signatures;
import java.util.ArrayList;
import java.util.List;

/**
 * A record together with the knowledge of who signed it: exactly those who must (spec records §3).
 * Only the check makes one.
 */
public final class RecordSignatures {
  private final SignedRecord record;
  private final List<Bytes> authors;
  private final List<Integer> endorsers;

  private RecordSignatures(SignedRecord record, List<Bytes> authors, List<Integer> endorsers) {
    this.record = record;
    this.authors = List.copyOf(authors);
    this.endorsers = List.copyOf(endorsers);
  }

  /**
   * Checks that the record bears the signatures of all these authors, in order, and then those of
   * the organizations that the endorsement asks for, in the order given, none twice and no other.
   *
   * @param authors keys that must all have signed; empty for the genesis record
   * @param organizations the ledger keys in the order of the genesis record
   */
  public static Verdict<RecordSignatures> check(
      SignedRecord record,
      List<Bytes> authors,
      List<Bytes> organizations,
      Endorsement endorsement) {
    List<Signature> signatures = record.signatures();
    int endorsements = signatures.size() - authors.size();
    if (endorsements < endorsement.least(organizations.size())) {
      return rejected("too few signatures");
    }
    if (endorsements > endorsement.most(organizations.size())) {
      return rejected("too many signatures");
    }
    for (int i = 0; i < authors.size(); i++) {
      if (!Bytes.of(signatures.get(i).getKey()).equals(authors.get(i))) {
        return rejected("signature " + i + " is not by the author");
      }
    }
    List<Integer> endorsers = new ArrayList<>();
    int next = 0;
    for (int i = authors.size(); i < signatures.size(); i++) {
      Bytes key = Bytes.of(signatures.get(i).getKey());
      while (next < organizations.size() && !organizations.get(next).equals(key)) {
        next++;
      }
      if (next == organizations.size()) {
        return rejected("signature " + i + " is by no organization, or out of order");
      }
      endorsers.add(next++);
    }
    Bytes digest = record.signingDigest().value();
    for (int i = 0; i < signatures.size(); i++) {
      Signature signature = signatures.get(i);
      if (!Signatures.verify(
          Bytes.of(signature.getKey()), digest, Bytes.of(signature.getValue()))) {
        return rejected("signature " + i + " is not valid");
      }
    }
    return Verdict.verified(new RecordSignatures(record, authors, endorsers));
  }

  /** The same where any one of several authors may write, such as the clerks of a process. */
  public static Verdict<RecordSignatures> checkAnyOf(
      SignedRecord record,
      List<Bytes> candidates,
      List<Bytes> organizations,
      Endorsement endorsement) {
    if (record.signatures().isEmpty()) {
      return rejected("too few signatures");
    }
    Bytes author = Bytes.of(record.signatures().getFirst().getKey());
    if (!candidates.contains(author)) {
      return rejected("signature 0 is not by the author");
    }
    return check(record, List.of(author), organizations, endorsement);
  }

  private static Verdict<RecordSignatures> rejected(String reason) {
    return Verdict.rejected(Refusal.SIGNATURE, reason);
  }

  public SignedRecord record() {
    return record;
  }

  /** The authors' keys, in order. */
  public List<Bytes> authors() {
    return authors;
  }

  /** Places of the endorsing organizations in the genesis record, ascending from 0. */
  public List<Integer> endorsers() {
    return endorsers;
  }
}
