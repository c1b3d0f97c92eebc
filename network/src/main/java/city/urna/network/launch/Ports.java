package city.urna.network.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The ports of a network on this machine: one block, so that two networks do not meet. */
final class Ports {
  /** Below the ports that systems give out for outgoing connections. */
  private static final int LOWEST = 10_000;

  private static final int HIGHEST = 32_000;
  private static final int ATTEMPTS = 50;

  private Ports() {}

  /**
   * A port for every port of every component.
   *
   * @param first the lowest; chosen at random among the free ones where there is none
   * @throws NetworkException which names the ports that are in use
   */
  static Map<String, Integer> choose(Definitions definitions, OptionalInt first) {
    List<String> names = names(definitions);
    if (first.isPresent()) {
      if (first.getAsInt() < 1 || first.getAsInt() + names.size() > 65_536) {
        throw new NetworkException(
            "%d ports from %d on: there are none such".formatted(names.size(), first.getAsInt()));
      }
      List<Integer> busy = busy(first.getAsInt(), names.size());
      if (!busy.isEmpty()) {
        throw new NetworkException(
            "ports in use: %s. The network needs %d from %d on; choose others with --first-port"
                .formatted(busy, names.size(), first.getAsInt()));
      }
      return from(first.getAsInt(), names);
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      int begin = RandomGenerator.getDefault().nextInt(LOWEST, HIGHEST - names.size());
      if (busy(begin, names.size()).isEmpty()) {
        return from(begin, names);
      }
    }
    throw new NetworkException("found no " + names.size() + " free ports in a row");
  }

  private static List<String> names(Definitions definitions) {
    List<String> names = new ArrayList<>();
    for (Component component : definitions.components()) {
      definitions.role(component).ports().keySet().stream()
          .sorted()
          .forEach(port -> names.add(component.name() + "/" + port));
    }
    return names;
  }

  private static Map<String, Integer> from(int first, List<String> names) {
    Map<String, Integer> ports = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      ports.put(names.get(i), first + i);
    }
    return ports;
  }

  private static List<Integer> busy(int first, int count) {
    List<Integer> busy = new ArrayList<>();
    for (int port = first; port < first + count; port++) {
      if (!isFree(port)) {
        busy.add(port);
      }
    }
    return busy;
  }

  /** Whether nothing listens there. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException busy) {
      return false;
    }
  }
}
