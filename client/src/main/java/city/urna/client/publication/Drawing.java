package city.urna.client.publication;

import java.util.List;

/**
 * A drawing that says in words what it shows, in marks that SVG and PDF draw alike.
 *
 * @param width in pixels of a 96th of an inch, as all lengths
 * @param description what somebody who does not see it is told
 */
record Drawing(double width, double height, String title, String description, List<Row> rows) {
  Drawing {
    rows = List.copyOf(rows);
  }

  /**
   * Marks that belong together: an option's, or (without one) those of the drawing as a whole.
   *
   * @param option an option's numbers as they stand in the record; empty for others
   */
  record Row(List<Figure> option, List<Mark> marks) {
    Row {
      option = List.copyOf(option);
      marks = List.copyOf(marks);
    }
  }

  /** A number or name of the record that the row shows. */
  record Figure(String name, String value) {}

  /** One thing drawn. */
  sealed interface Mark {
    record Bar(double x, double y, double width, double height, Look look) implements Mark {}

    /** Upright, from the first height to the second. */
    record Line(double x, double from, double to) implements Mark {}

    /** Text on a line; {@code y} is its base line. */
    record Label(double x, double y, Anchor anchor, Face face, String text) implements Mark {}
  }

  /** Solid: selected; outlined: not; black: of a code that cameras read. */
  enum Look {
    SELECTED,
    NOT_SELECTED,
    BLACK
  }

  /** Which end of a text its place is. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** How a text is set. */
  enum Face {
    PLAIN,
    QUIET,
    HEADING
  }
}
