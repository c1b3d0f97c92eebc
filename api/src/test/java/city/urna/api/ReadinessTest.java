package city.urna.api;

import city.urna.api.town.Town;
import city.urna.chaincode.example.Parties;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.record.Kind;
import city.urna.protocol.record.SignedRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose ledger can store nothing says so to whoever asks, and is well after a restart. */
class ReadinessTest {
  private static final long SEED = 22;

  @TempDir private Path folder;

  @Test
  void aLedgerThatCannotStoreABlockIsOutOfOrder() throws Exception {
    try (Town town = new Town(folder, SEED)) {
      town.node().get("/health/ready").is(200);
      town.stopCity();
      change("CREATE TRIGGER full BEFORE INSERT ON blocks BEGIN SELECT RAISE(FAIL, 'full'); END");
      town.startCity();
      town.node().get("/health/ready").is(200);
      Parties parties = new Parties(SEED);
      Bytes genesis = town.node().get("/v1/records?from=0&limit=1").is(200).body();
      SignedRecord process =
          Parties.record(
              Kind.PROCESS,
              "",
              parties.process(SignedRecord.parse(genesis.slice(4, genesis.size())).orThrow()),
              List.of(parties.clerk));
      town.node().post("/v1/records", process.bytes()).isProblem(503, "busy", "");
      town.node().get("/health/ready").isProblem(503, "out-of-order", "");
      town.node().get("/health/live").is(200);
      town.stopCity();
      change("DROP TRIGGER full");
      town.startCity();
      town.node().get("/health/ready").is(200);
      town.node().post("/v1/records", process.bytes()).is(201);
    }
  }

  private void change(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("node/ledger.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
