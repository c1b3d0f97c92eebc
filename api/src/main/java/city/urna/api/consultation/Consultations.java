package city.urna.api.consultation;

import city.urna.api.http.Problem;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Tracker;
import java.util.List;
import java.util.Optional;

/**
 * What other rooms ask of the consultation, and the way by which they bring public acts into it.
 *
 * <p>All rows are views of the record: made from the log and the contents, never kept apart from
 * them. Every method may be called from any thread.
 */
public interface Consultations {
  /** Where items and acts belong to: a process and one of its scopes. */
  record ScopeId(String process, String scope) {}

  /** The consultation scopes of a process, in the order of its definition; empty where none. */
  List<ScopeRow> scopes(String process);

  /** Newest versions of the items of these scopes, by position on the log. */
  List<ItemRow> items(List<ScopeId> scopes);

  /** The item whose record has this hash, whatever its version. */
  Optional<ItemRow> item(Digest record);

  /** Acts that the query asks for. */
  Page acts(ActQuery query);

  /** The act of this tracker. */
  Optional<ActRow> act(Tracker act);

  /**
   * Takes a public act, signed with a fresh key that is forgotten at once. What comes back is
   * stored durably.
   *
   * @throws Problem when it is refused; then nothing was written
   */
  Submitted submit(Draft draft);

  /** Some of the acts, and where to go on. */
  record Page(List<ActRow> acts, Optional<Cursor> next, long total) {
    public Page {
      acts = List.copyOf(acts);
    }
  }
}
