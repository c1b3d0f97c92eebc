package city.urna.api.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.network.LedgerException;
import city.urna.protocol.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A store that was killed goes on signing; one that was brought back from a backup does not. What a
 * kill leaves is the count in the database one ahead of the file, or equal to it.
 */
class IssuerStoreTest {
  private static final Bytes SOME = Bytes.zero(32);
  private static final String ABSENT = "absent";

  @TempDir private Path folder;

  @BeforeEach
  void aStoreWithKeysOfAScope() {
    try (IssuerStore store = IssuerStore.open(folder)) {
      store.putKeys(
          "city",
          "council",
          List.of(new IssuerStore.Key("resident", SOME, SOME, Optional.of(SOME))));
    }
  }

  private static boolean stopped(IssuerStore store) {
    return store.isStopped("city", "council");
  }

  private boolean stopsWhenOpened() {
    try (IssuerStore store = IssuerStore.open(folder)) {
      return stopped(store);
    }
  }

  private Path file() {
    return folder.resolve("openings");
  }

  private String told() throws IOException {
    return Files.readString(file()).strip();
  }

  private long counted() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count FROM openings")) {
      return row.getLong(1);
    }
  }

  private void set(long counted, String told) throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE openings SET count = " + counted);
    }
    if (told.equals(ABSENT)) {
      Files.deleteIfExists(file());
    } else {
      Files.writeString(file(), told + "\n");
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("issuances.db"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, absent, false",
    "1, absent, false",
    "2, absent, true",
    "9, absent, true",
    "0, 0, false",
    "1, 1, false",
    "7, 7, false",
    "8, 7, false",
    "9, 7, true",
    "700, 7, true",
    "6, 7, true",
    "0, 7, true",
    "0, 1, true",
  })
  void everyStateOfDatabaseAndFile(long counted, String told, boolean stops) throws Exception {
    set(counted, told);
    assertEquals(stops, stopsWhenOpened());
    assertEquals(counted(), Long.parseLong(told()));
    assertTrue(counted() > counted, "an opening is counted");
    assertTrue(told.equals(ABSENT) || counted() > Long.parseLong(told));
    assertEquals(stops, stopsWhenOpened(), "what stopped stays so, and nothing else stops");
  }

  /** Each time the database has counted the opening and the file has not. */
  @Test
  void killedBetweenDatabaseAndFileAgainAndAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      set(counted(), String.valueOf(counted() - 1));
      assertFalse(stopsWhenOpened());
    }
  }

  @Test
  void killedWhileTheNewFileIsWritten() throws Exception {
    Files.writeString(folder.resolve("openings.new"), "");
    set(counted(), String.valueOf(counted() - 1));
    assertFalse(stopsWhenOpened());
    assertFalse(Files.exists(folder.resolve("openings.new")));
  }

  @Test
  void aBackupBroughtBackSignsNoMoreInTheScopesThatItKnows() throws Exception {
    Path backup = Files.copy(folder.resolve("issuances.db"), folder.resolve("backup"));
    assertFalse(stopsWhenOpened());
    Files.move(
        backup, folder.resolve("issuances.db"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    try (IssuerStore store = IssuerStore.open(folder)) {
      assertTrue(stopped(store));
      assertFalse(store.isStopped("city", "new scope"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "-1\n", "x\n", "1 \n", "1", "99999999999999999999\n"})
  void aFileThatSaysNoNumberIsToldAndTheStoreLetGo(String text) throws Exception {
    String before = Files.readString(file());
    Files.writeString(file(), text);
    assertThrows(LedgerException.class, () -> IssuerStore.open(folder));
    Files.writeString(file(), before);
    assertFalse(stopsWhenOpened());
  }
}
