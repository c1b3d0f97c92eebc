package city.urna.verifier.block;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the file {@code headers} one header at a time. */
final class Headers implements AutoCloseable {
  static final String NAME = "headers";

  private final InputStream in;
  private final Chain chain;
  private long read;

  /** Every header that is read is also shown to the chain. */
  Headers(InputStream in, Chain chain) {
    this.in = in;
    this.chain = chain;
  }

  /** The next header, if there is one and it is whole. */
  Optional<Header> next() {
    try {
      byte[] bytes = in.readNBytes(Header.SIZE);
      if (bytes.length == Header.SIZE) {
        Header header = Header.of(bytes);
        chain.add(header);
        read++;
        return Optional.of(header);
      }
      if (bytes.length > 0) {
        chain.broken("the last header is cut short");
      }
    } catch (IOException e) {
      chain.broken(NAME + " cannot be read");
    }
    return Optional.empty();
  }

  /** How many headers have been read. */
  long read() {
    return read;
  }

  /** Shows the chain what is left. */
  void readRest() {
    Optional<Header> header = next();
    while (header.isPresent()) {
      header = next();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
