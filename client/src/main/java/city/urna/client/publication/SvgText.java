package city.urna.client.publication;

import city.urna.client.publication.Drawing.Anchor;
import city.urna.client.publication.Drawing.Face;
import city.urna.client.publication.Drawing.Look;
import city.urna.client.publication.Drawing.Mark;
import java.util.Locale;

/** A drawing as SVG 1.1, with a title and a description for screen readers. */
final class SvgText {
  private static final String STYLE =
      """
      text{font:13px 'Liberation Sans',Arial,Helvetica,sans-serif;fill:#1a1a1a}
      .quiet{fill:#595959;font-size:12px}
      .heading{font-size:16px;font-weight:bold}
      .selected{fill:#1b6e53}
      .not-selected{fill:#fff;stroke:#6b6b6b;stroke-width:1.5;stroke-dasharray:4 3}
      line{stroke:#b3261e;stroke-width:2}
      """;

  private final StringBuilder text = new StringBuilder();

  private SvgText() {}

  static String of(Drawing drawing, String language) {
    return new SvgText().write(drawing, language);
  }

  private String write(Drawing drawing, String language) {
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"").append(language);
    text.append("\" viewBox=\"0 0 ").append(number(drawing.width())).append(' ');
    text.append(number(drawing.height())).append("\" width=\"").append(number(drawing.width()));
    text.append("\" height=\"").append(number(drawing.height()));
    text.append("\" role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">");
    text.append(escaped(drawing.title())).append("</title>\n<desc id=\"description\">");
    text.append(escaped(drawing.description())).append("</desc>\n<style>\n").append(STYLE);
    text.append("</style>\n");
    for (Drawing.Row row : drawing.rows()) {
      text.append("<g");
      row.option()
          .forEach(
              figure ->
                  text.append(" data-")
                      .append(figure.name())
                      .append("=\"")
                      .append(escaped(figure.value()))
                      .append('"'));
      text.append(">\n");
      row.marks().forEach(this::mark);
      text.append("</g>\n");
    }
    return text.append("</svg>\n").toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Bar(double x, double y, double width, double height, Look look) -> {
        text.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append("\" width=\"").append(number(width)).append("\" height=\"");
        text.append(number(height)).append("\" class=\"").append(name(look)).append("\"/>\n");
      }
      case Mark.Line(double x, double from, double to) -> {
        text.append("<line x1=\"").append(number(x)).append("\" y1=\"").append(number(from));
        text.append("\" x2=\"").append(number(x)).append("\" y2=\"").append(number(to));
        text.append("\"/>\n");
      }
      case Mark.Label(double x, double y, Anchor anchor, Face face, String words) -> {
        text.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        text.append("\" text-anchor=\"").append(name(anchor)).append('"');
        if (face != Face.PLAIN) {
          text.append(" class=\"").append(name(face)).append('"');
        }
        text.append('>').append(escaped(words)).append("</text>\n");
      }
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Two places are enough for the eye, and for whoever measures a bar. */
  private static String number(double value) {
    String written = String.format(Locale.ROOT, "%.2f", value);
    return written.replaceAll("\\.?0+$", "");
  }

  static String escaped(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
