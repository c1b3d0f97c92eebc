package city.urna.verifier.count;

/**
 * One thing that can be chosen: a candidate, a project, an answer.
 *
 * @param id how results name it, unique in its election: a project's id, a candidate's name
 * @param name what people call it; the id where a file gives no other
 */
public record Option(String id, String name) {
  public Option {
    if (id.isBlank()) {
      throw new IllegalArgumentException("an option has an id");
    }
  }

  public static Option named(String name) {
    return new Option(name, name);
  }
}
