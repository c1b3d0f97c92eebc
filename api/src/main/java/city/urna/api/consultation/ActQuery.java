package city.urna.api.consultation;

import city.urna.api.consultation.Consultations.ScopeId;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Which acts are asked for; an empty part asks for nothing of its kind.
 *
 * @param scopes at least one
 * @param acts these and no others, where there are any
 * @param targets acts on any of these
 * @param recorded first and last second of their time
 * @param updated first and last second of the last thing that happened to them
 * @param words that their public texts hold
 * @param near within so many metres of a point
 * @param after where an earlier page ended; newest first
 * @param skip how many to leave out before the page begins
 * @param limit 1 to 1,000
 */
public record ActQuery(
    List<ScopeId> scopes,
    List<Tracker> acts,
    OptionalInt type,
    OptionalInt channel,
    OptionalInt identity,
    List<Digest> targets,
    Optional<Span> recorded,
    Optional<Span> updated,
    Optional<Status> status,
    Optional<Words> words,
    Optional<Circle> near,
    Optional<Cursor> after,
    int skip,
    int limit) {
  public ActQuery {
    scopes = List.copyOf(scopes);
    acts = List.copyOf(acts);
    targets = List.copyOf(targets);
    if (scopes.isEmpty() || skip < 0 || limit < 1 || limit > 1_000) {
      throw new IllegalArgumentException("a query of no scope, or of no page");
    }
  }

  /** From the first second to the last, both within; an absent one bounds nothing. */
  public record Span(OptionalLong from, OptionalLong to) {}

  /** What the offices have made of it. */
  public enum Status {
    /** Its last answer does not end it: replied is not resolved. */
    OPEN,
    /** Its last answer ends it: rejected, resolved or duplicate. */
    CLOSED,
    /** An answer is owed and its time is up. */
    OVERDUE
  }

  /**
   * Words to look for; all of them have to be there.
   *
   * @param exact accents as written; case matters in neither
   */
  public record Words(String text, boolean exact) {}

  /** A place on the ground. */
  public record Circle(double latitude, double longitude, double metres) {}

  /** Every act of one scope, newest first. */
  public static ActQuery of(ScopeId scope, int limit) {
    return of(List.of(scope), limit);
  }

  /** Every act of these scopes, newest first. */
  public static ActQuery of(List<ScopeId> scopes, int limit) {
    return new ActQuery(
        scopes,
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        limit);
  }
}
