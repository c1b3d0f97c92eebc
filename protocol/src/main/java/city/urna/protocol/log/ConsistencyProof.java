package city.urna.protocol.log;

import city.urna.protocol.bytes.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The proof that an earlier tree is the beginning of a later one (RFC 6962 §2.1.2).
 *
 * <p>Shapes: 0 ≤ from ≤ to; nothing to prove, and so an empty path, from the empty tree and to the
 * same size.
 */
public record ConsistencyProof(long from, long to, List<Digest> path) {
  public ConsistencyProof {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("no growth from " + from + " to " + to);
    }
    path = List.copyOf(path);
  }

  /** Whether the tree with the earlier root begins the one with the later (RFC 9162 §2.1.4.2). */
  public boolean holds(Digest fromRoot, Digest toRoot) {
    if (from == to) {
      return path.isEmpty() && fromRoot.equals(toRoot);
    }
    if (from == 0) {
      return path.isEmpty() && fromRoot.equals(MerkleTree.root(List.of()));
    }
    List<Digest> steps = new ArrayList<>(path);
    if (Long.bitCount(from) == 1) {
      steps.addFirst(fromRoot);
    }
    if (steps.isEmpty()) {
      return false;
    }
    long node = from - 1;
    long last = to - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    Digest earlier = steps.getFirst();
    Digest later = steps.getFirst();
    for (Digest step : steps.subList(1, steps.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        earlier = MerkleTree.nodeHash(step, earlier);
        later = MerkleTree.nodeHash(step, later);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        later = MerkleTree.nodeHash(later, step);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && earlier.equals(fromRoot) && later.equals(toRoot);
  }
}
