package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.export.Certified;
import city.urna.verifier.record.RecordSignature;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Organization;
import city.urna.verifier.signature.Signatures;
import java.util.List;
import java.util.Optional;

/**
 * Who must sign a record, and whether exactly they did (spec records §3): the authors, then
 * organizations in the order of the genesis record.
 */
final class Signers {
  /** How many organizations endorse a kind of record. */
  enum Endorsement {
    NONE,
    MAJORITY,
    ALL
  }

  private final List<Bytes> ledgerKeys;
  private final List<String> organizations;
  private final List<String> names;

  Signers(Genesis genesis) {
    ledgerKeys =
        genesis.getOrganizationsList().stream().map(o -> Bytes.of(o.getLedgerKey())).toList();
    organizations = genesis.getOrganizationsList().stream().map(Organization::getId).toList();
    names = genesis.getOrganizationsList().stream().map(Organization::getName).toList();
  }

  /** More than half of the organizations. */
  int majority() {
    return ledgerKeys.size() / 2 + 1;
  }

  /** Which organization holds this ledger key, as a place in the genesis record. */
  Optional<Integer> organization(Bytes ledgerKey) {
    int place = ledgerKeys.indexOf(ledgerKey);
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  /** The ledger key of the organization of this id. */
  Optional<Bytes> ledgerKey(String organization) {
    int place = organizations.indexOf(organization);
    return place < 0 ? Optional.empty() : Optional.of(ledgerKeys.get(place));
  }

  /** An organization as publications name it. */
  Certified.Person organizationPerson(int place) {
    return new Certified.Person(organizations.get(place), names.get(place));
  }

  String organizationName(int place) {
    return organizations.get(place);
  }

  /** Refuses unless the record is signed by one of these, and endorsed as asked. */
  Optional<String> refuseOneOf(
      LoggedRecord record, List<Bytes> authors, String role, Endorsement endorsement) {
    if (record.signatures().isEmpty() || !authors.contains(record.signatures().getFirst().key())) {
      return Optional.of("its first signature is not by " + role);
    }
    return refuse(record, List.of(record.signatures().getFirst().key()), role, endorsement);
  }

  /** Refuses unless the record is signed by all of these in order, and endorsed as asked. */
  Optional<String> refuse(
      LoggedRecord record, List<Bytes> authors, String role, Endorsement endorsement) {
    List<RecordSignature> signatures = record.signatures();
    if (signatures.size() < authors.size()
        || !signatures.subList(0, authors.size()).stream()
            .map(RecordSignature::key)
            .toList()
            .equals(authors)) {
      return Optional.of("it is not signed by " + role);
    }
    List<RecordSignature> endorsers = signatures.subList(authors.size(), signatures.size());
    int last = -1;
    for (RecordSignature endorser : endorsers) {
      int place = ledgerKeys.indexOf(endorser.key());
      if (place <= last) {
        return Optional.of(
            "it bears a signature that it must not: of a stranger, twice, or out of order");
      }
      last = place;
    }
    boolean enough =
        switch (endorsement) {
          case NONE -> endorsers.isEmpty();
          case MAJORITY -> endorsers.size() >= majority();
          case ALL -> endorsers.size() == ledgerKeys.size();
        };
    if (!enough) {
      return Optional.of(
          "it is endorsed by "
              + endorsers.size()
              + " of "
              + ledgerKeys.size()
              + " organizations, where the rules ask for "
              + asked(endorsement));
    }
    Bytes digest = record.signingDigest();
    for (RecordSignature signature : signatures) {
      if (!Signatures.verifies(signature.key(), digest, signature.value())) {
        return Optional.of("the signature of " + name(signature.key(), role) + " does not verify");
      }
    }
    return Optional.empty();
  }

  private String asked(Endorsement endorsement) {
    return switch (endorsement) {
      case NONE -> "none";
      case MAJORITY -> "at least " + majority();
      case ALL -> "all";
    };
  }

  private String name(Bytes key, String role) {
    return organization(key).map(place -> "organization " + organizations.get(place)).orElse(role);
  }
}
