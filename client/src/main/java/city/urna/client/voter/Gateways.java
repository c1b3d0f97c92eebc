package city.urna.client.voter;

import city.urna.client.http.CityNode;
import city.urna.client.http.CityNode.Answer;
import city.urna.client.http.OrganizationNode;
import city.urna.client.http.RefusedException;
import city.urna.client.http.UnreachableException;
import city.urna.client.terminal.ToldException;
import city.urna.protocol.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where ballots can be cast: the city's node, then each organization. A ballot that one of them has
 * not brought to a receipt goes, the same bytes, through the next (spec ballots §5).
 */
record Gateways(CityNode node, List<OrganizationNode> organizations) {
  private static final int BUSY = 503;

  Gateways {
    organizations = List.copyOf(organizations);
  }

  /**
   * Casts.
   *
   * @return with a receipt if any gateway has one; else the first promise
   * @throws RefusedException when a gateway refuses it for more than being busy
   * @throws ToldException the last gateway's, when none takes it
   */
  Answer cast(Bytes ballot) {
    List<Function<Bytes, Answer>> all = new ArrayList<>(List.of(node::cast));
    organizations.forEach(organization -> all.add(organization::cast));
    Optional<Answer> promised = Optional.empty();
    ToldException failure = null;
    for (Function<Bytes, Answer> gateway : all) {
      try {
        Answer answer = gateway.apply(ballot);
        if (answer.receipt().isPresent()) {
          return answer;
        }
        promised = promised.or(() -> Optional.of(answer));
      } catch (UnreachableException e) {
        failure = e;
      } catch (RefusedException e) {
        if (e.status() != BUSY) {
          throw e;
        }
        failure = e;
      }
    }
    if (promised.isEmpty()) {
      throw failure;
    }
    return promised.get();
  }
}
