package city.urna.network.fabric;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The peers that will do, the best one first; whoever finds one failing goes on to the next. */
final class Peers implements AutoCloseable {
  private final List<PeerConnection> peers;
  private final AtomicInteger current = new AtomicInteger();

  Peers(List<PeerConnection> peers) {
    this.peers = List.copyOf(peers);
  }

  PeerConnection current() {
    return peers.get(current.get());
  }

  /** Goes on to the next one, unless somebody has done so already. */
  void failed(PeerConnection peer) {
    int index = peers.indexOf(peer);
    current.compareAndSet(index, (index + 1) % peers.size());
  }

  @Override
  public void close() {
    peers.forEach(PeerConnection::close);
  }
}
