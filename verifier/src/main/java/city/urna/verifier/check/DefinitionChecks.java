package city.urna.verifier.check;

import city.urna.verifier.archive.LoggedRecord;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import city.urna.verifier.record.StrictMessage;
import city.urna.verifier.records.Definition;
import city.urna.verifier.records.Genesis;
import city.urna.verifier.records.Item;
import city.urna.verifier.records.Party;
import city.urna.verifier.records.Process;
import city.urna.verifier.records.Scope;
import city.urna.verifier.report.Numbered;
import city.urna.verifier.trust.Trust;
import java.util.List;
import java.util.Optional;

/** V3: genesis, process, items and freeze, against the trust file (spec records §7). */
final class DefinitionChecks {
  private final Trust trust;
  private final Check founders;
  private final Check definition;
  private final Check freeze;
  private final Check electionHash;
  private Optional<Founded> founded = Optional.empty();
  private Optional<Defined> defined = Optional.empty();

  /** The ledger's founders. */
  record Founded(Bytes hash, Genesis genesis, Signers signers) {}

  /** The process and its audited scope. */
  record Defined(Bytes hash, Process process, Scope scope, Items items) {
    List<Bytes> clerks() {
      return keys(process.getClerksList());
    }

    List<Bytes> registrars() {
      return keys(process.getRegistrarsList());
    }

    private static List<Bytes> keys(List<Party> parties) {
      return parties.stream().map(party -> Bytes.of(party.getKey())).toList();
    }
  }

  DefinitionChecks(Checks checks, Trust trust) {
    this.trust = trust;
    this.founders = checks.of(Numbered.V3_1);
    this.definition = checks.of(Numbered.V3_2);
    this.freeze = checks.of(Numbered.V3_3);
    this.electionHash = checks.of(Numbered.V3_4);
  }

  Optional<Founded> founded() {
    return founded;
  }

  Optional<Defined> defined() {
    return defined;
  }

  /** V3.1, on the record at position 0. */
  void genesis(LoggedRecord record) {
    founders.looked(1);
    switch (StrictMessage.parse(Genesis.parser(), record.body())) {
      case Parsed.Malformed<Genesis>(String reason) ->
          founders.failed(Place.of(record) + ": the genesis record " + reason);
      case Parsed.Ok<Genesis>(Genesis genesis) -> {
        String where = Place.of(record) + ": ";
        Signers signers = new Signers(genesis);
        GenesisRules.broken(genesis).forEach(why -> founders.failed(where + why));
        GenesisRules.differences(genesis, trust).forEach(why -> founders.failed(where + why));
        signers
            .refuse(record, List.of(), "", Signers.Endorsement.ALL)
            .ifPresent(why -> founders.failed(where + "genesis: " + why));
        if (GenesisRules.broken(genesis).isEmpty()) {
          founded = Optional.of(new Founded(record.hash(), genesis, signers));
        }
        founders.done(
            genesis.getOrganizationsCount() + " organizations, quorum " + genesis.getQuorum());
      }
    }
  }

  /** V3.2, on the first process record of the audited process. */
  void process(LoggedRecord record, Founded ledger) {
    definition.looked(1);
    switch (StrictMessage.parse(Process.parser(), record.body())) {
      case Parsed.Malformed<Process>(String reason) ->
          definition.failed(Place.of(record) + ": the process record " + reason);
      case Parsed.Ok<Process>(Process process) -> {
        String where = Place.of(record) + ": the process record: ";
        List<String> broken = ProcessRules.broken(process, ledger.genesis, ledger.hash);
        broken.forEach(why -> definition.failed(where + why));
        ProcessRules.differences(process, trust).forEach(why -> definition.failed(where + why));
        List<Bytes> clerks = Defined.keys(process.getClerksList());
        ledger
            .signers
            .refuseOneOf(record, clerks, "a clerk of the process", Signers.Endorsement.ALL)
            .ifPresent(why -> definition.failed(where + why));
        Optional<Scope> scope =
            process.getScopesList().stream()
                .filter(each -> each.getId().equals(trust.scope()))
                .findFirst();
        if (scope.isEmpty()) {
          definition.failed(where + "it has no scope " + trust.scope());
        } else if (broken.isEmpty()) {
          defined =
              Optional.of(
                  new Defined(
                      record.hash(),
                      process,
                      scope.get(),
                      new Items(scope.get(), process.getLanguagesList())));
        }
        definition.done(
            process.getIssuersCount()
                + " issuers, "
                + process.getThreshold()
                + " of "
                + process.getTrusteesCount()
                + " trustees");
      }
    }
  }

  /** An item that stands where it may; part of V3.3. */
  void item(LoggedRecord record, Defined process) {
    freeze.looked(1);
    switch (StrictMessage.parse(Item.parser(), record.body())) {
      case Parsed.Malformed<Item>(String reason) ->
          freeze.failed(Place.of(record) + ": the item " + reason);
      case Parsed.Ok<Item>(Item item) ->
          process
              .items
              .take(record.hash(), item)
              .forEach(why -> freeze.failed(Place.of(record) + ": " + why));
    }
  }

  /** V3.3 and V3.4, on the freeze; gives the frozen election when it agrees with the records. */
  Optional<Frozen> freeze(
      LoggedRecord record, Bytes raw, Definition frozen, Founded ledger, Defined process) {
    FreezeRules rules =
        new FreezeRules(
            ledger.genesis,
            trust.process(),
            process.hash,
            process.process,
            process.scope,
            process.items);
    Optional<Frozen> read = rules.read(raw, frozen);
    rules.broken().forEach(why -> freeze.failed(Place.of(record) + ": " + why));
    frozen(record, FreezeRules.electionHash(trust.process(), trust.scope(), process.hash, raw));
    return rules.broken().isEmpty() ? read : Optional.empty();
  }

  /** The scope is frozen under this election hash: V3.3 has run, and V3.4. */
  void frozen(LoggedRecord record, Bytes hash) {
    freeze.done("frozen at position " + record.position());
    electionHash.looked(1);
    if (trust.beforeFreeze()) {
      electionHash.reserved(
          "the trust file was made before the freeze and names no election hash; this archive's is "
              + hash.hex());
    } else if (!hash.equals(trust.electionHash())) {
      electionHash.failed(
          "the definition at "
              + Place.of(record)
              + " gives "
              + hash.hex()
              + ", the trust file names "
              + trust.electionHash().hex());
    }
    electionHash.done(hash.hex());
  }

  /** The freeze cannot be read or was not signed as it must be. */
  void freezeRefused(LoggedRecord record, String why) {
    freeze.looked(1);
    freeze.failed(Place.of(record) + ": the freeze: " + why);
  }
}
