package city.urna.fuzz;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All targets by name; what one of them needs is made when it is asked for. */
final class Targets {
  private Targets() {}

  /** The names, with what makes each. */
  record Named(String name, Supplier<Target> target) {}

  static List<Named> all() {
    return Stream.of(
            ProtocolTargets.all(),
            ContractTargets.all(),
            ClientTargets.all(),
            VerifierTargets.all(),
            ServerTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * The target of that name.
   *
   * @throws IllegalArgumentException naming those that exist
   */
  static Target named(String name) {
    return all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(each -> each.target().get())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no target "
                        + name
                        + "; there are: "
                        + all().stream().map(Named::name).collect(Collectors.joining(", "))));
  }
}
