package city.urna.verifier.receipt;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.List;

/** Receipts of public acts, for the fuzz targets. */
public final class ActReceipts {
  private ActReceipts() {}

  public static List<byte[]> samples() {
    return List.of(Bytes.ofUtf8(ActReceiptTest.receipt().toString()).toArray());
  }

  /** The act's hash, or why the receipt is refused. */
  public static Parsed<Bytes> read(Bytes file) {
    return ActReceipt.parse(file, ActReceiptTest.LOG.trust()).map(ActReceipt::act);
  }
}
