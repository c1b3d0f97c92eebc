package city.urna.api.consultation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.consultation.ActRow.Standing;
import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.chaincode.example.Parties;
import city.urna.chaincode.example.SmallHall;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.consultation.CountRow;
import city.urna.protocol.consultation.Owed.State;
import city.urna.protocol.consultation.Ruled;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The node's register and the protocol's replay on the same log: two programs, one by SQL and one
 * in memory, that must say the same of every act, count, decision and debt.
 */
class RegisterReplayTest {
  private static final int STEPS = 500;

  @TempDir private Path folder;

  /** How answers that are owed stood whenever the two were compared. */
  private final Set<State> states = EnumSet.noneOf(State.class);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sayTheSame(long seed) {
    RandomForum random = new RandomForum(folder, seed);
    try (ForumLog log = random.log) {
      for (int i = 0; i < STEPS; i++) {
        random.step();
        if (i % 100 == 99) {
          log.anchor();
          log.checkpoint();
          compare(random, "step " + i);
        }
        if (i == STEPS * 3 / 4) {
          log.end();
        }
        if (i == STEPS * 9 / 10 && seed % 2 == 0) {
          log.voidHall();
        }
      }
      log.anchor();
      log.checkpoint();
      compare(random, "the end");
    }
  }

  private void compare(RandomForum random, String when) {
    random.log.registration.advance();
    random.log.store.read(
        session -> {
          acts(random, session, when);
          for (String scope : List.of(ForumLog.OPEN, SmallHall.HALL)) {
            long number =
                StoredConsultations.numbers(session, List.of(new ScopeId(Parties.PROCESS, scope)))
                    .getFirst();
            if (random.log.replay.scopes().contains(scope)) {
              counts(random, session, scope, number, when);
              owed(random, session, scope, number, when);
            }
            decisions(random, session, scope, number, when);
          }
          return 0;
        });
  }

  private static void acts(RandomForum random, Session session, String when) throws SQLException {
    Map<Standing, Integer> seen = new TreeMap<>();
    for (Tracker act : random.acts) {
      var row = Rows.act(session, act, 0);
      if (row.isEmpty()) {
        continue; // waits for an anchor that the close has kept away
      }
      Standing standing = row.get().standing();
      seen.merge(standing, 1, Integer::sum);
      String expected =
          random
              .log
              .replay
              .standing(act)
              .map(Enum::name)
              .orElse("VOID")
              .replace("UNCHAINED", "STRAY");
      assertEquals(expected, standing.name(), when + " " + act.hex());
    }
    if (when.equals("the end")) {
      assertTrue(
          seen.keySet()
              .containsAll(List.of(Standing.COUNTED, Standing.REPLACED, Standing.DANGLING)),
          seen::toString);
    }
  }

  private static void counts(
      RandomForum random, Session session, String scope, long number, String when)
      throws SQLException {
    assertEquals(
        CountRow.binding(random.log.replay.counts(scope)),
        Counters.rows(session, number),
        when + " " + scope);
    long repeated =
        session
            .one("SELECT repeated FROM scopes WHERE number = ?", row -> row.getLong(1), number)
            .orElseThrow();
    assertEquals(random.log.replay.repeated(scope).size(), repeated, when + " " + scope);
  }

  private void owed(RandomForum random, Session session, String scope, long number, String when)
      throws SQLException {
    long now = Rows.recorded(session);
    List<String> ours =
        Owed.of(session, number, now).stream()
            .map(row -> row.name().hex() + " " + row.due().orElse(-1) + " " + row.debt().name())
            .sorted()
            .toList();
    List<String> theirs =
        random.log.replay.owed(scope, now).stream()
            .map(one -> one.thing().name().hex() + " " + one.due() + " " + one.state().name())
            .sorted()
            .toList();
    assertEquals(theirs, ours, when + " " + scope);
    random.log.replay.owed(scope, now).forEach(one -> states.add(one.state()));
    if (when.equals("the end") && scope.equals(ForumLog.OPEN)) {
      assertEquals(EnumSet.allOf(State.class), states);
    }
  }

  private static void decisions(
      RandomForum random, Session session, String scope, long number, String when)
      throws SQLException {
    TreeSet<String> ours =
        new TreeSet<>(
            session.all(
                "SELECT hash FROM decisions WHERE scope = ? AND force = 1",
                row -> Session.digest(row, 1).hex(),
                number));
    TreeSet<String> theirs =
        random.log.replay.decisions(scope).stream()
            .filter(random.log.replay::isInForce)
            .map(Ruled::record)
            .map(Digest::hex)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(theirs, ours, when + " " + scope);
    for (Digest commitment :
        session.all(
            "SELECT DISTINCT r.commitment FROM refs r LEFT JOIN acts a ON a.ord = r.owner"
                + " LEFT JOIN decisions d ON d.ord = r.owner"
                + " WHERE coalesce(a.scope, d.scope) = ? AND r.withheld = ''",
            row -> Session.digest(row, 1),
            number)) {
      String expected =
          random.log.replay.redaction(scope, commitment).isPresent()
              ? "Redacted"
              : random.log.replay.withholding(scope, commitment).isPresent()
                  ? "Withheld"
                  : "Missing";
      String state = ContentStore.state(session, commitment).getClass().getSimpleName();
      assertEquals(expected, state.replace("Public", "Missing"), when + " " + commitment.hex());
    }
  }
}
