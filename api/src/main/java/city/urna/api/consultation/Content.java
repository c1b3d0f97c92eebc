package city.urna.api.consultation;

import city.urna.protocol.bytes.Bytes;
import java.util.Optional;

/**
 * Something that goes with an act or a decision and of which the ledger holds only a commitment.
 *
 * @param kind as in {@code ContentRef}: 1 text, 2 name, 3 contact, 4 place, 5 photo, 6 attachment,
 *     7 answers
 * @param withheld why the public does not get it; empty for what is public
 */
public record Content(int kind, String mediaType, Bytes data, Optional<String> withheld) {}
