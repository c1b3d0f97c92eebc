package city.urna.verifier.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * A PDF against the record (spec exports §7): its signature, and every text of its structure, which
 * is what is read out, copied and searched. Pictures are not looked at; their words are.
 */
final class PdfCheck {
  /**
   * Held, so that its level stays: what the reader thinks of a broken file is no part of a verdict.
   */
  private static final Logger READER = Logger.getLogger("org.apache");

  private final Words words;
  private final Certified certified;
  private final List<PdfText.Block> expected = new ArrayList<>();

  private PdfCheck(Words words, Certified certified) {
    this.words = words;
    this.certified = certified;
  }

  static void of(
      byte[] pdf, String language, Certified certified, Optional<DocumentKey> key, Faults faults) {
    READER.setLevel(Level.OFF);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PdfSignature.check(pdf, document, key, faults);
      faults.same("its language", language, document.getDocumentCatalog().getLanguage());
      PdfCheck check = new PdfCheck(Words.of(language), certified);
      check.expect();
      List<PdfText.Block> found = PdfText.of(document, faults);
      compare(check.expected, found, faults);
    } catch (IOException | RuntimeException | StackOverflowError unreadable) {
      // The file is hostile data: whatever its reader trips over, it is no export.
      faults.add("it is no PDF that can be read");
    }
  }

  private static void compare(
      List<PdfText.Block> expected, List<PdfText.Block> found, Faults faults) {
    faults.same("the number of its parts", expected.size(), found.size());
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      PdfText.Block wanted = expected.get(i);
      PdfText.Block block = found.get(i);
      String where = "part " + (i + 1) + " (" + wanted.kind() + ")";
      if (!faults.same("the kind of part " + (i + 1), wanted.kind(), block.kind())) {
        return;
      }
      faults.same("the number of cells in " + where, wanted.cells().size(), block.cells().size());
      for (int cell = 0; cell < Math.min(wanted.cells().size(), block.cells().size()); cell++) {
        if (!Words.solid(wanted.cells().get(cell)).equals(Words.solid(block.cells().get(cell)))) {
          faults.same(where, wanted.cells().get(cell), block.cells().get(cell));
        }
      }
    }
  }

  private void expect() {
    String language = words.language();
    block("H1", certified.title().get(language));
    block("P", words.say("certified"));
    block("P", certified.description().get(language));
    block("P", words.say("about"));
    facts();
    certified.questions().forEach(this::question);
    String hash = certified.closedSet().hex();
    block("H2", words.say("check"));
    block("P", words.say("check.how"));
    block("Figure", words.say("qr").replace("{0}", hash));
    block("P", hash);
  }

  private void block(String kind, String... cells) {
    expected.add(new PdfText.Block(kind, List.of(cells)));
  }

  private void facts() {
    List<String> cells = new ArrayList<>();
    fact(cells, "process", certified.process() + " / " + certified.scope());
    fact(
        cells,
        "ballots",
        words.number(certified.counted())
            + words.say("counted")
            + ";"
            + words.number(certified.recorded())
            + words.say("recorded"));
    fact(cells, "certifiedBy", certified.clerk().name());
    fact(
        cells,
        "cosignedBy",
        certified.endorsers().stream()
            .map(Certified.Person::name)
            .collect(Collectors.joining("; ")));
    int dissents = certified.dissents().size();
    fact(cells, "dissents", dissents == 0 ? words.say("none") : words.number(dissents));
    fact(cells, "electionHash", certified.election().hex());
    fact(cells, "closedSet", certified.closedSet().hex());
    fact(cells, "treeSize", words.number(certified.treeSize()));
    fact(cells, "licence", certified.licence());
    expected.add(new PdfText.Block("Table", cells));
  }

  private void fact(List<String> cells, String name, String value) {
    cells.add(words.say(name));
    cells.add(value);
  }

  private void question(Certified.Question question) {
    block("H2", question.text().get(words.language()));
    List<String> cells = new ArrayList<>();
    fact(cells, "rule", words.say("rule." + question.rule()));
    if (question.spends()) {
      fact(cells, "budget", words.number(question.budget()));
    } else {
      fact(cells, "seats", words.number(question.seats()));
    }
    if (question.threshold() != 0) {
      fact(cells, "threshold", words.number(question.threshold()));
    }
    fact(cells, "ballots", words.number(question.ballots()));
    question.blank().ifPresent(blank -> fact(cells, "blank", words.number(blank)));
    expected.add(new PdfText.Block("Table", cells));
    block("P", words.summary(question));
    figures(question);
    expected.add(new PdfText.Block("Table", options(question)));
  }

  /** A chart goes over as many sheets as it needs (spec exports §7). */
  private void figures(Certified.Question question) {
    int rows = question.options().size();
    int parts = (int) Math.ceil((48 + 28 * rows + (question.spends() ? 14 : 0)) / 840.0);
    for (int part = 1; part <= parts; part++) {
      String which = parts == 1 ? "" : part + "/" + parts;
      block("Figure", words.say("chart") + which + "." + words.summary(question));
    }
  }

  private List<String> options(Certified.Question question) {
    List<String> cells = new ArrayList<>();
    boolean spends = question.spends();
    cells.add(words.say(spends ? "project" : "option"));
    cells.add(words.say("votes"));
    if (spends) {
      cells.add(words.say("cost"));
    }
    cells.add(words.say(spends ? "funded" : "selected"));
    if (spends) {
      cells.add(words.say("left"));
    }
    BigDecimal left = new BigDecimal(spends ? question.budget() : "0");
    for (Certified.Option option : question.byVotes()) {
      boolean selected = question.selects(option);
      cells.add(option.title().get(words.language()));
      cells.add(words.number(option.votes()));
      if (spends) {
        cells.add(words.number(option.cost()));
      }
      cells.add(words.say(selected ? "yes" : "no"));
      if (spends) {
        left = selected ? left.subtract(new BigDecimal(option.cost())) : left;
        cells.add(words.number(left.toPlainString()));
      }
    }
    return cells;
  }
}
