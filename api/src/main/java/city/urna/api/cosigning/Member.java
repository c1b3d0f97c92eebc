package city.urna.api.cosigning;

import city.urna.api.http.Peer;
import city.urna.network.Block;
import city.urna.network.Ledger;
import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.log.Cosignature;
import city.urna.protocol.log.NoteKey;
import city.urna.protocol.log.NoteSignature;
import city.urna.protocol.log.SignedNote;
import city.urna.protocol.records.Cosigning;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One organization as the node sees it. Is not trusted: whatever it answers, at most its own line
 * is missing, since only a line that is its cosignature of the checkpoint is taken (spec log §3).
 */
final class Member {
  private static final Logger LOG = LoggerFactory.getLogger(Member.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BLOCKS = 16;
  private static final long UNKNOWN = -1;

  private final String id;
  private final NoteKey key;
  private final Peer peer;
  private final Ledger ledger;
  private final LongFunction<SignedNote> checkpoints;

  /** How many blocks it is known to have. */
  private long height = UNKNOWN;

  /** What was last said of it, so that it is said once and not every round. */
  private String said = "";

  /**
   * @param key what its cosignatures are verified with
   * @param checkpoints the log's signed checkpoint of a size
   */
  Member(String id, NoteKey key, Peer peer, Ledger ledger, LongFunction<SignedNote> checkpoints) {
    this.id = id;
    this.key = key;
    this.peer = peer;
    this.ledger = ledger;
    this.checkpoints = checkpoints;
  }

  String id() {
    return id;
  }

  /**
   * Brings it the blocks that it misses, then asks for its line on a checkpoint.
   *
   * @param blocks how many blocks the checkpoint covers
   * @param wanted whether somebody still waits for the line
   * @return its verified line; empty when it does not answer, refuses, or answers something else
   */
  synchronized Optional<NoteSignature> cosign(
      long blocks, SignedNote checkpoint, BooleanSupplier wanted) {
    try {
      if (ledger.isFollowed()) {
        return wanted.getAsBoolean() ? line(blocks, List.of(), checkpoint) : Optional.empty();
      }
      if (wanted.getAsBoolean() && height == UNKNOWN) {
        height = reported();
      }
      while (wanted.getAsBoolean() && height <= blocks) {
        List<Block> next = ledger.blocks(height, (int) Math.min(MOST_BLOCKS, blocks - height));
        long end = height + next.size();
        boolean last = end == blocks;
        Optional<NoteSignature> line =
            line(end, next, last ? checkpoint : checkpoints.apply(ledger.log().sizeAt(end)));
        if (last || line.isEmpty()) {
          return line;
        }
      }
      if (height > ledger.height()) {
        refused(
            "has %d blocks where this ledger has %d: was this node restored from a backup?"
                .formatted(height, ledger.height()));
      }
    } catch (IOException e) {
      LOG.debug("organization {} does not answer", id, e);
      refused("does not answer, or not as an organization does");
    }
    return Optional.empty();
  }

  private Optional<NoteSignature> line(long end, List<Block> blocks, SignedNote checkpoint)
      throws IOException {
    Cosigning.Builder request =
        Cosigning.newBuilder().setCheckpoint(checkpoint.encode().toByteString());
    blocks.forEach(block -> request.addBlocks(block.message()));
    Peer.Reply reply = peer.post("v1/cosign", Bytes.of(request.build().toByteString()));
    if (!reply.isOk()) {
      refused("did not cosign: status " + reply.status());
      return Optional.empty();
    }
    Optional<NoteSignature> line = verified(reply.text(), checkpoint);
    if (line.isPresent()) {
      height = end;
      said = "";
    } else {
      refused("answered with what is not its cosignature of the checkpoint");
    }
    return line;
  }

  private Optional<NoteSignature> verified(String text, SignedNote checkpoint) {
    return NoteSignature.parse(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
        .optional()
        .filter(line -> Cosignature.verify(checkpoint.text(), line, key).isPresent());
  }

  private long reported() throws IOException {
    JsonNode blocks = JSON.readTree(peer.get("v1/organization").text()).path("blocks");
    if (!blocks.isIntegralNumber() || !blocks.canConvertToLong() || blocks.asLong() < 0) {
      throw new IOException("no number of blocks");
    }
    return blocks.asLong();
  }

  /** Its blocks are asked for again the next time. */
  private void refused(String why) {
    height = UNKNOWN;
    if (!why.equals(said)) {
      LOG.warn("organization {} {}", id, why);
    }
    said = why;
  }
}
