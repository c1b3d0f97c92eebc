package city.urna.protocol.consultation;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Refusal;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Act;
import city.urna.protocol.records.Party;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An act's record that is signed by the credential or the office that it names, and nothing more is
 * known of it until {@link #check}. Only the checks make one.
 */
public final class SignedAct {
  private static final int KEY_SIZE = 32;

  private final SignedRecord record;
  private final Act message;

  private SignedAct(SignedRecord record, Act message) {
    this.record = record;
    this.message = message;
  }

  /**
   * The checks {@code R1 envelope} and {@code R3 signature} (spec consultation §4.4).
   *
   * @param offices those of the process; may be empty where no officer acts
   */
  public static Verdict<SignedAct> of(SignedRecord record, List<Party> offices) {
    if (record.kind() != Kind.ACT) {
      return Verdict.rejected(Refusal.ENVELOPE, "not an act");
    }
    return record
        .body(Act.parser())
        .verdict(Refusal.ENVELOPE)
        .flatMap(
            act ->
                author(act, offices)
                    .map(
                        key ->
                            RecordSignatures.check(
                                    record, List.of(key), List.of(), Endorsement.NONE)
                                .map(signed -> new SignedAct(record, act)))
                    .orElseGet(
                        () ->
                            Verdict.rejected(
                                Refusal.SIGNATURE,
                                "by no credential and no office of the process")));
  }

  /** Whether an office acts, so that the process has to be looked at. */
  public static boolean isOfficers(SignedRecord record) {
    return record.body(Act.parser()).optional().filter(Act::hasOfficer).isPresent();
  }

  private static Optional<Bytes> author(Act act, List<Party> offices) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL ->
          Optional.of(Bytes.of(act.getCredential().getKey())).filter(key -> key.size() == KEY_SIZE);
      case OFFICER ->
          offices.stream()
              .filter(office -> office.getId().equals(act.getOfficer()))
              .map(office -> Bytes.of(office.getKey()))
              .findFirst();
      case KEY, AUTHOR_NOT_SET -> Optional.empty();
    };
  }

  /**
   * The checks {@code R7 election}, {@code R8 credential} and {@code R14 act}, in this order.
   *
   * @param active ids of the issuers that are active in the state
   */
  public Verdict<CheckedAct> check(Forum forum, Set<String> active) {
    if (!Bytes.of(message.getElection()).equals(forum.election())
        || !record.process().equals(forum.context().process())
        || !record.scope().equals(forum.context().scope())) {
      return Verdict.rejected(Refusal.ELECTION, "another election");
    }
    if (message.hasCredential() && !forum.styles().contains(message.getCredential().getStyle())) {
      return Verdict.rejected(Refusal.ELECTION, "unknown style");
    }
    return credential(forum, active)
        .flatMap(
            signed ->
                ActForm.wrong(forum.rules(), message, false)
                    .<Verdict<CheckedAct>>map(reason -> Verdict.rejected(Refusal.ACT, reason))
                    .orElseGet(() -> Verdict.verified(checked(forum))));
  }

  private Verdict<Set<String>> credential(Forum forum, Set<String> active) {
    return message.hasCredential()
        ? forum
            .signatures()
            .check(
                message.getCredential().getStyle(),
                Bytes.of(message.getCredential().getKey()),
                message.getCredential().getIssuerSignaturesList(),
                active)
        : Verdict.verified(Set.of());
  }

  private CheckedAct checked(Forum forum) {
    Tracker tracker = forum.actHash(record.body());
    Optional<Nullifier> nullifier =
        message.hasCredential()
            ? Optional.of(forum.nullifier(Bytes.of(message.getCredential().getKey())))
            : Optional.empty();
    return new CheckedAct(message, tracker, nullifier);
  }

  /** The record that holds it. */
  public SignedRecord record() {
    return record;
  }

  /** The body, read. */
  public Act message() {
    return message;
  }
}
