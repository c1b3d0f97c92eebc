package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 6962 §2.1 word for word, recursively over a list; remembers what it has hashed. */
final class NaiveTree {
  private final List<Bytes> leaves;
  private final Map<List<Integer>, Digest> known = new HashMap<>();

  NaiveTree(List<Bytes> leaves) {
    this.leaves = leaves;
  }

  /** The largest power of two smaller than n. */
  private static int k(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  /** MTH(D[from:to]). */
  Digest root(int from, int to) {
    List<Integer> range = List.of(from, to);
    if (!known.containsKey(range)) {
      known.put(range, compute(from, to));
    }
    return known.get(range);
  }

  private Digest compute(int from, int to) {
    int n = to - from;
    if (n == 0) {
      return Digest.sha256(Bytes.EMPTY);
    }
    if (n == 1) {
      return Digest.sha256(Bytes.of(new byte[] {0}), leaves.get(from));
    }
    Bytes left = root(from, from + k(n)).value();
    Bytes right = root(from + k(n), to).value();
    return Digest.sha256(Bytes.of(new byte[] {1}), left, right);
  }

  /** PATH(m, D[from:to]). */
  List<Digest> path(int m, int from, int to) {
    int n = to - from;
    if (n == 1) {
      return List.of();
    }
    List<Digest> path;
    if (m < k(n)) {
      path = new ArrayList<>(path(m, from, from + k(n)));
      path.add(root(from + k(n), to));
    } else {
      path = new ArrayList<>(path(m - k(n), from + k(n), to));
      path.add(root(from, from + k(n)));
    }
    return path;
  }

  /** SUBPROOF(m, D[from:to], b). */
  List<Digest> subproof(int m, int from, int to, boolean b) {
    int n = to - from;
    if (m == n) {
      return b ? List.of() : List.of(root(from, to));
    }
    List<Digest> path;
    if (m <= k(n)) {
      path = new ArrayList<>(subproof(m, from, from + k(n), b));
      path.add(root(from + k(n), to));
    } else {
      path = new ArrayList<>(subproof(m - k(n), from + k(n), to, false));
      path.add(root(from, from + k(n)));
    }
    return path;
  }
}
