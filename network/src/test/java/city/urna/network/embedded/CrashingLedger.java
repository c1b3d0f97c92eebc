package city.urna.network.embedded;

import city.urna.chaincode.Command;
import city.urna.chaincode.Contract;
import city.urna.chaincode.Elections;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.Questions;
import city.urna.network.Outcome;
import city.urna.network.RecordOutcome;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import city.urna.protocol.records.Process;
import java.nio.file.Path;
import java.util.List;

/**
 * A ledger in a process of its own, which records item after item until it is killed. Says of each
 * one on its output, once it knows it to be durable: its record hash and its position.
 */
public final class CrashingLedger {
  private static final Parties PARTIES = new Parties(41);

  private CrashingLedger() {}

  /** The first two records of every run. */
  static List<SignedRecord> beginning() {
    SignedRecord genesis =
        Parties.record(Kind.GENESIS, "", "", PARTIES.genesis(), PARTIES.ledgerKeys);
    Process process = PARTIES.process(genesis);
    return List.of(genesis, Parties.record(Kind.PROCESS, "", process, PARTIES.clerkAndAll()));
  }

  /** Arguments: the file, and the number of the first item. */
  public static void main(String[] arguments) {
    int first = Integer.parseInt(arguments[1]);
    try (EmbeddedLedger ledger =
        EmbeddedLedger.open(
            Path.of(arguments[0]), PARTIES.orderer, new Contract(new Elections()))) {
      if (ledger.height() == 0) {
        beginning().forEach(record -> submit(ledger, record));
      }
      System.out.println("open");
      for (int i = first; ; i++) {
        submit(
            ledger,
            Parties.record(
                Kind.ITEM,
                Parties.SCOPE,
                Questions.item("item-" + i, "mayor").build(),
                List.of(PARTIES.clerk)));
      }
    }
  }

  /** Does not wait for the outcome but for every tenth record, so that blocks hold several. */
  private static void submit(EmbeddedLedger ledger, SignedRecord record) {
    var future = ledger.submit(Command.of(record.bytes()));
    future.thenAccept(CrashingLedger::say);
    if (record.hash().value().at(0) < 25 || ledger.height() < 2) {
      future.join();
    }
  }

  private static void say(Outcome outcome) {
    if (outcome instanceof Outcome.Decided decided
        && decided.records().getFirst() instanceof RecordOutcome.Recorded recorded) {
      System.out.println(recorded.record().hex() + " " + recorded.place().position());
    }
  }
}
