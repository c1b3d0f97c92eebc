package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.check.Signers.Endorsement;
import city.urna.verifier.consultation.ActList;
import city.urna.verifier.consultation.Event;
import city.urna.verifier.consultation.Ref;
import city.urna.verifier.log.Merkle;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Act;
import city.urna.verifier.records.ActCredential;
import city.urna.verifier.records.Anchor;
import city.urna.verifier.records.Consultation;
import city.urna.verifier.records.PublicAct;
import city.urna.verifier.signature.Ed25519;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Acts by themselves (spec consultation §4), and the lists of anchors (§5.1); may run on any core.
 */
final class ActChecks {
  private final ConsultationWalk walk;
  private final ConsultationScope scope;
  private final Eligibility eligibility;
  private final List<String> refusals = new ArrayList<>();
  private final List<String> listRefusals = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Ref> refs = new ArrayList<>();

  /**
   * How it came out.
   *
   * @param refusals under V13.1
   * @param listRefusals under V13.2
   * @param publicActs looked at
   */
  record Found(
      List<String> refusals,
      List<String> listRefusals,
      List<Event> events,
      List<Ref> refs,
      long publicActs) {}

  ActChecks(ConsultationWalk walk, ConsultationScope scope, Eligibility eligibility) {
    this.walk = walk;
    this.scope = scope;
    this.eligibility = eligibility;
  }

  private Found found(long publicActs) {
    return new Found(refusals, listRefusals, events, refs, publicActs);
  }

  /**
   * An act that is a record.
   *
   * @param active issuers at its place
   * @param open whether it stands where it may
   */
  Found act(LoggedRecord record, List<String> active, boolean open) {
    String where = "the act at " + Place.of(record) + ": ";
    switch (StrictMessage.parse(Act.parser(), record.body())) {
      case Parsed.Malformed<Act>(String reason) -> refusals.add(where + reason);
      case Parsed.Ok<Act>(Act act) -> {
        Bytes hash = hash(record.body());
        List<Ref> named = ActRules.refs(scope.id(), hash, act.getContentsList());
        refs.addAll(named);
        Optional<String> refusal =
            refuseSigner(record, act)
                .or(() -> refuseElection(act))
                .or(() -> refuseCredential(act, active))
                .or(() -> ActRules.refuse(act, false, scope.asked()));
        refusal.ifPresent(why -> refusals.add(where + why));
        if (refusal.isEmpty() && open) {
          events.add(
              ActRules.event(act, record.position(), 0, hash, author(act), named, scope.id()));
        }
      }
    }
    return found(0);
  }

  /** Spec consultation §4.1. */
  private Bytes hash(Bytes body) {
    return eligibility.transcript("act").absorb("body", body).hash();
  }

