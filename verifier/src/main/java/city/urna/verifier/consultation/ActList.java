package city.urna.verifier.consultation;

import city.urna.verifier.bytes.Bytes;
import city.urna.verifier.bytes.Parsed;
import java.util.ArrayList;
import java.util.List;

/** The list that an anchor stands for (spec consultation §5.1, §9), each {@code u32 ‖ bytes}. */
public final class ActList {
  /** The most public acts of one anchor. */
  public static final int MOST_ACTS = 1_000;

  /** The most bytes of all of them. */
  public static final int MOST_BYTES = 1_048_576;

  /** The most bytes of the file. */
  public static final int MOST_FILE_BYTES = MOST_BYTES + 4 * MOST_ACTS;

  private ActList() {}

  /** Splits a file; what the parts are is for others to say. */
  public static Parsed<List<Bytes>> parse(Bytes file) {
    List<Bytes> acts = new ArrayList<>();
    int at = 0;
    while (at < file.size()) {
      if (file.size() - at < 4 || acts.size() == MOST_ACTS) {
        return Parsed.malformed("does not end with an act, or has more than " + MOST_ACTS);
      }
      long length = (long) file.at(at) << 24 | file.at(at + 1) << 16 | file.at(at + 2) << 8;
      length |= file.at(at + 3);
      at += 4;
      if (length > file.size() - at) {
        return Parsed.malformed("ends within an act");
      }
      acts.add(file.slice(at, at + (int) length));
      at += (int) length;
    }
    return Parsed.ok(acts);
  }
}
