package city.urna.bench.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Somebody with full access to the node's files and no key of another organization: changes a copy
 * of them, has the node run on it, and gives out what it then gives out.
 */
final class Administrator {
  private static final HexFormat HEX = HexFormat.of();

  private final Municipality city;
  private final Path folder;
  private final Path trust;
  private int deeds;

  /**
   * @param city whose node has been stopped
   * @param trust of whoever verifies
   */
  Administrator(Municipality city, Path folder, Path trust) {
    this.city = city;
    this.folder = folder;
    this.trust = trust;
  }

  /** What is done to a database. */
  interface Deed {
    void to(Connection database) throws SQLException;
  }

  /** The verifier finds it, and says by that check what it is about. */
  void isFound(String database, Deed deed, String check, String name) throws Exception {
    Path copy = folder.resolve("deed-" + deeds++);
    copy(city.data(), copy.resolve("node"));
    try (Connection open =
        DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("node").resolve(database))) {
      deed.to(open);
    }
    city.start(copy.resolve("node"));
    Path archive = copy.resolve("archive");
    try {
      Terminal.urna("fetch", "--from", city.url.toString(), "--out", archive.toString(), "--quiet");
    } finally {
      city.stop();
    }
    Path out = copy.resolve("verdict.json");
    Terminal.Ran ran =
        Terminal.verifier(
            "verify", archive.toString(), "--trust", trust.toString(), "--json", out.toString());
    assertEquals(1, ran.status(), () -> ran.out() + ran.err());
    for (JsonNode one : Site.JSON.readTree(Files.readAllBytes(out)).path("checks")) {
      if (one.path("status").asText().equals("failed")) {
        assertEquals(check, one.path("id").asText(), one::toString);
        assertTrue(one.path("evidence").asText().contains(name), one::toString);
        return;
      }
    }
    throw new AssertionError(ran.out());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (!from.relativize(file).startsWith("archives")) {
          Files.createDirectories(to.resolve(from.relativize(file)).getParent());
          Files.copy(file, to.resolve(from.relativize(file)));
        }
      }
    }
  }

  static byte[] blob(Connection open, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet row = statement.executeQuery()) {
        assertTrue(row.next(), sql);
        return row.getBytes(1);
      }
    }
  }

  static long number(Connection open, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(sql)) {
      bind(statement, values);
      try (ResultSet row = statement.executeQuery()) {
        assertTrue(row.next(), sql);
        return row.getLong(1);
      }
    }
  }

  /** Changes exactly so many rows. */
  static void change(Connection open, int rows, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(sql)) {
      bind(statement, values);
      assertEquals(rows, statement.executeUpdate(), sql);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  static byte[] hex(String text) {
    return HEX.parseHex(text);
  }

  static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  /** The bytes with a word exchanged for one of the same length, once. */
  static byte[] exchanged(byte[] bytes, String word, String other) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(word);
    assertTrue(at >= 0 && word.length() == other.length(), word);
    byte[] changed = bytes.clone();
    byte[] put = other.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(put, 0, changed, at, put.length);
    return changed;
  }

  /** Where the acts of an anchor's list begin; the last is its end. */
  static int[] places(byte[] list) {
    int[] places = new int[1_001];
    int count = 0;
    int at = 0;
    while (at < list.length) {
      places[count++] = at;
      at += 4 + java.nio.ByteBuffer.wrap(list, at, 4).getInt();
    }
    places[count] = list.length;
    return Arrays.copyOf(places, count + 1);
  }
}
