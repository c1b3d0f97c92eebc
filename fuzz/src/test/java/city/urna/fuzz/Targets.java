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

  /** What belongs together, each under Jazzer as one. */
  static List<Group> groups() {
    return List.of(
        new Group("values", "encodings, points, scalars, keys, shares", ProtocolTargets.values()),
        new Group("log", "entries, tiles, notes, receipts: ours and the verifier's", log()),
        new Group("records", "records, contents, lists, blocks, rulings", RecordTargets.all()),
        new Group("decide", "decide, for records as they come and signed", ContractTargets.all()),
        new Group("files", "what people and operators write and keep", files()),
        new Group("counts", "every format that is counted, and the counts", CountTargets.all()),
        new Group("archive", "whole archives under every check", ArchiveTargets.all()),
        new Group("fabric", "blocks, certificates, configurations of Fabric", FabricTargets.all()),
        new Group("bodies", "bodies and paths of an election's servers", ServerTargets.all()),
        new Group("square", "consultation and Open311 over HTTP", SquareTargets.all()));
  }

  private static List<Named> log() {
    return Stream.concat(ProtocolTargets.log().stream(), VerifierTargets.log().stream()).toList();
  }

  private static List<Named> files() {
    return Stream.of(ClientTargets.all(), ServerTargets.files(), VerifierTargets.files())
        .flatMap(List::stream)
        .toList();
  }

  static List<Named> all() {
    return groups().stream().map(Group::members).flatMap(List::stream).toList();
  }

  /**
   * The target of that name, or the group's as one.
   *
   * @throws IllegalArgumentException naming those that exist
   */
  static Target named(String name) {
    return groups().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .map(Group::target)
        .or(() -> one(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no target "
                        + name
                        + "; there are: "
                        + groups().stream().map(Group::name).collect(Collectors.joining(", "))
                        + "; and alone: "
                        + all().stream().map(Named::name).collect(Collectors.joining(", "))));
  }

  private static java.util.Optional<Target> one(String name) {
    return all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .map(each -> each.target().get());
  }
}