  private Optional<String> refuseSigner(LoggedRecord record, Act act) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL ->
          act.getCredential().getKey().size() != 32
              ? Optional.of("its credential is no key")
              : signed(record, Bytes.of(act.getCredential().getKey()), "its credential");
      case OFFICER ->
          scope
              .office(act.getOfficer())
              .map(key -> signed(record, key, "the office that it names"))
              .orElse(Optional.of("there is no such office"));
      case KEY, AUTHOR_NOT_SET -> Optional.of("its author is neither credential nor officer");
    };
  }

  private Optional<String> signed(LoggedRecord record, Bytes key, String role) {
    return walk.signers().refuse(record, List.of(key), role, Endorsement.NONE);
  }

  private Optional<String> refuseElection(Act act) {
    return Bytes.of(act.getElection()).equals(eligibility.election())
        ? Optional.empty()
        : Optional.of("it names another election");
  }

  private Optional<String> refuseCredential(Act act, List<String> active) {
    if (!act.hasCredential()) {
      return Optional.empty();
    }
    ActCredential credential = act.getCredential();
    return eligibility.styles().contains(credential.getStyle())
        ? eligibility.refuse(
            credential.getStyle(),
            Bytes.of(credential.getKey()),
            credential.getIssuerSignaturesList(),
            active)
        : Optional.of("it is of an unknown style");
  }

  /** Who acts; credentials, keys and offices apart. */
  private Bytes author(Act act) {
    return switch (act.getAuthorCase()) {
      case CREDENTIAL -> eligibility.nullifier(Bytes.of(act.getCredential().getKey()));
      case KEY -> Bytes.concat(Bytes.ofUtf8("key "), Bytes.of(act.getKey()));
      case OFFICER -> Bytes.ofUtf8("office " + act.getOfficer());
      case AUTHOR_NOT_SET -> throw new IllegalArgumentException("an act without an author");
    };
  }

  /**
   * The list of an anchor.
   *
   * @param open whether the anchor stands where it may
   */
  Found list(LoggedRecord record, Anchor anchor, boolean open) {
    String where = "the list of the anchor at " + Place.of(record);
    Parsed<List<Bytes>> list =
        walk.archive()
            .read("acts/" + record.hash().hex(), ActList.MOST_FILE_BYTES)
            .flatMap(ActList::parse);
    if (!(list instanceof Parsed.Ok<List<Bytes>>(List<Bytes> acts))) {
      listRefusals.add(where + " " + ((Parsed.Malformed<List<Bytes>>) list).reason());
      return found(0);
    }
    long bytes = acts.stream().mapToLong(Bytes::size).sum();
    if (acts.size() != anchor.getActs()) {
      listRefusals.add(
          where + " holds " + acts.size() + " acts, the anchor stands for " + anchor.getActs());
    } else if (bytes != anchor.getBytes()) {
      listRefusals.add(where + " has another number of bytes than the anchor says");
    }
    if (!Merkle.root(acts).equals(Bytes.of(anchor.getRoot()))) {
      listRefusals.add(where + " is not the list that was anchored: it has another root");
    }
    Set<Bytes> hashes = new HashSet<>();
    for (int place = 0; place < acts.size(); place++) {
      publicAct(record, place, acts.get(place), open, hashes);
    }
    return found(acts.size());
  }

  /** Why a public act is not one of this election, well formed and signed by its own key. */
  static Optional<String> refuse(
      Act act, Bytes hash, Bytes signature, Eligibility eligibility, Consultation asked) {
    if (!Bytes.of(act.getElection()).equals(eligibility.election())) {
      return Optional.of("it names another election");
    }
    return ActRules.refuse(act, true, asked)
        .or(
            () ->
                Ed25519.verifies(Bytes.of(act.getKey()), hash, signature)
                    ? Optional.empty()
                    : Optional.of("its own key did not sign it"));
  }

  private void publicAct(
      LoggedRecord anchor, int place, Bytes raw, boolean open, Set<Bytes> hashes) {
    String where =
        "the public act at place " + place + " of the anchor at " + Place.of(anchor) + ": ";
    Parsed<PublicAct> signed = StrictMessage.parse(PublicAct.parser(), raw);
    Parsed<Act> read =
        signed.flatMap(each -> StrictMessage.parse(Act.parser(), Bytes.of(each.getAct())));
    if (!(signed instanceof Parsed.Ok<PublicAct>(PublicAct publicAct))
        || !(read instanceof Parsed.Ok<Act>(Act act))) {
      refusals.add(where + "it " + ((Parsed.Malformed<Act>) read).reason());
      return;
    }
    Bytes hash = hash(Bytes.of(publicAct.getAct()));
    if (!hashes.add(hash)) {
      listRefusals.add(where + "it stands in this list twice");
    }
    List<Ref> named = ActRules.refs(scope.id(), hash, act.getContentsList());
    refs.addAll(named);
    Optional<String> refusal =
        refuse(act, hash, Bytes.of(publicAct.getSignature()), eligibility, scope.asked());
    refusal.ifPresent(why -> refusals.add(where + why));
    if (refusal.isEmpty() && open) {
      events.add(
          ActRules.event(act, anchor.position(), place, hash, author(act), named, scope.id()));
    }
  }
}
