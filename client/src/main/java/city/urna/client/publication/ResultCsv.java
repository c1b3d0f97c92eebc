package city.urna.client.publication;

import city.urna.client.publication.CertifiedResult.Option;
import city.urna.client.publication.CertifiedResult.QuestionResult;
import java.util.ArrayList;
import java.util.List;

/** {@code results.csv} (spec exports §4), for spreadsheets: RFC 4180, UTF-8, line feeds. */
final class ResultCsv {
  private final StringBuilder text = new StringBuilder();

  private ResultCsv() {}

  static String of(CertifiedResult result) {
    ResultCsv csv = new ResultCsv();
    List<String> header =
        new ArrayList<>(List.of("question", "kind", "option", "cost", "votes", "selected"));
    result.languages().forEach(language -> header.add("title-" + language));
    csv.row(header);
    for (QuestionResult question : result.questions()) {
      csv.question(result.languages(), question);
    }
    return csv.text.toString();
  }

  private void question(List<String> languages, QuestionResult question) {
    String none = "";
    List<String> all =
        new ArrayList<>(
            List.of(
                question.id(), "ballots", none, none, String.valueOf(question.ballots()), none));
    languages.forEach(language -> all.add(question.text().get(language)));
    row(all);
    for (int place = 0; place < question.options().size(); place++) {
      Option option = question.options().get(place);
      int order = question.selected().indexOf(place);
      List<String> row =
          new ArrayList<>(
              List.of(
                  question.id(),
                  "option",
                  option.id(),
                  option.cost().orElse(none),
                  String.valueOf(option.votes()),
                  order < 0 ? none : String.valueOf(order + 1)));
      languages.forEach(language -> row.add(option.title().get(language)));
      row(row);
    }
    question
        .blank()
        .ifPresent(
            blank -> {
              List<String> row =
                  new ArrayList<>(
                      List.of(question.id(), "blank", none, none, String.valueOf(blank), none));
              languages.forEach(_ -> row.add(none));
              row(row);
            });
  }

  private void row(List<String> cells) {
    List<String> quoted = cells.stream().map(ResultCsv::cell).toList();
    text.append(String.join(",", quoted)).append('\n');
  }

  private static String cell(String value) {
    return value.matches("[^,\"\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
  }
}
