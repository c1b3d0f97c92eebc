package city.urna.verifier.block.msp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chains from a certificate to an organization's roots, as Fabric's peers find them (RFC 5280 path
 * validation by Go's {@code crypto/x509}, at one second after the certificate's own beginning).
 *
 * @param roots trusted authorities
 * @param intermediates authorities that must chain to a root themselves
 */
record Chains(List<Certificate> roots, List<Certificate> intermediates) {
  private static final int MOST_SIGNATURES = 100;

  Chains {
    roots = List.copyOf(roots);
    intermediates = List.copyOf(intermediates);
  }

  /** The only chain, the certificate first; nothing where there is none or more than one. */
  Optional<List<Certificate>> unique(Certificate leaf) {
    Instant time = leaf.notBefore().plusSeconds(1);
    if (!leaf.validAt(time) || leaf.unknownCritical()) {
      return Optional.empty();
    }
    List<List<Certificate>> found = new ArrayList<>();
    if (roots.contains(leaf)) {
      found.add(List.of(leaf));
    } else {
      build(List.of(leaf), time, found, new int[] {0});
    }
    found.removeIf(chain -> !chain.stream().allMatch(Certificate::serverUse));
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private void build(
      List<Certificate> chain, Instant time, List<List<Certificate>> found, int[] signatures) {
    for (Certificate root : roots) {
      if (fits(root, chain, time, signatures)) {
        found.add(with(chain, root));
      }
    }
    for (Certificate between : intermediates) {
      if (fits(between, chain, time, signatures)) {
        build(with(chain, between), time, found, signatures);
      }
    }
  }

  private static boolean fits(
      Certificate candidate, List<Certificate> chain, Instant time, int[] signatures) {
    Certificate child = chain.getLast();
    boolean seen =
        chain.stream()
            .anyMatch(
                c -> c.subject().equals(candidate.subject()) && c.key().equals(candidate.key()));
    if (seen || !candidate.names(child) || ++signatures[0] > MOST_SIGNATURES) {
      return false;
    }
    return candidate.issued(child)
        && !candidate.unknownCritical()
        && candidate.validAt(time)
        && candidate.allowsPath(chain.size() - 1);
  }

  private static List<Certificate> with(List<Certificate> chain, Certificate last) {
    List<Certificate> longer = new ArrayList<>(chain);
    longer.add(last);
    return List.copyOf(longer);
  }
}
