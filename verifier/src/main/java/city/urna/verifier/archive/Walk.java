package city.urna.verifier.archive;

import java.util.Optional;

/**
 * How far a walk through the stored records came.
 *
 * @param records shown, readable or not
 * @param broken why it ended before the last stored record, if it did
 */
public record Walk(long records, Optional<String> broken) {}
