package city.urna.network.log;

import city.urna.network.Block;
import city.urna.network.BlockRow;
import city.urna.network.LedgerException;
import city.urna.network.Place;
import city.urna.network.store.Session;
import city.urna.network.store.Store;
import city.urna.protocol.ballot.Chains;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Digest;
import city.urna.protocol.bytes.Nullifier;
import city.urna.protocol.bytes.Tracker;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.ConsistencyProof;
import city.urna.protocol.log.InclusionProof;
import city.urna.protocol.log.LogEntry;
import city.urna.protocol.log.MerkleTree;
import city.urna.protocol.log.Receipt;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.log.TilePath;
import city.urna.protocol.log.Tiles;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The log of a ledger and the indexes over it: what stands where, under which root, and which
 * ballot a voter's chain ends with (spec log, ballots §5).
 *
 * <p>Positions below {@link #size()} are durable. The tree's hashes are kept in memory, 64 bytes a
 * record, and rebuilt from the stored leaf hashes at opening; nothing is replayed. Any thread may
 * read; only the ledger that holds the store appends.
 */
public final class LogStore {
  private final Store store;
  private final MerkleTree tree = new MerkleTree();
  private volatile Tip tip;

  /** The newest block: how many there are, and its header hash. */
  private record Tip(long height, Digest hash) {}

  private LogStore(Store store) {
    this.store = store;
    this.tip = store.read(session -> loadTip(session));
    store
        .read(
            session ->
                session.all(
                    "SELECT hashes FROM leaves ORDER BY number", row -> Session.bytes(row, 1)))
        .forEach(this::load);
    long committed =
        store.read(
            session ->
                session.one("SELECT max(position) + 1 FROM log", row -> row.getLong(1)).orElse(0L));
    if (tree.size() != committed) {
      throw new LedgerException("the ledger " + store.file() + " has lost leaf hashes");
    }
  }

  /** The log in this store. */
  public static LogStore of(Store store) {
    return new LogStore(store);
  }

  private static Tip loadTip(Session session) throws SQLException {
    return session
        .one(
            "SELECT number + 1, hash FROM blocks ORDER BY number DESC LIMIT 1",
            row -> new Tip(row.getLong(1), Session.digest(row, 2)))
        .orElse(new Tip(0, Digest.ZERO));
  }

  private void load(Bytes hashes) {
    for (int at = 0; at < hashes.size(); at += Digest.SIZE) {
      tree.appendHash(new Digest(hashes.slice(at, at + Digest.SIZE)));
    }
  }

  /** How many records are on the log. */
  public long size() {
    return tree.size();
  }

  /** How many blocks there are. */
  public long height() {
    return tip.height();
  }

  /** How many records the first so many blocks hold. */
  public long sizeAt(long height) {
    return store.read(
        session ->
            session
                .one("SELECT first FROM blocks WHERE number = ?", row -> row.getLong(1), height)
                .orElseGet(this::size));
  }

  /** Header hash of the newest block; zero before the first. */
  public Digest tip() {
    return tip.hash();
  }

  /** The number of the block in which a position stands. */
  public long block(long position) {
    return store.read(
        session ->
            session
                .one("SELECT block FROM log WHERE position = ?", row -> row.getLong(1), position)
                .orElseThrow(() -> new IllegalArgumentException("no position " + position)));
  }

  /** The hash of a block. */
  public Optional<Digest> blockHash(long number) {
    return store.read(
        session ->
            session.one(
                "SELECT hash FROM blocks WHERE number = ?", row -> Session.digest(row, 1), number));
  }

  /** The root over the first so many entries. */
  public Digest root(long size) {
    return tree.root(size);
  }

  /** The record at a position. */
  public Optional<Bytes> record(long position) {
    return store.read(
        session ->
            session.one(
                "SELECT bytes FROM records WHERE position = ?",
                row -> Session.bytes(row, 1),
                position));
  }

  /** Records in order, from that position on, at most {@code limit} of them. */
  public List<Bytes> records(long from, int limit) {
    return store.read(
        session ->
            session.all(
                "SELECT bytes FROM records WHERE position >= ? AND position < ?"
                    + " ORDER BY position",
                row -> Session.bytes(row, 1),
                from,
                Math.min(from + limit, size())));
  }

  /** The entry at a position. */
  public Optional<LogEntry> entry(long position) {
    return entries(position, 1).stream().findFirst().map(bytes -> LogEntry.decode(bytes).orThrow());
  }

  private List<Bytes> entries(long from, int limit) {
    return store.read(
        session ->
            session.all(
                "SELECT entry FROM log WHERE position >= ? AND position < ? ORDER BY position",
                row -> Session.bytes(row, 1),
                from,
                Math.min(from + limit, size())));
  }

  /** Where the record of that hash stands. */
  public Optional<Place> find(Digest record) {
    return store.read(session -> LogTables.find(session, record));
  }

  /** Where the ballot of that tracker stands. */
  public Optional<Place> find(Tracker tracker) {
    return store.read(session -> LogTables.find(session, tracker));
  }

  /** The same as the ledger's writer sees it, within its transaction. */
  public static Optional<Place> find(Session writer, Digest record) throws SQLException {
    return LogTables.find(writer, record);
  }

  /** The same as the ledger's writer sees it, within its transaction. */
  public static Optional<Place> find(Session writer, Tracker tracker) throws SQLException {
    return LogTables.find(writer, tracker);
  }

  /** The tracker that a next ballot of this voice has to replace (spec ballots §5). */
  public Tracker chainEnd(Nullifier nullifier) {
    return Chains.follow(
            store.read(
                session ->
                    session.all(
                        "SELECT tracker, replaces FROM log WHERE nullifier = ? ORDER BY position",
                        row ->
                            new Chains.Link(
                                new Tracker(Session.digest(row, 1)),
                                new Tracker(Session.digest(row, 2))),
                        nullifier.bytes())))
        .end();
  }

  /** How many ballots of a voice are on the log, whether they count or not. */
  public long ballots(Nullifier nullifier) {
    return store.read(
        session ->
            session
                .one(
                    "SELECT count(*) FROM log WHERE nullifier = ?",
                    row -> row.getLong(1),
                    nullifier.bytes())
                .orElse(0L));
  }

  /** How many ballots of a scope are on the log, whether they count or not. */
  public long ballots(String process, String scope) {
    return store.read(
        session ->
            session
                .one(
                    "SELECT count FROM ballots WHERE scope = ?",
                    row -> row.getLong(1),
                    LogEntry.scopeHash(process, scope))
                .orElse(0L));
  }

  /** Every ballot of a scope before that position, in order. */
  List<ClosedSetReplay.Link> links(String process, String scope, long before) {
    Digest scopeHash = LogEntry.scopeHash(process, scope);
    return store.read(
        session ->
            session.all(
                "SELECT position, nullifier, tracker, replaces FROM log"
                    + " WHERE position < ? AND nullifier IS NOT NULL AND substr(entry, 11, 32) = ?"
                    + " ORDER BY position",
                row ->
                    new ClosedSetReplay.Link(
                        row.getLong(1),
                        new Nullifier(Session.digest(row, 2)),
                        new Chains.Link(
                            new Tracker(Session.digest(row, 3)),
                            new Tracker(Session.digest(row, 4)))),
                before,
                scopeHash));
  }

  /** The path of a position in the tree of that size. */
  public InclusionProof inclusion(long position, long size) {
    return tree.inclusion(position, size);
  }

  /** The proof that the tree of one size begins that of the other. */
  public ConsistencyProof consistency(long from, long to) {
    return tree.consistency(from, to);
  }

  /**
   * The receipt of a position under a cosigned checkpoint that covers it (spec log §4).
   *
   * @return empty where there is no such position, or the checkpoint ends before it
   */
  public Optional<Receipt> receipt(long position, SignedNote checkpoint) {
    long size = Checkpoint.parse(checkpoint.text()).orThrow().size();
    return position < size
        ? entry(position).map(entry -> Receipt.of(entry, tree, checkpoint))
        : Optional.empty();
  }

  /** A tile or an entry bundle, partial or full; empty where the log has not grown so far. */
  public Optional<Bytes> tile(TilePath path) {
    if (path.level() == TilePath.ENTRIES) {
      List<Bytes> entries = entries(path.start(), path.width());
      return entries.size() == path.width() ? Optional.of(Tiles.bundle(entries)) : Optional.empty();
    }
    int shift = 8 * path.level();
    boolean there = shift < Long.SIZE - 1 && path.start() + path.width() <= size() >>> shift;
    return there ? Optional.of(Tiles.hashes(tree, path)) : Optional.empty();
  }

  /** Blocks in order, from that number on, at most {@code limit} of them. */
  public List<Block> blocks(long from, int limit) {
    return store.read(session -> BlockTables.blocks(session, from, limit));
  }

  /** Whether a block ends with the record before that position. */
  public boolean endsBlock(long size) {
    return size == size()
        || store
            .read(
                session ->
                    session.one(
                        "SELECT first FROM log JOIN blocks ON number = block WHERE position = ?",
                        row -> row.getLong(1),
                        size))
            .filter(first -> first == size)
            .isPresent();
  }

  /** Header by header, as an archive concatenates them, of all blocks up to that log size. */
  List<Bytes> headers(long size) {
    return store.read(
        session ->
            session.all(
                "SELECT header FROM blocks WHERE first < ? ORDER BY number",
                row -> Session.bytes(row, 1),
                size));
  }

  /**
   * Keeps a checkpoint with the cosignatures that it has; of two with the same size the newer one.
   *
   * @throws IllegalArgumentException when it is none of this log's
   */
  public void keep(SignedNote checkpoint) {
    Checkpoint parsed = Checkpoint.parse(checkpoint.text()).orThrow();
    if (parsed.size() > size() || !parsed.root().equals(root(parsed.size()))) {
      throw new IllegalArgumentException("not a checkpoint of this log");
    }
    store.write(
        session -> {
          session.change(
              "INSERT OR REPLACE INTO checkpoints (size, note) VALUES (?, ?)",
              parsed.size(),
              checkpoint.encode());
          return parsed;
        });
  }

  /** The largest checkpoint that was kept. */
  public Optional<SignedNote> checkpoint() {
    return checkpoint(Long.MAX_VALUE);
  }

  /** The largest checkpoint kept that is not larger than this. */
  public Optional<SignedNote> checkpoint(long size) {
    return store.read(
        session ->
            session.one(
                "SELECT note FROM checkpoints WHERE size <= ? ORDER BY size DESC LIMIT 1",
                row -> SignedNote.parse(Session.bytes(row, 1)).orThrow(),
                size));
  }

  /** The smallest checkpoint kept that covers a position: the first to say that it is recorded. */
  public Optional<SignedNote> firstCheckpoint(long position) {
    return store.read(
        session ->
            session.one(
                "SELECT note FROM checkpoints WHERE size > ? ORDER BY size LIMIT 1",
                row -> SignedNote.parse(Session.bytes(row, 1)).orThrow(),
                position));
  }

  /** Writes a block within the ledger's transaction; {@link #grow} follows once it is durable. */
  public void insert(Session writer, BlockRow block, List<Leaf> leaves) throws SQLException {
    long first = size();
    LogTables.insert(writer, block, first, leaves);
    LogTables.leaves(writer, first, hashes(first, leaves));
  }

  /** Lets the readers see a block that has become durable. */
  public void grow(BlockRow block, List<Leaf> leaves) {
    hashes(size(), leaves).forEach(tree::appendHash);
    tip = new Tip(block.number() + 1, block.hash());
  }

  private static List<Digest> hashes(long first, List<Leaf> leaves) {
    return java.util.stream.IntStream.range(0, leaves.size())
        .mapToObj(i -> leaves.get(i).entry(first + i).leafHash())
        .toList();
  }
}
