package city.urna.protocol.ballot;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Ballot;
import java.util.List;

/**
 * A ballot record that is well formed and signed by the credential that it names, and nothing more
 * is known of it: {@link BallotCheck} does the rest. Only the check makes one.
 */
public final class SignedBallot {
  private static final int CREDENTIAL_SIZE = 32;

  private final SignedRecord record;
  private final Ballot message;

  private SignedBallot(SignedRecord record, Ballot message) {
    this.record = record;
    this.message = message;
  }

  /** The checks {@code R1 envelope} and {@code R3 signature}, which need no state. */
  public static Verdict<SignedBallot> of(SignedRecord record) {
    if (record.kind() != Kind.BALLOT) {
      return Verdict.rejected(Refusal.ENVELOPE, "not a ballot");
    }
    return record
        .body(Ballot.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            message ->
                RecordSignatures.check(
                        record,
                        List.of(Bytes.of(message.getCredential())),
                        List.of(),
                        Endorsement.NONE)
                    .flatMap(signed -> credentialSigned(record, message)));
  }

  /** A 33-byte key would be an organization's: a credential is Ed25519. */
  private static Verdict<SignedBallot> credentialSigned(SignedRecord record, Ballot message) {
    return message.getCredential().size() == CREDENTIAL_SIZE
        ? Verdict.verified(new SignedBallot(record, message))
        : Verdict.rejected(Refusal.SIGNATURE, "a credential has 32 bytes");
  }

  public SignedRecord record() {
    return record;
  }

  /** The body, read. */
  public Ballot message() {
    return message;
  }

  /** The credential's Ed25519 key, 32 bytes. */
  public Bytes credential() {
    return Bytes.of(message.getCredential());
  }
}
