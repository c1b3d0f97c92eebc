package city.urna.verifier.check;

import city.urna.verifier.arithmetic.Point;
import city.urna.verifier.arithmetic.Transcript;
import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.records.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The election as it was frozen: what ballots, shares and the certificate are checked against.
 *
 * @param election the election hash, recomputed
 * @param questions in the scope's order
 * @param styles in the scope's order
 * @param issuers ids in the process's order
 * @param trusteeKeys public keys of the active trustees by index
 */
record Frozen(
    String process,
    String scope,
    Bytes election,
    List<Question> questions,
    List<Style> styles,
    List<String> issuers,
    Point jointKey,
    SortedMap<Integer, Point> trusteeKeys) {

  /** Whose blind-signature key, for which style. */
  record IssuerKeyPlace(String issuer, String style) {}

  /**
   * A question of method {@code choose}.
   *
   * @param items in ballot order
   * @param blank whether blanks are counted apart
   */
  record Question(
      String id, String method, List<Item> items, int min, int max, boolean blank, Rule rule) {

    /** How many ciphertexts a ballot and the aggregate have for it. */
    int places() {
      return items.size() + (blank ? 1 : 0);
    }

    /** Whether a ballot proves how many choices it makes (spec ballots §1.4). */
    boolean provesSum() {
      return blank || min != 0 || max != items.size();
    }
  }

  /**
   * Something that can be chosen.
   *
   * @param label its title in the process's first language
   * @param titles its title in each language
   * @param cost decimal, or empty
   */
  record Item(
      String id, String label, Map<String, String> titles, String cost, List<String> conflicts) {
    Item {
      titles = Map.copyOf(titles);
    }
  }

  /**
   * A ballot style.
   *
   * @param questions places in {@link Frozen#questions}, ascending
   */
  record Style(String id, List<Integer> questions) {}

  Optional<Integer> style(String id) {
    for (int i = 0; i < styles.size(); i++) {
      if (styles.get(i).id().equals(id)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** Starts a transcript in this election's context. */
  Transcript transcript(String type) {
    return Transcript.of(type, process, scope, election);
  }
}
