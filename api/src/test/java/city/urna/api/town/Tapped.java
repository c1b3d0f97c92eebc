package city.urna.api.town;

import city.urna.protocol.bytes.Bytes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Taps on every wire of a town; whoever is no server calls from the voters' address. */
public final class Tapped implements Wiring, AutoCloseable {
  private final InetAddress voters;
  private final Map<Integer, Tap> fromServers = new ConcurrentHashMap<>();
  private final Map<Integer, Tap> fromVoters = new ConcurrentHashMap<>();

  /**
   * Lays nothing yet.
   *
   * @param voters an address of this machine that nobody else calls from
   */
  public Tapped(InetAddress voters) {
    this.voters = voters;
  }

  @Override
  public int servers(int port) {
    return fromServers
        .computeIfAbsent(port, p -> new Tap(p, InetAddress.getLoopbackAddress()))
        .port();
  }

  @Override
  public int voters(int port) {
    return fromVoters.computeIfAbsent(port, p -> new Tap(p, voters)).port();
  }

  /** The servers' own ports, as far as anybody called there. */
  public Set<Integer> ports() {
    return Set.copyOf(fromVoters.keySet());
  }

  private Stream<Tap> all() {
    return Stream.of(fromServers, fromVoters).flatMap(taps -> taps.values().stream());
  }

  /** What was asked on any wire. */
  public List<Bytes> requests() {
    return all().flatMap(tap -> tap.requests().stream()).toList();
  }

  /** What was asked and answered on any wire. */
  public List<Bytes> everything() {
    List<Bytes> everything = new ArrayList<>(requests());
    all().forEach(tap -> everything.addAll(tap.answers()));
    return everything;
  }

  @Override
  public void close() {
    all().forEach(Tap::close);
  }
}
