package city.urna.api.cosigning;

import city.urna.api.http.Peer;
import city.urna.api.http.Repeating;
import city.urna.network.Ledger;
import city.urna.network.Tip;
import city.urna.network.log.LogStore;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.log.NoteSignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.signature.Ed25519PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries every new block to every organization and collects their cosignatures, round after round;
 * while a round is under way the ledger goes on committing. Neither what an organization answers
 * nor a failure of ours is the end of it: the next round tries again.
 */
public final class Cosigners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cosigners.class);

  /** How long a round waits for the others once the quorum is there. */
  private static final Duration STRAGGLERS = Duration.ofMillis(100);

  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Ledger ledger;
  private final String origin;
  private final Ed25519PrivateKey logKey;
  private final CheckpointTrust trust;
  private final List<Member> members;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NavigableMap<Long, CompletableFuture<SignedNote>> waiting = new TreeMap<>();
  private final Repeating rounds;
  private Tip tip;
  private long cosigned;
  private boolean again;
  private volatile boolean closed;
  private volatile boolean working = true;

  /**
   * @param organizations where each one listens
   */
  public Cosigners(
      Ledger ledger,
      Ed25519PrivateKey logKey,
      CheckpointTrust trust,
      Map<String, Peer> organizations) {
    this.ledger = ledger;
    this.origin = trust.log().name();
    this.logKey = logKey;
    this.trust = trust;
    this.members = members(organizations);
    ledger.listen(this::committed);
    LogStore log = ledger.log();
    synchronized (this) {
      tip = new Tip(log.height(), log.size());
      cosigned =
          log.checkpoint().map(note -> Checkpoint.parse(note.text()).orThrow().size()).orElse(0L);
    }
    rounds = new Repeating("cosigning", RETRY, this::rounds);
  }

  /** In the order of the genesis record, which is that of a checkpoint's lines. */
  private List<Member> members(Map<String, Peer> organizations) {
    List<Member> found = new ArrayList<>();
    for (NoteKey key : trust.cosigners()) {
      String id = key.name().substring(CheckpointTrust.cosignerName(origin, "").length());
      Optional.ofNullable(organizations.get(id))
          .ifPresentOrElse(
              peer -> found.add(new Member(id, key, peer, ledger, this::checkpoint)),
              () -> LOG.warn("nobody said where organization {} listens", id));
    }
    return List.copyOf(found);
  }

  private synchronized void committed(Tip end) {
    if (tip != null && end.height() > tip.height()) {
      tip = end;
      notifyAll();
    }
  }

  /** Completes with the first checkpoint that covers a position. */
  public synchronized CompletableFuture<SignedNote> cosigned(long position) {
    if (position < cosigned) {
      return CompletableFuture.completedFuture(
          ledger.log().firstCheckpoint(position).orElseThrow());
    }
    return waiting.computeIfAbsent(position, p -> new CompletableFuture<>());
  }

  /**
   * Has the last checkpoint cosigned once more, with the time of now: so time goes on where nothing
   * is recorded (spec consultation §7.7).
   */
  public synchronized void again() {
    again = cosigned > 0;
    notifyAll();
  }

  /**
   * Whether the last round did what a round does. One without a quorum counts: its cause is others'
   * and ballots are stored meanwhile.
   */
  public boolean isWorking() {
    return working;
  }

  /** Round after round until one finds no quorum, or fails; then comes a pause. */
  private void rounds() {
    for (Optional<Tip> next = await(); next.isPresent(); next = await()) {
      long size = next.get().size();
      Optional<SignedNote> note = kept(next.get());
      if (note.isEmpty()) {
        LOG.warn("no quorum of cosignatures at {} records; trying again", size);
        return;
      }
      complete(size, note.get());
    }
  }

  /** Waits for something to cosign; empty once closed. */
  private synchronized Optional<Tip> await() {
    try {
      while (!closed && !again && tip.size() <= cosigned) {
        wait();
      }
      again = false;
      return closed ? Optional.empty() : Optional.of(tip);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private Optional<SignedNote> kept(Tip next) {
    boolean done = false;
    try {
      Optional<SignedNote> note = round(next);
      note.ifPresent(ledger.log()::keep);
      done = true;
      return note;
    } finally {
      working = done;
    }
  }

  private synchronized void complete(long size, SignedNote note) {
    cosigned = size;
    var covered = waiting.headMap(size, false);
    covered.values().forEach(future -> future.completeAsync(() -> note, threads));
    covered.clear();
  }

  /** The checkpoint with the lines of at least a quorum. */
  private Optional<SignedNote> round(Tip to) {
    SignedNote own = checkpoint(to.size());
    Map<String, NoteSignature> lines = new ConcurrentHashMap<>();
    AtomicBoolean wanted = new AtomicBoolean(true);
    try {
      gather(lines, ask(to, own, lines, wanted));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      wanted.set(false);
    }
    SignedNote note = own;
    for (Member member : members) {
      NoteSignature line = lines.get(member.id());
      note = line == null ? note : note.with(line);
    }
    return Optional.of(note)
        .filter(full -> trust.check(full) instanceof CheckpointTrust.Outcome.Trusted);
  }

  private CompletableFuture<Void> ask(
      Tip to, SignedNote own, Map<String, NoteSignature> lines, AtomicBoolean wanted) {
    return CompletableFuture.allOf(
        members.stream()
            .map(
                member ->
                    CompletableFuture.runAsync(
                            () ->
                                member
                                    .cosign(to.height(), own, wanted::get)
                                    .ifPresent(line -> lines.put(member.id(), line)),
                            threads)
                        .exceptionally(failure -> tell(member, failure)))
            .toArray(CompletableFuture[]::new));
  }

  private Void tell(Member member, Throwable failure) {
    if (!closed) {
      LOG.error("asking organization {} failed", member.id(), failure);
    }
    return null;
  }

  /** Waits for everybody, but not long once the quorum is there. */
  private void gather(Map<String, NoteSignature> lines, CompletableFuture<Void> all)
      throws InterruptedException {
    long deadline = System.nanoTime() + ROUND.toNanos();
    while (!all.isDone() && !closed && System.nanoTime() < deadline) {
      boolean quorum = lines.size() >= trust.quorum();
      try {
        all.get(quorum ? STRAGGLERS.toMillis() : 20, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (quorum) {
          return;
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException("each failure was told already", e);
      }
    }
  }

  private SignedNote checkpoint(long size) {
    return new Checkpoint(origin, size, ledger.log().root(size)).sign(logKey);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    rounds.close();
    threads.shutdown();
  }
}
