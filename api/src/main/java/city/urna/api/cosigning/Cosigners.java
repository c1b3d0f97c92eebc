package city.urna.api.cosigning;

import city.urna.api.http.Peer;
import city.urna.network.Block;
import city.urna.network.embedded.EmbeddedLedger;
import city.urna.network.log.LogStore;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.Checkpoint;
import city.urna.protocol.log.CheckpointTrust;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.records.Cosigning;
import city.urna.protocol.signature.Ed25519PrivateKey;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries every new block to every organization and collects their cosignatures, round after round;
 * while a round is under way the ledger goes on committing.
 */
public final class Cosigners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cosigners.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BLOCKS = 16;

  /** How long a round waits for the others once the quorum is there. */
  private static final Duration STRAGGLERS = Duration.ofMillis(100);

  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final EmbeddedLedger ledger;
  private final String origin;
  private final Ed25519PrivateKey logKey;
  private final CheckpointTrust trust;
  private final List<Member> members;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NavigableMap<Long, CompletableFuture<SignedNote>> waiting = new TreeMap<>();
  private Tip tip;
  private long cosigned;
  private boolean closed;

  /** The ledger's end as far as its blocks have been seen here. */
  private record Tip(long height, long size) {}

  /** One organization, and how many blocks it is known to have; negative for unknown. */
  private static final class Member {
    private final String id;
    private final Peer peer;
    private long height = -1;

    Member(String id, Peer peer) {
      this.id = id;
      this.peer = peer;
    }
  }

  /**
   * @param organizations where each one listens, in the order of the genesis record
   */
  public Cosigners(
      EmbeddedLedger ledger,
      Ed25519PrivateKey logKey,
      CheckpointTrust trust,
      Map<String, Peer> organizations) {
    this.ledger = ledger;
    this.origin = trust.log().name();
    this.logKey = logKey;
    this.trust = trust;
    this.members =
        organizations.entrySet().stream().map(e -> new Member(e.getKey(), e.getValue())).toList();
    ledger.listen(this::committed);
    LogStore log = ledger.log();
    synchronized (this) {
      tip = new Tip(log.height(), log.size());
      cosigned =
          log.checkpoint().map(note -> Checkpoint.parse(note.text()).orThrow().size()).orElse(0L);
    }
    Thread.ofVirtual().name("cosigning").start(this::rounds);
  }

  private synchronized void committed(Block block) {
    if (tip != null && block.number() == tip.height()) {
      tip = new Tip(tip.height() + 1, tip.size() + block.records().size());
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

  private void rounds() {
    try {
      for (Tip next = await(); next != null; next = await()) {
        Optional<SignedNote> note = round(next);
        if (note.isPresent()) {
          ledger.log().keep(note.get());
          complete(next.size(), note.get());
        } else {
          LOG.warn("no quorum of cosignatures at {} records; trying again", next.size());
          Thread.sleep(RETRY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for something to cosign; null once closed. */
  private synchronized Tip await() throws InterruptedException {
    while (!closed && tip.size() <= cosigned) {
      wait();
    }
    return closed ? null : tip;
  }

  private synchronized void complete(long size, SignedNote note) {
    cosigned = size;
    var covered = waiting.headMap(size, false);
    covered.values().forEach(future -> future.completeAsync(() -> note, threads));
    covered.clear();
  }

  private Optional<SignedNote> round(Tip to) throws InterruptedException {
    SignedNote own = new Checkpoint(origin, to.size(), ledger.log().root(to.size())).sign(logKey);
    Map<String, String> lines = new ConcurrentHashMap<>();
    List<CompletableFuture<Void>> asked =
        members.stream()
            .map(
                member ->
                    CompletableFuture.runAsync(
                        () -> cosign(member, to, own).ifPresent(l -> lines.put(member.id, l)),
                        threads))
            .toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
    long deadline = System.nanoTime() + ROUND.toNanos();
    while (!all.isDone() && System.nanoTime() < deadline) {
      boolean quorum = lines.size() >= trust.quorum();
      try {
        all.get(quorum ? STRAGGLERS.toMillis() : 20, TimeUnit.MILLISECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        if (quorum) {
          break;
        }
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("cosigning failed", e);
      }
    }
    return checked(own, lines);
  }

  private Optional<SignedNote> checked(SignedNote own, Map<String, String> lines) {
    StringBuilder text =
        new StringBuilder(
            new String(own.encode().toArray(), java.nio.charset.StandardCharsets.UTF_8));
    for (Member member : members) {
      text.append(lines.getOrDefault(member.id, ""));
    }
    return SignedNote.parse(Bytes.ofUtf8(text.toString()))
        .optional()
        .filter(note -> trust.check(note) instanceof CheckpointTrust.Outcome.Trusted);
  }

  /** One organization's line, unless it does not answer or refuses. */
  private Optional<String> cosign(Member member, Tip to, SignedNote note) {
    synchronized (member) {
      try {
        if (member.height < 0) {
          member.height = height(member);
        }
        while (true) {
          List<Block> blocks =
              ledger.blocks(
                  member.height, (int) Math.min(MOST_BLOCKS, to.height() - member.height));
          long end = member.height + blocks.size();
          if (end == to.height()) {
            return line(member, end, blocks, note);
          }
          if (!line(member, end, blocks, checkpoint(end)).isPresent()) {
            return Optional.empty();
          }
        }
      } catch (IOException e) {
        member.height = -1;
        LOG.debug("organization {} does not answer", member.id, e);
        return Optional.empty();
      }
    }
  }

  /** The checkpoint after so many blocks, for an organization that catches up. */
  private SignedNote checkpoint(long height) {
    long size = ledger.log().sizeAt(height);
    return new Checkpoint(origin, size, ledger.log().root(size)).sign(logKey);
  }

  private static Optional<String> line(Member member, long end, List<Block> blocks, SignedNote note)
      throws IOException {
    Cosigning.Builder request = Cosigning.newBuilder().setCheckpoint(note.encode().toByteString());
    blocks.forEach(block -> request.addBlocks(block.message()));
    Peer.Reply reply = member.peer.post("v1/cosign", Bytes.of(request.build().toByteString()));
    if (!reply.isOk()) {
      member.height = -1;
      LOG.warn("organization {} did not cosign: status {}", member.id, reply.status());
      return Optional.empty();
    }
    member.height = end;
    return Optional.of(reply.text());
  }

  private static long height(Member member) throws IOException {
    Peer.Reply reply = member.peer.get("v1/organization");
    if (!reply.isOk()) {
      throw new IOException("status " + reply.status());
    }
    return JSON.readTree(reply.text()).path("blocks").asLong();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    threads.shutdown();
  }
}
