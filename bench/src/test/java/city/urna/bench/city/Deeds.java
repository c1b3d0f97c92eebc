package city.urna.bench.city;

import static city.urna.bench.city.Administrator.blob;
import static city.urna.bench.city.Administrator.change;
import static city.urna.bench.city.Administrator.exchanged;
import static city.urna.bench.city.Administrator.hex;
import static city.urna.bench.city.Administrator.number;
import static city.urna.bench.city.Administrator.places;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;

/** What an administrator may want to change in a city's memory, and what finds it. */
final class Deeds {
  private static final String LEDGER = "ledger.db";
  private static final String CONTENTS = "consultation.db";

  /** A decision of the services' scope that says so. */
  private static final String ANSWER =
      "SELECT max(position) FROM records WHERE instr(bytes, CAST('Mended.' AS BLOB)) > 0";

  /** Where an anchor of several reports stands. */
  private static final String ANCHOR =
      "SELECT a.ord / 1024 FROM acts a JOIN scopes s ON s.number = a.scope"
          + " WHERE s.process = 'city-services' AND a.type = 7 AND a.identity = 2"
          + " GROUP BY 1 HAVING count(*) > 2 ORDER BY 1 LIMIT 1";

  /** A public text of a comment in the services' scope. */
  private static final String COMMENT =
      "SELECT c.commitment FROM contents c JOIN refs r ON r.commitment = c.commitment"
          + " JOIN acts a ON a.ord = r.owner WHERE c.process = 'city-services' AND c.kind = 1"
          + " AND a.type = 4 AND r.withheld = '' AND NOT EXISTS"
          + " (SELECT 1 FROM named n WHERE n.commitment = c.commitment) ORDER BY a.ord LIMIT 1";

  private final Administrator administrator;
  private final Path data;

  Deeds(Administrator administrator, Path data) {
    this.administrator = administrator;
    this.data = data;
  }

