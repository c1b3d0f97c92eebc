package city.urna.client.publication;

import static city.urna.client.publication.SvgText.escaped;

import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.Organization;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The certificate as a page of XHTML in one language: what the PDF is made from. Headings, tables
 * with header cells and texts beside pictures make it readable by ear.
 */
final class Page {
  /** How much of a chart fits on one sheet of paper. */
  private static final double SHEET = 840;

  private final CertifiedResult result;
  private final Words words;
  private final StringBuilder html = new StringBuilder();
  private final List<Picture> pictures = new ArrayList<>();

  /**
   * A drawing's place on the page: the part between two heights.
   *
   * @param alternative what is read out instead
   */
  record Picture(Drawing drawing, double from, double to, String alternative) {}

  /** A page and the pictures that it names by number. */
  record Written(String html, List<Picture> pictures) {
    Written {
      pictures = List.copyOf(pictures);
    }
  }

  private Page(CertifiedResult result, Words words) {
    this.result = result;
    this.words = words;
  }

  static Written of(CertifiedResult result, Words words, String families) {
    Page page = new Page(result, words);
    page.head(families);
    page.facts();
    result.questions().forEach(page::question);
    page.check();
    page.html.append("</body></html>");
    return new Written(page.html.toString(), page.pictures);
  }

  private void head(String families) {
    String title = words.text(result.title());
    html.append("<html lang=\"").append(words.language()).append("\"><head><title>");
    html.append(escaped(words.say("certified") + ": " + title)).append("</title>");
    html.append("<meta name=\"author\" content=\"").append(escaped(result.clerk().name()));
    html.append("\"/><meta name=\"subject\" content=\"").append(escaped(words.say("certified")));
    html.append("\"/><style>").append(style(families)).append("</style></head><body>");
    html.append("<h1>").append(escaped(title)).append("</h1><p class=\"lead\">");
    html.append(escaped(words.say("certified"))).append("</p>");
    paragraph(words.text(result.description()));
    paragraph(words.say("about"));
  }

  private String style(String families) {
    return """
        @page { size: A4; margin: 18mm 18mm 20mm 18mm;
          @bottom-right { content: "%s " counter(page) " / " counter(pages);
            font-family: %s; font-size: 8pt; color: #595959 } }
        body { font-family: %s; font-size: 10.5pt; line-height: 1.4; color: #1a1a1a }
        h1 { font-size: 21pt; line-height: 1.2; margin: 0 0 4pt 0 }
        h2 { font-size: 14pt; margin: 20pt 0 6pt 0; page-break-after: avoid }
        p { margin: 0 0 7pt 0 }
        .lead { font-size: 13pt; color: #1b6e53; font-weight: bold }
        table { width: 100%%; border-collapse: collapse; margin: 6pt 0 8pt 0;
          -fs-page-break-min-height: 60pt }
        th, td { text-align: left; vertical-align: top; padding: 4pt 6pt;
          border-bottom: 0.5pt solid #b0b0b0 }
        th { font-weight: bold } tr { page-break-inside: avoid }
        .number { text-align: right; white-space: nowrap }
        .facts th { width: 34%% }
        .hash { font-family: Mono; font-size: 9pt }
        .in th, .in td { background-color: #e4f1ec }
        object { display: block; margin: 6pt 0; page-break-inside: avoid }
        .together { page-break-inside: avoid }
        """
        .formatted(escaped(words.say("page")), families, families);
  }

  private void paragraph(String text) {
    html.append("<p>").append(escaped(text)).append("</p>");
  }

  private void facts() {
    html.append("<table class=\"facts\">");
    fact("process", "", result.process() + " / " + result.scope());
    fact(
        "ballots",
        "",
        words.number(result.counted())
            + " "
            + words.say("counted")
            + "; "
            + words.number(result.recorded())
            + " "
            + words.say("recorded"));
    fact("certifiedBy", "", result.clerk().name());
    fact(
        "cosignedBy",
        "",
        result.endorsers().stream().map(Organization::name).collect(Collectors.joining("; ")));
    int dissents = result.closedSet().dissents().size();
    fact("dissents", "", dissents == 0 ? words.say("none") : words.number(dissents));
    fact("electionHash", "hash", result.election().hex());
    fact("closedSet", "hash", result.closedSet().hash().hex());
    fact("treeSize", "", words.number(result.closedSet().treeSize()));
    fact("licence", "", result.licence());
    html.append("</table>");
  }

