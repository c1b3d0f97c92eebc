package city.urna.verifier.block.fabric;

import city.urna.verifier.block.msp.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Certificates that were used when they said that they were not valid. Peers let them count, by the
 * time that the transaction states, so this is a reservation and no failure.
 */
final class Expiries {
  private static final int MOST_NAMED = 5;

  private final Set<String> seen = new HashSet<>();
  private final List<String> named = new ArrayList<>();
  private long uses;

  void used(Identity identity, Instant time, String place) {
    if (identity.validAt(time)) {
      return;
    }
    uses++;
    if (named.size() < MOST_NAMED && seen.add(identity.mspId() + identity.id().hex())) {
      named.add(
          "the certificate of "
              + identity.name()
              + " was not valid on "
              + time
              + ", when "
              + place
              + " used it");
    }
  }

  List<String> named() {
    return uses > named.size()
        ? List.of(String.join("; ", named) + "; " + uses + " uses in all")
        : List.copyOf(named);
  }
}
