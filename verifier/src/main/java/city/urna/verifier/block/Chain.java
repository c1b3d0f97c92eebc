package city.urna.verifier.block;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.signature.EcdsaP256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Follows headers one after the other: numbers and previous hashes (V2.2), signatures (V2.4). Holds
 * a bounded number of them; signatures are verified on all cores.
 */
final class Chain {
  private static final int AT_ONCE = 1_024;

  private final Bytes ordererKey;
  private final List<Bytes> hashes = new ArrayList<>();
  private final List<Bytes> signatures = new ArrayList<>();
  private long count;
  private Bytes last = Bytes.ZERO_32;
  private Optional<String> brokenLink = Optional.empty();
  private Optional<String> badSignature = Optional.empty();

  Chain(Bytes ordererKey) {
    this.ordererKey = ordererKey;
  }

  void add(Header header) {
    if (header.number() != count) {
      broken("header " + count + " names another number");
    }
    if (!header.previous().equals(last)) {
      broken("header " + count + " names another previous hash");
    }
    last = header.hash();
    hashes.add(last);
    signatures.add(header.signature());
    count++;
    if (hashes.size() == AT_ONCE) {
      verifySignatures();
    }
  }

  /** Notes what is wrong with the chain; the first thing stays. */
  void broken(String reason) {
    if (brokenLink.isEmpty()) {
      brokenLink = Optional.of(reason);
    }
  }

  /** Says that there is no further header, and verifies what has not been verified yet. */
  void finish() {
    verifySignatures();
    if (count == 0) {
      broken("there is no header");
      badSignature = Optional.of("there is no header");
    }
  }

  private void verifySignatures() {
    long first = count - hashes.size();
    IntStream.range(0, hashes.size())
        .parallel()
        .filter(i -> !EcdsaP256.verifies(ordererKey, hashes.get(i), signatures.get(i)))
        .min()
        .ifPresent(
            i -> {
              if (badSignature.isEmpty()) {
                badSignature =
                    Optional.of("header " + (first + i) + " is not signed by the trusted orderer");
              }
            });
    hashes.clear();
    signatures.clear();
  }

  long count() {
    return count;
  }

  Optional<String> brokenLink() {
    return brokenLink;
  }

  Optional<String> badSignature() {
    return badSignature;
  }
}
