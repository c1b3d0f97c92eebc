package city.urna.client.board;

import city.urna.client.http.CityNode;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Verdict;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.record.Endorsement;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.RecordSignatures;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.record.StrictParser;
import city.urna.protocol.records.Definition;
import city.urna.protocol.records.Genesis;
import city.urna.protocol.records.Party;
import city.urna.protocol.records.Phase;
import city.urna.protocol.records.Process;
import city.urna.protocol.records.Setup;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.List;

/**
 * What every frozen scope stands on, ballot or consultation, with all signatures checked: genesis,
 * process, and the exact bytes of the definition.
 */
record FrozenScope(
    Genesis genesis, Process process, Digest processHash, Bytes definition, CheckpointTrust trust) {

  /**
   * Reads a setup and checks every record's signatures, and every hash by which one names another.
   *
   * @throws BoardException naming the first thing that does not hold
   */
  static FrozenScope of(Setup setup, String id, String scope) {
    SignedRecord genesisRecord = record(setup.getGenesis(), Kind.GENESIS, "", "");
    Genesis genesis = parse(Genesis.parser(), genesisRecord.body(), "the genesis record");
    List<Bytes> organizations =
        genesis.getOrganizationsList().stream().map(o -> Bytes.of(o.getLedgerKey())).toList();
    signed(RecordSignatures.check(genesisRecord, List.of(), organizations, Endorsement.ALL));

    SignedRecord processRecord = record(setup.getProcess(), Kind.PROCESS, id, "");
    Process process = parse(Process.parser(), processRecord.body(), "the process");
    same("the ledger", process.getGenesis(), genesisRecord.hash());
    List<Bytes> clerks =
        process.getClerksList().stream().map(Party::getKey).map(Bytes::of).toList();
    signed(RecordSignatures.checkAnyOf(processRecord, clerks, organizations, Endorsement.ALL));

    SignedRecord freeze = record(setup.getFreeze(), Kind.PHASE, id, scope);
    signed(RecordSignatures.checkAnyOf(freeze, clerks, organizations, Endorsement.MAJORITY));
    Bytes bytes = Bytes.of(parse(Phase.parser(), freeze.body(), "the freeze").getDefinition());
    Definition definition = parse(Definition.parser(), bytes, "the definition");
    same("the process", definition.getProcess(), processRecord.hash());

    return new FrozenScope(
        genesis,
        process,
        processRecord.hash(),
        bytes,
        ok(CheckpointTrust.of(genesis), "the genesis record"));
  }

  /** The setup that a node shows of a scope. */
  static Setup setup(CityNode node, String process, String scope) {
    return parse(Setup.parser(), node.setup(process, scope), "the setup");
  }

  static SignedRecord record(ByteString bytes, Kind kind, String process, String scope) {
    SignedRecord record = ok(SignedRecord.parse(Bytes.of(bytes)), "a record of the setup");
    if (record.kind() != kind
        || !record.process().equals(process)
        || !record.scope().equals(scope)) {
      throw new BoardException("the setup holds another record than was asked for");
    }
    return record;
  }

  private static void signed(Verdict<RecordSignatures> verdict) {
    switch (verdict) {
      case Verdict.Verified<RecordSignatures> verified -> {}
      case Verdict.Rejected<RecordSignatures> rejected ->
          throw new BoardException("a record of the setup: " + rejected.reason());
    }
  }

  static void same(String what, ByteString named, Digest hash) {
    if (!Bytes.of(named).equals(hash.value())) {
      throw new BoardException("the setup names another record for " + what + " than it holds");
    }
  }

  static <M extends Message> M parse(Parser<M> parser, Bytes bytes, String what) {
    return ok(StrictParser.parse(parser, bytes), what);
  }

  static <T> T ok(Parsed<T> parsed, String what) {
    return switch (parsed) {
      case Parsed.Ok<T>(T value) -> value;
      case Parsed.Malformed<T>(String reason) -> throw new BoardException(what + ": " + reason);
    };
  }
}
