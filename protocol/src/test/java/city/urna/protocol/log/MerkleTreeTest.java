package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.Seeded;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The growing tree against RFC 6962's recursive definition, for every size from 0 to 300. */
class MerkleTreeTest {
  private static final int MOST = 300;
  private static final SecureRandom RANDOM = Seeded.random(6962);
  private static final List<Bytes> LEAVES = new ArrayList<>();
  private static final MerkleTree TREE = new MerkleTree();
  private static final NaiveTree NAIVE = new NaiveTree(LEAVES);

  static {
    for (int i = 0; i < MOST; i++) {
      LEAVES.add(Seeded.bytes(RANDOM, i % 70));
      assertEquals(i, TREE.append(LEAVES.get(i)));
    }
  }

  @Test
  void rootsOfEverySize() {
    for (int size = 0; size <= MOST; size++) {
      assertEquals(NAIVE.root(0, size), TREE.root(size), "size " + size);
      assertEquals(NAIVE.root(0, size), MerkleTree.root(LEAVES.subList(0, size)));
    }
    assertEquals(
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        new MerkleTree().root().hex());
  }

  @Test
  void inclusionOfEveryLeafInEverySize() {
    for (int size = 1; size <= MOST; size++) {
      for (int index = 0; index < size; index++) {
        InclusionProof proof = TREE.inclusion(index, size);
        assertEquals(NAIVE.path(index, 0, size), proof.path());
        assertTrue(proof.holds(MerkleTree.leafHash(LEAVES.get(index)), TREE.root(size)));
      }
    }
  }

  @Test
  void consistencyOfEveryTwoSizes() {
    for (int to = 0; to <= MOST; to++) {
      for (int from = 0; from <= to; from++) {
        ConsistencyProof proof = TREE.consistency(from, to);
        if (from > 0 && from < to) {
          assertEquals(NAIVE.subproof(from, 0, to, true), proof.path());
        }
        assertTrue(proof.holds(TREE.root(from), TREE.root(to)), from + " to " + to);
      }
    }
  }

  @Test
  void anAlteredInclusionProofFails() {
    for (int size = 1; size <= 40; size++) {
      for (int index = 0; index < size; index++) {
        Digest leaf = MerkleTree.leafHash(LEAVES.get(index));
        Digest root = TREE.root(size);
        List<Digest> path = TREE.inclusion(index, size).path();
        for (List<Digest> other : alterations(path)) {
          assertFalse(new InclusionProof(index, size, other).holds(leaf, root));
        }
        assertFalse(new InclusionProof(index, size, path).holds(Digest.ZERO, root));
        for (int wrong = 0; wrong < size; wrong++) {
          if (wrong != index) {
            assertFalse(new InclusionProof(wrong, size, path).holds(leaf, root));
          }
        }
      }
    }
  }

  @Test
  void anAlteredConsistencyProofFails() {
    for (int to = 1; to <= 40; to++) {
      for (int from = 0; from <= to; from++) {
        List<Digest> path = TREE.consistency(from, to).path();
        Digest before = TREE.root(from);
        Digest after = TREE.root(to);
        for (List<Digest> other : alterations(path)) {
          assertFalse(new ConsistencyProof(from, to, other).holds(before, after));
        }
        assertFalse(new ConsistencyProof(from, to, path).holds(Digest.ZERO, after));
        assertFalse(from > 0 && new ConsistencyProof(from, to, path).holds(before, Digest.ZERO));
        assertFalse(from == 0 && new ConsistencyProof(from, to, path).holds(TREE.root(1), after));
      }
    }
  }

  /** Each hash changed, left out, doubled; one more in front or behind. */
  private static List<List<Digest>> alterations(List<Digest> path) {
    List<List<Digest>> all = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      List<Digest> changed = new ArrayList<>(path);
      changed.set(i, Digest.sha256(path.get(i).value()));
      all.add(changed);
      List<Digest> without = new ArrayList<>(path);
      without.remove(i);
      all.add(without);
      List<Digest> doubled = new ArrayList<>(path);
      doubled.add(i, path.get(i));
      all.add(doubled);
    }
    List<Digest> front = new ArrayList<>(path);
    front.addFirst(Digest.ZERO);
    all.add(front);
    List<Digest> behind = new ArrayList<>(path);
    behind.add(Digest.ZERO);
    all.add(behind);
    return all;
  }

  @Test
  void whatIsNotThereCannotBeAsked() {
    assertThrows(IllegalArgumentException.class, () -> TREE.root(MOST + 1));
    assertThrows(IllegalArgumentException.class, () -> TREE.root(-1));
    assertThrows(IllegalArgumentException.class, () -> TREE.inclusion(5, 5));
    assertThrows(IllegalArgumentException.class, () -> TREE.inclusion(-1, 5));
    assertThrows(IllegalArgumentException.class, () -> TREE.consistency(6, 5));
    assertThrows(IllegalArgumentException.class, () -> TREE.subtree(3, MOST / 8));
    assertThrows(IllegalArgumentException.class, () -> new InclusionProof(0, 0, List.of()));
  }
}
