package city.urna.verifier.log;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 §2.1: hashes, roots and proofs. */
public final class Merkle {
  /** The root of the tree without leaves. */
  public static final Bytes EMPTY_ROOT = Bytes.sha256();

  private static final Bytes LEAF = Bytes.of(new byte[] {0});
  private static final Bytes NODE = Bytes.of(new byte[] {1});

  private Merkle() {}

  public static Bytes leafHash(Bytes leaf) {
    return Bytes.sha256(LEAF, leaf);
  }

  public static Bytes nodeHash(Bytes left, Bytes right) {
    return Bytes.sha256(NODE, left, right);
  }

  /** MTH over a list of byte strings (spec encoding §5). */
  public static Bytes root(Iterable<Bytes> leaves) {
    Frontier frontier = new Frontier();
    for (Bytes leaf : leaves) {
      frontier.add(leafHash(leaf));
    }
    return frontier.root();
  }

  /**
   * The root that an inclusion proof leads to (RFC 9162 §2.1.3.2).
   *
   * @param path from the leaf's sibling up, 32 bytes each
   * @return malformed where the proof has not the length that index and size ask for
   */
  public static Parsed<Bytes> rootOfInclusion(
      long index, long size, Bytes leafHash, List<Bytes> path) {
    if (index < 0 || index >= size) {
      return Parsed.malformed("index is not below the size");
    }
    long node = index;
    long last = size - 1;
    Bytes hash = leafHash;
    for (Bytes sibling : path) {
      if (last == 0) {
        return Parsed.malformed("inclusion proof is too long");
      }
      if ((node & 1) == 1 || node == last) {
        hash = nodeHash(sibling, hash);
        while ((node & 1) == 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = nodeHash(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 ? Parsed.ok(hash) : Parsed.malformed("inclusion proof is too short");
  }

  /** A tree that grows by leaf hashes and keeps only the roots of its full subtrees. */
  public static final class Frontier {
    /** Roots of full subtrees, largest first: one for each bit of the size. */
    private final List<Bytes> roots = new ArrayList<>();

    private long size;

    public void add(Bytes leafHash) {
      Bytes hash = leafHash;
      for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
        hash = nodeHash(roots.removeLast(), hash);
      }
      roots.add(hash);
      size++;
    }

    public long size() {
      return size;
    }

    public Bytes root() {
      if (roots.isEmpty()) {
        return EMPTY_ROOT;
      }
      Bytes hash = roots.getLast();
      for (int i = roots.size() - 2; i >= 0; i--) {
        hash = nodeHash(roots.get(i), hash);
      }
      return hash;
    }
  }
}
