package city.urna.verifier.count.export;

import java.util.Locale;

/** A drawing as SVG 1.1 text: readable alone, with a title and a description for screen readers. */
final class Svg {
  private static final String STYLE =
      """
      text{font:13px 'Liberation Sans',Arial,Helvetica,sans-serif;fill:#1a1a1a}
      .quiet{fill:#595959;font-size:12px}
      .head{font-size:16px;font-weight:bold}
      .in{fill:#1b6e53}
      .out{fill:#fff;stroke:#6b6b6b;stroke-width:1.5;stroke-dasharray:4 3}
      .limit{stroke:#b3261e;stroke-width:2}
      .axis{stroke:#c4c4c4}
      .kept{fill:#1b6e53;fill-opacity:.22}
      .moved{fill:#b35c00;fill-opacity:.38}
      .gone{fill:#6b6b6b}
      """;

  private final StringBuilder body = new StringBuilder();

  Svg text(double x, double y, String anchor, String kind, String content) {
    body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
    body.append("\" text-anchor=\"").append(anchor).append('"');
    if (!kind.isEmpty()) {
      body.append(" class=\"").append(kind).append('"');
    }
    body.append('>').append(escaped(content)).append("</text>\n");
    return this;
  }

  Svg bar(double x, double y, double width, double height, String kind, String says) {
    body.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
    body.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
    body.append("\" class=\"").append(kind).append("\"><title>").append(escaped(says));
    body.append("</title></rect>\n");
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String kind) {
    body.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
    body.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
    body.append("\" class=\"").append(kind).append("\"/>\n");
    return this;
  }

  /** A band of constant height from one column to the next. */
  Svg band(double x1, double y1, double x2, double y2, double height, String kind, String says) {
    String middle = number((x1 + x2) / 2);
    body.append("<path d=\"M").append(number(x1)).append(' ').append(number(y1));
    body.append("C").append(middle).append(' ').append(number(y1)).append(' ').append(middle);
    body.append(' ').append(number(y2)).append(' ').append(number(x2)).append(' ');
    body.append(number(y2)).append("V").append(number(y2 + height)).append("C").append(middle);
    body.append(' ').append(number(y2 + height)).append(' ').append(middle).append(' ');
    body.append(number(y1 + height)).append(' ').append(number(x1)).append(' ');
    body.append(number(y1 + height)).append("Z\" class=\"").append(kind).append("\"><title>");
    body.append(escaped(says)).append("</title></path>\n");
    return this;
  }

  /** The whole drawing. */
  String drawing(double width, double height, String title, String description) {
    String size = number(width) + " " + number(height);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + size
        + "\" width=\""
        + number(width)
        + "\" height=\""
        + number(height)
        + "\" role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">"
        + escaped(title)
        + "</title>\n<desc id=\"description\">"
        + escaped(description)
        + "</desc>\n<style>\n"
        + STYLE
        + "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
        + body
        + "</svg>\n";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
  }
}