  private void fact(String name, String kind, String value) {
    html.append("<tr><th scope=\"row\">").append(escaped(words.say(name))).append("</th><td");
    if (!kind.isEmpty()) {
      html.append(" class=\"").append(kind).append('"');
    }
    html.append('>').append(escaped(value)).append("</td></tr>");
  }

  private void question(QuestionResult question) {
    html.append("<h2>").append(escaped(words.text(question.text()))).append("</h2>");
    html.append("<table class=\"facts\">");
    fact("rule", "", words.say("rule." + question.rule()));
    question.budget().ifPresent(b -> fact("budget", "", words.number(new BigDecimal(b))));
    if (question.budget().isEmpty()) {
      fact("seats", "", words.number(question.seats()));
    }
    if (question.threshold() != 0) {
      fact("threshold", "", words.number(question.threshold()));
    }
    fact("ballots", "", words.number(question.ballots()));
    question.blank().ifPresent(blank -> fact("blank", "", words.number(blank)));
    html.append("</table>");
    paragraph(words.summary(question));
    chart(ResultChart.of(question, words));
    options(question);
  }

  private void chart(Drawing drawing) {
    double top = ResultChart.TOP - 36;
    int parts = (int) Math.ceil((drawing.height() - top) / SHEET);
    for (int part = 0; part < parts; part++) {
      String which = parts == 1 ? "" : " " + (part + 1) + " / " + parts;
      picture(
          new Picture(
              drawing,
              top + part * SHEET,
              Math.min(top + (part + 1) * SHEET, drawing.height()),
              words.say("chart") + which + ". " + drawing.description()),
          drawing.width());
    }
  }

  private void picture(Picture picture, double width) {
    html.append("<object type=\"").append(PdfRendering.PICTURE).append("\" data-picture=\"");
    html.append(pictures.size()).append("\" alt=\"").append(escaped(picture.alternative()));
    html.append("\" style=\"width: ").append(width * PdfRendering.SCALE).append("px; height: ");
    html.append((picture.to() - picture.from()) * PdfRendering.SCALE).append("px\"></object>");
    pictures.add(picture);
  }

  private void options(QuestionResult question) {
    boolean money = question.budget().isPresent();
    html.append("<table><thead><tr>");
    column(money ? "project" : "option", "");
    column("votes", "number");
    if (money) {
      column("cost", "number");
      column("funded", "");
      column("left", "number");
    } else {
      column("selected", "");
    }
    html.append("</tr></thead><tbody>");
    BigDecimal left = new BigDecimal(question.budget().orElse("0"));
    for (int place : question.order()) {
      Option option = question.options().get(place);
      boolean selected = question.selected().contains(place);
      html.append(selected ? "<tr class=\"in\">" : "<tr>").append("<th scope=\"row\">");
      html.append(escaped(words.text(option.title()))).append("</th>");
      cell("number", words.number(option.votes()));
      option.cost().ifPresent(cost -> cell("number", words.number(new BigDecimal(cost))));
      cell("", words.say(selected ? "yes" : "no"));
      if (money) {
        left = selected ? left.subtract(new BigDecimal(option.cost().orElseThrow())) : left;
        cell("number", words.number(left));
      }
      html.append("</tr>");
    }
    html.append("</tbody></table>");
  }

  private void column(String name, String kind) {
    html.append("<th scope=\"col\"").append(kind.isEmpty() ? "" : " class=\"" + kind + '"');
    html.append('>').append(escaped(words.say(name))).append("</th>");
  }

  private void cell(String kind, String text) {
    html.append("<td").append(kind.isEmpty() ? "" : " class=\"" + kind + '"').append('>');
    html.append(escaped(text)).append("</td>");
  }

  private void check() {
    String hash = result.closedSet().hash().hex();
    html.append("<div class=\"together\"><h2>").append(escaped(words.say("check")));
    html.append("</h2>");
    paragraph(words.say("check.how"));
    Drawing code = QrCode.of(hash, words.say("qr", hash));
    picture(new Picture(code, 0, code.height(), code.description()), code.width());
    html.append("<p class=\"hash\">").append(hash).append("</p></div>");
  }
}
