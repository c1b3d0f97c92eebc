package city.urna.fuzz;

import city.urna.fuzz.Targets.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Targets that belong together, as one: the first byte of an input says which of them reads the
 * rest. What a fuzzer learns of one of them serves the others, and the list stays short enough for
 * each to get its ten minutes.
 *
 * @param about what its members read
 */
record Group(String name, String about, List<Named> members) {
  Group {
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > 256) {
      throw new IllegalArgumentException("a byte chooses among 1 to 256 members");
    }
  }

  /** The group as a target; a finding names the member and keeps what that member was given. */
  Target target() {
    List<Target> made = members.stream().map(each -> each.target().get()).toList();
    List<byte[]> samples = new ArrayList<>();
    for (int i = 0; i < made.size(); i++) {
      for (byte[] sample : made.get(i).samples()) {
        samples.add(chosen(i, sample));
      }
    }
    return new Target(name, samples, false, input -> read(made, input));
  }

  /** An input of the group: what the member at that place is to read. */
  static byte[] chosen(int place, byte[] rest) {
    byte[] input = new byte[rest.length + 1];
    input[0] = (byte) place;
    System.arraycopy(rest, 0, input, 1, rest.length);
    return input;
  }

  private static Optional<String> read(List<Target> made, byte[] input) {
    if (input.length == 0) {
      return Optional.of("no member is chosen");
    }
    Target member = made.get(Math.floorMod(input[0], made.size()));
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    try {
      return member.refusal(rest);
    } catch (RuntimeException | Error escaped) {
      throw new AssertionError(member.name() + ", input kept as " + keep(member, rest), escaped);
    }
  }

  private static Path keep(Target member, byte[] input) {
    Path folder =
        Path.of(System.getProperty("urna.root", ".."), "fuzz/target/found", member.name());
    try {
      return Files.write(
          Files.createDirectories(folder).resolve(Integer.toHexString(Arrays.hashCode(input))),
          input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
