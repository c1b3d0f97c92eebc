package city.urna.protocol.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import city.urna.protocol.bytes.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names and content of tiles: C2SP's own examples, and its definition of a tile's hashes. */
class TilesTest {
  private static long count(List<TilePath> paths, int level, int width) {
    return paths.stream().filter(p -> p.level() == level && p.width() == width).count();
  }

  /** "A tree of size 70,000 will be represented by 273 full level 0 tiles, …" */
  @Test
  void theExampleOfSeventyThousand() {
    List<TilePath> paths = TilePath.all(70_000);
    assertEquals(273, count(paths, 0, 256));
    assertEquals(1, count(paths, 0, 112));
    assertEquals(1, count(paths, 1, 256));
    assertEquals(1, count(paths, 1, 17));
    assertEquals(1, count(paths, 2, 1));
    assertEquals(273, count(paths, TilePath.ENTRIES, 256));
    assertEquals(1, count(paths, TilePath.ENTRIES, 112));
    assertEquals(2 * 274 + 3, paths.size());
    assertEquals(
        List.of("tile/0/000", "tile/1/000.p/1", "tile/entries/000"),
        TilePath.all(256).stream().map(TilePath::text).toList());
    assertTrue(TilePath.all(0).isEmpty());
  }

  @Test
  void numbersAreWrittenInGroupsOfThree() {
    assertEquals("x001/x234/067", new TilePath(0, 1_234_067, 256).number());
    assertEquals("tile/3/x005/000.p/255", new TilePath(3, 5_000, 255).text());
    assertEquals("tile/entries/999", new TilePath(TilePath.ENTRIES, 999, 256).text());
  }

  @Test
  void whatIsWrittenIsReadAndNothingElse() {
    for (long index : new long[] {0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 1_234_067_890L}) {
      for (int level : new int[] {TilePath.ENTRIES, 0, 9, 10, 63}) {
        for (int width : new int[] {1, 9, 10, 99, 100, 255, 256}) {
          TilePath path = new TilePath(level, index, width);
          assertEquals(new Parsed.Ok<>(path), TilePath.parse(path.text()));
        }
      }
    }
    for (String bad :
        List.of(
            "",
            "tile",
            "tile/0",
            "tile/0/",
            "tile/00/000",
            "tile/64/000",
            "tile/-1/000",
            "tile/0/0",
            "tile/0/0000",
            "tile/0/1000",
            "tile/0/x000/001",
            "tile/0/x001/x002",
            "tile/0/001/002",
            "tile/0/000.p/0",
            "tile/0/000.p/01",
            "tile/0/000.p/256",
            "tile/0/000.p/999",
            "tile/0/000.p/",
            "tile/0/000.p/1/",
            "/tile/0/000",
            "tile/entries/x/000",
            "tile/data/000",
            "tile/0/\u0660\u0660\u0660",
            "tile/0/x999/x999/x999/x999/x999/x999/999")) {
      assertInstanceOf(Parsed.Malformed.class, TilePath.parse(bad), bad);
    }
  }

  @Test
  void whatATreeAddsIsWhatItDidNotHave() {
    for (int from : new int[] {0, 1, 255, 256, 257, 511, 65_535, 65_536, 66_000}) {
      for (int more : new int[] {0, 1, 2, 255, 256, 257, 70_000}) {
        Set<TilePath> both = new HashSet<>(TilePath.all(from));
        Set<TilePath> added = new HashSet<>(TilePath.added(from, from + more));
        both.addAll(added);
        assertTrue(both.containsAll(TilePath.all(from + more)));
        added.removeAll(TilePath.all(from + more));
        assertTrue(added.isEmpty(), from + " plus " + more);
      }
    }
  }

  /** MTH(D[(n·256 + i)·256^l : (n·256 + i + 1)·256^l]). */
  @Test
  void aTileHoldsTheRootsThatItsNameSays() {
    List<Bytes> leaves = new ArrayList<>();
    MerkleTree tree = new MerkleTree();
    for (int i = 0; i < 66_000; i++) {
      leaves.add(Wire.u32(i));
      tree.append(leaves.get(i));
    }
    for (TilePath path : TilePath.all(leaves.size())) {
      if (path.level() == TilePath.ENTRIES || path.level() == 0 && path.index() % 50 != 7) {
        continue;
      }
      Bytes tile = Tiles.hashes(tree, path);
      assertEquals(32 * path.width(), tile.size());
      int span = 1 << 8 * path.level();
      for (int i = 0; i < path.width(); i += 37) {
        int from = (int) (path.start() + i) * span;
        assertEquals(
            MerkleTree.root(leaves.subList(from, from + span)).value(),
            tile.slice(32 * i, 32 * i + 32),
            path + " " + i);
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Tiles.hashes(tree, new TilePath(0, 66_000 / 256, 256)));
  }

  @Test
  void bundlesAreReadToTheirEnd() {
    List<Bytes> entries = List.of(Bytes.EMPTY, Bytes.zero(1), Bytes.zero(65_535));
    Bytes bundle = Tiles.bundle(entries);
    assertEquals(entries, Tiles.entries(bundle).orThrow());
    assertInstanceOf(Parsed.Malformed.class, Tiles.entries(Bytes.EMPTY));
    assertInstanceOf(Parsed.Malformed.class, Tiles.entries(bundle.slice(0, bundle.size() - 1)));
    assertInstanceOf(Parsed.Malformed.class, Tiles.entries(Bytes.concat(bundle, Bytes.zero(1))));
    List<Bytes> many = Collections.nCopies(256, Bytes.zero(3));
    assertEquals(many, Tiles.entries(Tiles.bundle(many)).orThrow());
    assertInstanceOf(
        Parsed.Malformed.class,
        Tiles.entries(Bytes.concat(Tiles.bundle(many), Tiles.bundle(entries))));
    assertThrows(IllegalArgumentException.class, () -> Tiles.bundle(List.of()));
  }
}