  private <T> T look(String database, Look<T> look) throws SQLException {
    try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(database))) {
      return look.at(open);
    }
  }

  private interface Look<T> {
    T at(Connection database) throws SQLException;
  }

  private byte[] anchor() throws SQLException {
    long place = look(CONTENTS, open -> number(open, ANCHOR));
    return look(LEDGER, open -> blob(open, "SELECT record FROM log WHERE position = ?", place));
  }

  void anAnswerIsEdited() throws Exception {
    long place = look(LEDGER, open -> number(open, ANSWER));
    administrator.isFound(
        LEDGER,
        open ->
            change(
                open,
                1,
                "UPDATE records SET bytes = ? WHERE position = ?",
                exchanged(
                    blob(open, "SELECT bytes FROM records WHERE position = ?", place),
                    "Mended.",
                    "Denied."),
                place),
        "V1.4",
        Long.toString(place));
  }

  /** Its date is that of the recorded checkpoint behind it, which the others have signed. */
  void anAnswersDateIsChanged() throws Exception {
    long answer = look(LEDGER, open -> number(open, ANSWER));
    String behind =
        "SELECT min(position) FROM records WHERE position > ?"
            + " AND instr(bytes, CAST('log.city.example/observers' AS BLOB)) > 0";
    long place = look(LEDGER, open -> number(open, behind, answer));
    administrator.isFound(
        LEDGER,
        open -> {
          byte[] record = blob(open, "SELECT bytes FROM records WHERE position = ?", place);
          String text = new String(record, StandardCharsets.ISO_8859_1);
          int line = text.indexOf("log.city.example/observers ") + 40;
          String letter = text.substring(line, line + 1);
          record[line] = (byte) (letter.equals("A") ? 'B' : 'A');
          change(open, 1, "UPDATE records SET bytes = ? WHERE position = ?", record, place);
        },
        "V1.4",
        Long.toString(place));
  }

  /** Two records exchange their places, in every table that knows of them. */
  void anAnswerIsDatedBackByMovingIt() throws Exception {
    long answer = look(LEDGER, open -> number(open, ANSWER));
    administrator.isFound(
        LEDGER,
        open -> {
          for (String column : new String[] {"records bytes", "log entry", "log record"}) {
            String table = column.split(" ")[0];
            String name = column.split(" ")[1];
            String read = "SELECT %s FROM %s WHERE position = ?".formatted(name, table);
            byte[] late = blob(open, read, answer);
            byte[] early = blob(open, read, answer - 1);
            String write = "UPDATE %s SET %s = ? WHERE position = ?".formatted(table, name);
            change(open, 1, write, new byte[] {0}, answer);
            change(open, 1, write, late, answer - 1);
            change(open, 1, write, early, answer);
          }
        },
        "V1.3",
        "");
  }

  void aCommentIsDeleted() throws Exception {
    byte[] commitment = look(CONTENTS, open -> blob(open, COMMENT));
    administrator.isFound(
        CONTENTS,
        open -> {
          change(open, 1, "DELETE FROM contents WHERE commitment = ?", commitment);
          change(open, 1, "DELETE FROM refs WHERE commitment = ?", commitment);
        },
        "V13.3",
        hex(commitment));
  }

  void aReportIsHidden() throws Exception {
    byte[] anchor = anchor();
    administrator.isFound(
        CONTENTS,
        open -> {
          byte[] list = blob(open, "SELECT list FROM lists WHERE record = ?", anchor);
          byte[] shorter = Arrays.copyOfRange(list, places(list)[1], list.length);
          change(open, 1, "UPDATE lists SET list = ? WHERE record = ?", shorter, anchor);
        },
        "V13.2",
        hex(anchor));
  }

  void reportsAreReordered() throws Exception {
    byte[] anchor = anchor();
    administrator.isFound(
        CONTENTS,
        open -> {
          byte[] list = blob(open, "SELECT list FROM lists WHERE record = ?", anchor);
          int[] places = places(list);
          ByteArrayOutputStream other = new ByteArrayOutputStream();
          other.write(list, places[1], places[2] - places[1]);
          other.write(list, places[0], places[1]);
          other.write(list, places[2], list.length - places[2]);
          change(
              open, 1, "UPDATE lists SET list = ? WHERE record = ?", other.toByteArray(), anchor);
        },
        "V13.2",
        hex(anchor));
  }

  void aTextIsRewritten() throws Exception {
    byte[] commitment = look(CONTENTS, open -> blob(open, COMMENT));
    administrator.isFound(
        CONTENTS,
        open ->
            change(
                open,
                1,
                "UPDATE contents SET data = ? WHERE commitment = ?",
                exchanged(
                    blob(open, "SELECT data FROM contents WHERE commitment = ?", commitment),
                    "I see it too",
                    "All is well!"),
                commitment),
        "V13.3",
        hex(commitment));
  }

  void aTextIsDestroyedWithoutATombstone() throws Exception {
    byte[] commitment = look(CONTENTS, open -> blob(open, COMMENT));
    administrator.isFound(
        CONTENTS,
        open -> change(open, 1, "DELETE FROM contents WHERE commitment = ?", commitment),
        "V13.3",
        hex(commitment));
  }

  /** What is overdue is hidden by an older time under the newest checkpoint. */
  void timeIsTurnedBack() throws Exception {
    administrator.isFound(
        LEDGER,
        open -> {
          long size = number(open, "SELECT max(size) FROM checkpoints");
          String note =
              new String(
                  blob(open, "SELECT note FROM checkpoints WHERE size = ?", size),
                  StandardCharsets.UTF_8);
          String[] lines = note.split("\n", -1);
          for (int i = 5; i < lines.length; i++) {
            if (lines[i].startsWith("\u2014 log.city.example/")) {
              int at = lines[i].lastIndexOf(' ') + 1;
              byte[] value = java.util.Base64.getDecoder().decode(lines[i].substring(at));
              value[10]--;
              lines[i] =
                  lines[i].substring(0, at) + java.util.Base64.getEncoder().encodeToString(value);
            }
          }
          change(
              open,
              1,
              "UPDATE checkpoints SET note = ? WHERE size = ?",
              String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
              size);
        },
        "V1.2",
        "");
  }
}
