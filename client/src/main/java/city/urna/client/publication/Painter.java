package city.urna.client.publication;

import city.urna.client.publication.Drawing.Anchor;
import city.urna.client.publication.Drawing.Face;
import city.urna.client.publication.Drawing.Look;
import city.urna.client.publication.Drawing.Mark;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Paints a drawing: shapes only, letters too, so that no font of the machine is asked for. */
final class Painter {
  private static final Color INK = new Color(0x1a1a1a);
  private static final Color QUIET = new Color(0x595959);
  private static final Color SELECTED = new Color(0x1b6e53);
  private static final Color OUTLINE = new Color(0x6b6b6b);
  private static final Color LIMIT = new Color(0xb3261e);

  private final Typeface typeface;

  Painter(Typeface typeface) {
    this.typeface = typeface;
  }

  /** Paints all of a drawing at its own scale. */
  void paint(Drawing drawing, Graphics2D canvas) {
    for (Drawing.Row row : drawing.rows()) {
      for (Mark mark : row.marks()) {
        paint(mark, canvas);
      }
    }
  }

  private void paint(Mark mark, Graphics2D canvas) {
    switch (mark) {
      case Mark.Bar(double x, double y, double width, double height, Look look) ->
          bar(new Rectangle2D.Double(x, y, width, height), look, canvas);
      case Mark.Line(double x, double from, double to) -> {
        canvas.setColor(LIMIT);
        canvas.setStroke(new BasicStroke(2));
        canvas.draw(new Line2D.Double(x, from, x, to));
      }
      case Mark.Label(double x, double y, Anchor anchor, Face face, String text) -> {
        double size =
            switch (face) {
              case PLAIN -> 13;
              case QUIET -> 12;
              case HEADING -> 16;
            };
        Typeface.Outline outline = typeface.outline(text, size);
        double begin =
            switch (anchor) {
              case START -> x;
              case MIDDLE -> x - outline.width() / 2;
              case END -> x - outline.width();
            };
        canvas.setColor(face == Face.QUIET ? QUIET : INK);
        canvas.fill(
            outline.shape().createTransformedShape(AffineTransform.getTranslateInstance(begin, y)));
      }
    }
  }

  private static void bar(Rectangle2D bar, Look look, Graphics2D canvas) {
    switch (look) {
      case SELECTED -> {
        canvas.setColor(SELECTED);
        canvas.fill(bar);
      }
      case NOT_SELECTED -> {
        canvas.setColor(OUTLINE);
        canvas.setStroke(
            new BasicStroke(
                1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0));
        canvas.draw(bar);
      }
      case BLACK -> {
        canvas.setColor(Color.BLACK);
        canvas.fill(bar);
      }
    }
  }
}
