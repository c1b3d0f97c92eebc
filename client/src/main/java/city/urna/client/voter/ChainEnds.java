package city.urna.client.voter;

import city.urna.client.http.CityNode;
import city.urna.client.http.OrganizationNode;
import city.urna.client.http.UnreachableException;
import city.urna.protocol.bytes.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a credential's chain ends, as two parties say who need not trust each other: the city's
 * node and one organization (spec ballots §5, protocol: "it asks two organizations").
 *
 * <p>An organization that has not seen the newest blocks yet is behind, not in disagreement: a
 * receipt needs only a quorum of them. So all are asked, again and again for a while, until one
 * says what the node says. While the node is away, two organizations that say the same will do.
 */
record ChainEnds(CityNode node, List<OrganizationNode> organizations) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(200);

  ChainEnds {
    organizations = List.copyOf(organizations);
  }

  /**
   * The end, 64 hex digits.
   *
   * @throws VoterException when no two of them say the same
   */
  String confirmed(String process, String scope, Digest nullifier) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    boolean answered = false;
    do {
      Optional<String> said = ask(() -> node.chainEnd(process, scope, nullifier));
      for (OrganizationNode organization : organizations) {
        Optional<String> other = ask(() -> organization.chainEnd(process, scope, nullifier));
        if (other.isPresent() && other.equals(said)) {
          return other.get();
        }
        answered |= other.isPresent();
        said = said.or(() -> other);
      }
      pause();
    } while (System.nanoTime() < deadline);
    throw new VoterException(
        answered
            ? "the node and the organizations disagree about your last ballot; wait a minute, try"
                + " again, and tell the observers if it stays so"
            : "no organization answers, so nobody confirms what the node says about your last"
                + " ballot; try again in a minute");
  }

  private static Optional<String> ask(Supplier<String> party) {
    try {
      return Optional.of(party.get());
    } catch (UnreachableException e) {
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoterException("interrupted while asking where your last ballot stands");
    }
  }
}
