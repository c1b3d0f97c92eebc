package city.urna.protocol.log;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Merkle tree that only grows (RFC 6962 §2.1, spec encoding §5).
 *
 * <p>Keeps the hash of every complete subtree, 64 bytes a leaf: appending costs two hashes on
 * average, a root or a proof of any earlier size a logarithmic number. Safe to read while another
 * thread appends.
 */
public final class MerkleTree {
  private static final Bytes LEAF = Bytes.of(new byte[] {0});
  private static final Bytes NODE = Bytes.of(new byte[] {1});
  private static final Digest EMPTY = Digest.sha256();

  /** Level h holds the hashes over leaves [i·2^h, (i+1)·2^h), packed by ascending i. */
  private final List<Hashes> levels = new ArrayList<>(List.of(new Hashes()));

  /** SHA-256(00 ‖ leaf). */
  public static Digest leafHash(Bytes leaf) {
    return Digest.sha256(LEAF, leaf);
  }

  /** SHA-256(01 ‖ left ‖ right). */
  public static Digest nodeHash(Digest left, Digest right) {
    return Digest.sha256(NODE, left.value(), right.value());
  }

  /** MTH: the root over a list of byte strings. */
  public static Digest root(List<Bytes> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::append);
    return tree.root();
  }

  /** Adds a leaf at the end and returns its index. */
  public long append(Bytes leaf) {
    return appendHash(leafHash(leaf));
  }

  /** Adds a leaf of which only the hash is known. */
  public synchronized long appendHash(Digest leafHash) {
    long index = levels.getFirst().size;
    Digest hash = leafHash;
    int height = 0;
    levels.getFirst().add(hash);
    while (levels.get(height).size % 2 == 0) {
      Hashes level = levels.get(height);
      hash = nodeHash(level.get(level.size - 2), level.get(level.size - 1));
      height++;
      if (levels.size() == height) {
        levels.add(new Hashes());
      }
      levels.get(height).add(hash);
    }
    return index;
  }

  /** The number of leaves. */
  public synchronized long size() {
    return levels.getFirst().size;
  }

  /** The root over all leaves. */
  public synchronized Digest root() {
    return root(size());
  }

  /** The root that the tree had at this size. */
  public synchronized Digest root(long size) {
    requireSize(size);
    return size == 0 ? EMPTY : range(0, size);
  }

  /** The path of a leaf in the tree of this size (RFC 6962 §2.1.1), the leaf's sibling first. */
  public synchronized InclusionProof inclusion(long index, long size) {
    requireSize(size);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
    }
    List<Digest> path = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + split(to - from);
      if (index < middle) {
        path.add(range(middle, to));
        to = middle;
      } else {
        path.add(range(from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index, size, path.reversed());
  }

  /** The proof that the tree of one size begins the tree of the other (RFC 6962 §2.1.2). */
  public synchronized ConsistencyProof consistency(long from, long to) {
    requireSize(to);
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("no growth from " + from + " to " + to);
    }
    List<Digest> path = new ArrayList<>();
    if (from > 0 && from < to) {
      subproof(from, 0, to, true, path);
    }
    return new ConsistencyProof(from, to, path);
  }

  /** The hash over the leaves [index·2^height, (index+1)·2^height), all of which are there. */
  synchronized Digest subtree(int height, long index) {
    if (height >= levels.size() || index < 0 || index >= levels.get(height).size) {
      throw new IllegalArgumentException("that subtree is not complete");
    }
    return levels.get(height).get(index);
  }

  /** SUBPROOF of RFC 6962 §2.1.2 over the leaves [from, to); m counts from {@code from}. */
  private void subproof(long m, long from, long to, boolean whole, List<Digest> path) {
    if (m == to - from) {
      if (!whole) {
        path.add(range(from, to));
      }
      return;
    }
    long k = split(to - from);
    if (m <= k) {
      subproof(m, from, from + k, whole, path);
      path.add(range(from + k, to));
    } else {
      subproof(m - k, from + k, to, false, path);
      path.add(range(from, from + k));
    }
  }

  /** MTH(D[from:to]) where the range is one that the recursion of RFC 6962 meets. */
  private Digest range(long from, long to) {
    long width = to - from;
    if (Long.bitCount(width) == 1) {
      int height = Long.numberOfTrailingZeros(width);
      return levels.get(height).get(from >>> height);
    }
    long middle = from + split(width);
    return nodeHash(range(from, middle), range(middle, to));
  }

  /** The largest power of two below n. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  private void requireSize(long size) {
    if (size < 0 || size > size()) {
      throw new IllegalArgumentException("the tree has no size " + size + " yet");
    }
  }

  /** Hashes of one level, packed. */
  private static final class Hashes {
    private byte[] packed = new byte[Digest.SIZE];
    private int size;

    void add(Digest hash) {
      int at = Math.multiplyExact(size, Digest.SIZE);
      if (at == packed.length) {
        packed = Arrays.copyOf(packed, Math.multiplyExact(2, packed.length));
      }
      System.arraycopy(hash.value().toArray(), 0, packed, at, Digest.SIZE);
      size++;
    }

    Digest get(long index) {
      int at = Math.toIntExact(index * Digest.SIZE);
      return new Digest(Bytes.of(Arrays.copyOfRange(packed, at, at + Digest.SIZE)));
    }
  }
}
