package city.urna.api.consultation;

import city.urna.protocol.bytes.Tracker;
import java.util.concurrent.CompletableFuture;

/**
 * An act that was stored durably.
 *
 * @param recorded completes once it stands on the log, in an anchor, under a cosigned checkpoint;
 *     exceptionally when it was refused after all
 */
public record Submitted(Tracker act, CompletableFuture<ActRow> recorded) {}
