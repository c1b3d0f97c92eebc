package city.urna.api.consultation;

import city.urna.network.store.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The search index: words of items and of public contents, with and without accents. What leaves it
 * is gone from it at once (FTS5 "secure-delete").
 */
final class Words {
  private static final int MOST_WORDS = 16;

  private Words() {}

  /** Whose words they are: the index alone can then count those of acts. */
  enum Of {
    ITEM("i"),
    ACT("a");

    private final String letter;

    Of(String letter) {
      this.letter = letter;
    }

    private String in(long scope) {
      return letter + scope;
    }
  }

  /** Puts these words in the place of what the index has of an item or act. */
  static void put(Session session, Of of, long order, long scope, String words)
      throws SQLException {
    remove(session, order);
    if (!words.isBlank()) {
      for (String table : List.of("plain", "exact")) {
        session.change(
            "INSERT INTO " + table + " (rowid, scope, words) VALUES (?, ?, ?)",
            order,
            of.in(scope),
            words);
      }
    }
  }

  static void remove(Session session, long order) throws SQLException {
    session.change("DELETE FROM plain WHERE rowid = ?", order);
    session.change("DELETE FROM exact WHERE rowid = ?", order);
  }

  /** The index that answers such a query. */
  static String table(ActQuery.Words words) {
    return words.exact() ? "exact" : "plain";
  }

  /**
   * The query in FTS5's language: every word as a quoted string, so that nothing of it is an
   * operator; a star at a word's end asks for what begins so.
   *
   * @return empty where there is no word
   */
  static String match(Of of, ActQuery.Words words, List<Long> scopes) {
    List<String> quoted = new ArrayList<>();
    for (String word : words.text().split("\\s+")) {
      String bare = word.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", " ").strip();
      if (!bare.isEmpty() && quoted.size() < MOST_WORDS) {
        quoted.add("\"" + bare + "\"" + (word.endsWith("*") ? "*" : ""));
      }
    }
    if (quoted.isEmpty()) {
      return "";
    }
    String among = String.join(" OR ", scopes.stream().map(of::in).toList());
    return "scope:(" + among + ") AND words:(" + String.join(" AND ", quoted) + ")";
  }
}
