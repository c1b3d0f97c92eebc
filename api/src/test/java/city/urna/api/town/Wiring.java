package city.urna.api.town;

/** Which port stands for a server's own, for each who speaks to it. */
public interface Wiring {
  /** Everybody reaches every server at its own port. */
  Wiring DIRECT =
      new Wiring() {
        @Override
        public int servers(int port) {
          return port;
        }

        @Override
        public int voters(int port) {
          return port;
        }
      };

  /** Where the other servers reach the server of that port. */
  int servers(int port);

  /** Where voters and everybody else reach it. */
  int voters(int port);
}
