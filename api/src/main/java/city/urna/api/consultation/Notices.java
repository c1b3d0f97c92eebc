package city.urna.api.consultation;

import city.urna.api.http.Repeating;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.signature.SigningKey;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who asked what became of their act: of every answer to it, or to what it acts on. Who
 * asked is known only from a contact among the withheld contents of a public act; so nothing here
 * can stand beside the act of a credential. Nobody is told anything but a request to confirm before
 * they confirmed.
 */
final class Notices implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int AT_A_TIME = 50;
  private static final int MOST_ATTEMPTS = 12;
  private static final long FIRST_PAUSE = 30;
  private static final int TOKEN_BYTES = 16;

  static final int UNCONFIRMED = 0;
  static final int CONFIRMED = 1;
  static final int STOPPED = 2;

  private final Store store;
  private final URI url;
  private final Optional<Mail> mail;
  private final Webhook webhook;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Repeating rounds;

  Notices(Store store, NoticeSettings settings, SigningKey key, InstantSource clock) {
    this.store = store;
    this.url = settings.url().orElseThrow();
    this.mail = settings.smtp().map(Mail::new);
    this.webhook = new Webhook(key, settings.localHooks());
    this.clock = clock;
    this.rounds = new Repeating("notices", LOOK, this::round);
  }

  /** Something to tell somebody. */
  private record Letter(
      long number,
      Digest commitment,
      String contact,
      Digest act,
      String token,
      Optional<Digest> decision,
      int attempts) {}

  private void round() {
    store.write(this::prepare);
    for (Letter letter : due()) {
      boolean taken = deliver(letter);
      store.write(session -> note(session, letter, taken));
    }
  }

  /** New contacts, and new answers for those that are known. */
  private Integer prepare(Session session) throws SQLException {
    record Contact(Digest commitment, Digest act) {}
    for (Contact contact :
        session.all(
            "SELECT r.commitment, a.hash FROM refs r JOIN acts a ON a.ord = r.owner"
                + " JOIN contents c ON c.commitment = r.commitment WHERE r.kind = 3"
                + " AND a.identity IN (2, 4) AND NOT EXISTS"
                + " (SELECT 1 FROM subscriptions s WHERE s.commitment = r.commitment)",
            row -> new Contact(Session.digest(row, 1), Session.digest(row, 2)))) {
      byte[] token = new byte[TOKEN_BYTES];
      random.nextBytes(token);
      session.change(
          "INSERT OR IGNORE INTO subscriptions VALUES (?, ?, ?, 0)",
          contact.commitment(),
          contact.act(),
          HexFormat.of().formatHex(token));
      session.change(
          "INSERT INTO outbox (commitment, decision, attempts, next) VALUES (?, NULL, 0, 0)",
          contact.commitment());
    }
    long told = session.one("SELECT notified FROM looked", row -> row.getLong(1)).orElse(0L);
    long newest = session.one("SELECT max(ord) FROM decisions", row -> row.getLong(1)).orElse(0L);
    if (newest > told) {
      session.change(
          "INSERT OR IGNORE INTO outbox (commitment, decision, attempts, next)"
              + " SELECT s.commitment, d.hash, 0, 0 FROM decisions d"
              + " JOIN acts a ON d.thing IN (a.thing, nullif(a.acted, 0))"
              + " JOIN subscriptions s ON s.act = a.hash"
              + " WHERE d.ord > ? AND d.type = 1 AND d.force = 1 AND s.confirmed <> 2",
          told);
      session.change("UPDATE looked SET notified = ?", newest);
    }
    return 0;
  }

  private List<Letter> due() {
    long now = clock.instant().getEpochSecond();
    return store.read(
        session ->
            session.all(
                "SELECT o.number, o.commitment, CAST(c.data AS TEXT), s.act, s.token, o.decision,"
                    + " o.attempts FROM outbox o JOIN subscriptions s ON s.commitment ="
                    + " o.commitment JOIN contents c ON c.commitment = o.commitment WHERE o.next <="
                    + " ? AND (o.decision IS NULL AND s.confirmed = 0 OR o.decision IS NOT NULL AND"
                    + " s.confirmed = 1) ORDER BY o.number LIMIT ?",
                row ->
                    new Letter(
                        row.getLong(1),
                        Session.digest(row, 2),
                        row.getString(3),
                        Session.digest(row, 4),
                        row.getString(5),
                        row.getBytes(6) == null
                            ? Optional.empty()
                            : Optional.of(Session.digest(row, 6)),
                        row.getInt(7)),
                now,
                AT_A_TIME));
  }

  private boolean deliver(Letter letter) {
    Instant now = clock.instant();
    if (letter.contact().startsWith("mailto:")) {
      return mail.isPresent() && byMail(mail.get(), letter, now);
    }
    return !letter.contact().startsWith("tel:") && byHook(letter, now);
  }

  private URI link(Letter letter, String end) {
    return url.resolve("/v1/subscriptions/" + letter.token() + "/" + end);
  }

  private boolean byMail(Mail by, Letter letter, Instant now) {
    String address = letter.contact().substring("mailto:".length());
    String act = url.resolve("/v1/acts/" + letter.act().hex()).toString();
    if (letter.decision().isEmpty()) {
      return by.send(
          address,
          "Please confirm that you want to be told",
          """
          Somebody gave this address to be told what becomes of a contribution to %s:
          %s

          If it was you, confirm it here:
          %s

          If it was not, do nothing: you will not hear from us again.
          """
              .formatted(url.getHost(), act, link(letter, "confirm")),
          link(letter, "stop"),
          now);
    }
    Answer answer = answer(letter.decision().get());
    return by.send(
        address,
        "Your contribution: " + answer.status(),
        """
        There is an answer to your contribution %s:
        status: %s
        %s

        To hear no more of it: %s
        """
            .formatted(act, answer.status(), answer.reason(), link(letter, "stop")),
        link(letter, "stop"),
        now);
  }

  private record Answer(String status, String reason) {}

  private Answer answer(Digest decision) {
    return store.read(
        session ->
            session
                .one(
                    "SELECT status, reason FROM decisions WHERE hash = ?",
                    row -> new Answer(Names.of(Names.STATUSES, row.getInt(1)), row.getString(2)),
                    decision)
                .orElseThrow());
  }

  private boolean byHook(Letter letter, Instant now) {
    ObjectNode json = Json.object();
    json.put("act", letter.act().hex());
    String id = "msg_" + letter.number();
    if (letter.decision().isEmpty()) {
      json.put("type", "urna.confirm").put("token", letter.token());
      boolean confirmed =
          webhook
              .post(letter.contact(), id, now, json.toString())
              .filter(answer -> answer.strip().equals(letter.token()))
              .isPresent();
      if (confirmed) {
        store.write(session -> confirm(session, letter.token(), CONFIRMED));
      }
      return confirmed;
    }
    Answer answer = answer(letter.decision().get());
    json.put("type", "urna.answer").put("decision", letter.decision().get().hex());
    json.put("status", answer.status()).put("reason", answer.reason());
    json.put("url", url.resolve("/v1/acts/" + letter.act().hex()).toString());
    return webhook.post(letter.contact(), id, now, json.toString()).isPresent();
  }

  /** Marks what somebody wants; whether the token is known. */
  static Boolean confirm(Session session, String token, int wish) throws SQLException {
    Optional<Digest> commitment =
        session.one(
            "SELECT commitment FROM subscriptions WHERE token = ?",
            row -> Session.digest(row, 1),
            token);
    if (commitment.isPresent()) {
      session.change("UPDATE subscriptions SET confirmed = ? WHERE token = ?", wish, token);
      if (wish == STOPPED) {
        session.change("DELETE FROM outbox WHERE commitment = ?", commitment.get());
      }
    }
    return commitment.isPresent();
  }

  private Integer note(Session session, Letter letter, boolean taken) throws SQLException {
    boolean byMail = letter.contact().startsWith("mailto:");
    ContentStore.sent(
        session,
        letter.commitment(),
        byMail
            ? "mail server " + mail.map(Mail::relay).orElse("none")
            : "notices to the contact itself");
    if (taken || letter.attempts() + 1 >= MOST_ATTEMPTS) {
      session.change("DELETE FROM outbox WHERE number = ?", letter.number());
      if (!taken) {
        LOG.warn("a notice was given up after {} attempts", MOST_ATTEMPTS);
      }
      return 0;
    }
    session.change(
        "UPDATE outbox SET attempts = attempts + 1, next = ? WHERE number = ?",
        clock.instant().getEpochSecond() + (FIRST_PAUSE << letter.attempts()),
        letter.number());
    return 0;
  }

  @Override
  public void close() {
    rounds.close();
  }
}
