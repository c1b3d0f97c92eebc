package city.urna.protocol.log;

import city.urna.protocol.bytes.Digest;
import java.util.List;
import java.util.Optional;

/**
 * The path from a leaf to the root of a tree (RFC 6962 §2.1.1).
 *
 * <p>Shapes: 0 ≤ index &lt; size; the path from the leaf's sibling upwards, at most 63 hashes.
 */
public record InclusionProof(long index, long size, List<Digest> path) {
  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    path = List.copyOf(path);
  }

  /**
   * The root to which this path leads from the leaf hash (RFC 9162 §2.1.3.2); none where the path
   * is too long or too short for the tree.
   */
  public Optional<Digest> root(Digest leafHash) {
    long node = index;
    long last = size - 1;
    Digest hash = leafHash;
    for (Digest step : path) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.nodeHash(step, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, step);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }

  /** Whether the path leads from this leaf hash to this root. */
  public boolean holds(Digest leafHash, Digest root) {
    return root(leafHash).filter(root::equals).isPresent();
  }
}
