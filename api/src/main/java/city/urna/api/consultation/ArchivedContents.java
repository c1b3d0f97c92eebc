package city.urna.api.consultation;

import city.urna.api.http.Problem;
import city.urna.network.log.Enclosures;
import city.urna.network.store.Session;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.consultation.Content;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Public contents and anchors' lists of an archive (spec consultation §9). An archive ends after
 * every redaction and withholding that stands now; one of an earlier size would lack contents, and
 * no decision in it would say why.
 */
public final class ArchivedContents implements Enclosures {
  private static final int PAGE = 1_000;

  private final StoredConsultations consultations;

  public ArchivedContents(StoredConsultations consultations) {
    this.consultations = consultations;
  }

  @Override
  public void enclose(long size, Sink into) throws IOException {
    requireUpTo(size);
    consultations
        .store()
        .write(
            session -> {
              session.change("INSERT OR IGNORE INTO archives VALUES (?)", size);
              return size;
            });
    lists(size, into);
    contents(size, into);
  }

  private void requireUpTo(long size) {
    boolean behind = consultations.registration().position() < size;
    boolean beyond =
        consultations.read(
            session ->
                session
                    .one(
                        "SELECT 1 FROM decisions WHERE type IN (2, 3) AND ord >= ? LIMIT 1",
                        row -> row.getInt(1),
                        size * Register.PLACES)
                    .isPresent());
    if (behind || beyond) {
      throw new Problem(
          Problem.Type.BUSY, "a redaction is being cosigned; ask for the manifest again");
    }
  }

  private void lists(long size, Sink into) throws IOException {
    List<Digest> anchors =
        consultations.read(
            session ->
                session.all(
                    "SELECT record FROM lists ORDER BY record", row -> Session.digest(row, 1)));
    for (Digest anchor : anchors) {
      if (consultations.log().find(anchor).filter(p -> p.position() < size).isPresent()) {
        Bytes list =
            consultations
                .read(
                    session ->
                        session.one(
                            "SELECT list FROM lists WHERE record = ?",
                            row -> Session.bytes(row, 1),
                            anchor))
                .orElseThrow();
        into.put("acts/" + anchor.hex(), list);
      }
    }
  }

  private void contents(long size, Sink into) throws IOException {
    Bytes last = Bytes.EMPTY;
    while (true) {
      List<Bytes> page = page(last, size);
      for (Bytes commitment : page) {
        Digest digest = new Digest(commitment);
        Optional<Content> content =
            consultations.read(session -> ContentStore.published(session, digest));
        if (content.isPresent()) {
          into.put("contents/" + commitment.hex(), content.get().encode());
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      last = page.getLast();
    }
  }

  /** Commitments that records below that size name, in their order. */
  private List<Bytes> page(Bytes after, long size) {
    return consultations.read(session -> page(session, after, size));
  }

  private static List<Bytes> page(Session session, Bytes after, long size) throws SQLException {
    return session.all(
        "SELECT DISTINCT commitment FROM refs WHERE commitment > ? AND owner < ?"
            + " ORDER BY commitment LIMIT ?",
        row -> Session.bytes(row, 1),
        after.isEmpty() ? Bytes.zero(1) : after,
        size * Register.PLACES,
        PAGE);
  }
}
