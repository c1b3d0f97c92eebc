package city.urna.verifier.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.TextPosition;

/** The texts of a tagged PDF in the order in which they are read out. */
final class PdfText {
  /** Deeper than any page of ours; a structure beyond it is not followed. */
  private static final int DEEPEST = 32;

  private final Map<COSDictionary, Map<Integer, String>> marked = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private final Faults faults;

  /**
   * A heading, paragraph, table or figure.
   *
   * @param cells a table's cells row by row; one text of anything else
   */
  record Block(String kind, List<String> cells) {
    Block {
      cells = List.copyOf(cells);
    }
  }

  private PdfText(Faults faults) {
    this.faults = faults;
  }

  static List<Block> of(PDDocument document, Faults faults) throws IOException {
    PdfText text = new PdfText(faults);
    for (PDPage page : document.getPages()) {
      text.read(page);
    }
    PDStructureNode root = document.getDocumentCatalog().getStructureTreeRoot();
    if (root == null) {
      faults.add("it has no structure for screen readers");
    } else {
      text.walk(root, 0);
    }
    return text.blocks;
  }

  /** Counts what is written, so that nothing is written beside the structure. */
  private static final class Counting extends PDFMarkedContentExtractor {
    private long written;

    @Override
    protected void processTextPosition(TextPosition text) {
      written++;
      super.processTextPosition(text);
    }
  }

  private void read(PDPage page) throws IOException {
    Counting extractor = new Counting();
    extractor.setSuppressDuplicateOverlappingText(false);
    extractor.processPage(page);
    Map<Integer, String> texts = marked.computeIfAbsent(page.getCOSObject(), _ -> new HashMap<>());
    long seen = 0;
    for (PDMarkedContent content : extractor.getMarkedContents()) {
      StringBuilder text = new StringBuilder();
      seen += collect(content, text, 0);
      if (content.getMCID() >= 0) {
        texts.merge(content.getMCID(), text.toString(), String::concat);
      } else if (!text.toString().isBlank() && !text.toString().matches(".* [0-9]+ / [0-9]+\\s*")) {
        faults.add("a page shows " + Faults.shown(text) + ", which is not read out");
      }
    }
    faults.same(
        "what a page shows beside its structure, in characters", 0L, extractor.written - seen);
  }

  private static long collect(PDMarkedContent content, StringBuilder text, int depth) {
    long seen = 0;
    for (Object part : content.getContents()) {
      switch (part) {
        case TextPosition position -> {
          text.append(position.getUnicode());
          seen++;
        }
        case PDMarkedContent inner when depth < DEEPEST -> seen += collect(inner, text, depth + 1);
        default -> {}
      }
    }
    return seen;
  }

  private void walk(PDStructureNode node, int depth) {
    for (Object kid : node.getKids()) {
      if (!(kid instanceof PDStructureElement element) || depth > DEEPEST) {
        continue;
      }
      String kind = element.getStandardStructureType();
      switch (kind) {
        case "H1", "H2", "P" -> blocks.add(new Block(kind, List.of(text(element, 0))));
        case "Figure" -> blocks.add(new Block(kind, List.of(alternative(element))));
        case "Table" -> {
          List<String> cells = new ArrayList<>();
          cells(element, cells, 0);
          blocks.add(new Block(kind, cells));
        }
        default -> {
          loose(element);
          walk(element, depth + 1);
        }
      }
    }
  }

  /** Text that stands in the structure where none belongs. */
  private void loose(PDStructureElement element) {
    for (Object kid : element.getKids()) {
      content(kid, element)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> faults.add("beside its parts it says " + Faults.shown(text)));
    }
  }

  private static String alternative(PDStructureElement element) {
    return Optional.ofNullable(element.getAlternateDescription()).orElse("");
  }

  private void cells(PDStructureNode node, List<String> cells, int depth) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement element && depth <= DEEPEST) {
        switch (element.getStandardStructureType()) {
          case "TH", "TD" -> cells.add(text(element, 0));
          default -> {
            loose(element);
            cells(element, cells, depth + 1);
          }
        }
      }
    }
  }

  private String text(PDStructureElement element, int depth) {
    StringBuilder text = new StringBuilder();
    for (Object kid : element.getKids()) {
      content(kid, element).ifPresent(text::append);
      if (kid instanceof PDStructureElement inner && depth <= DEEPEST) {
        text.append(text(inner, depth + 1));
      }
    }
    return text.toString();
  }

  private Optional<String> content(Object kid, PDStructureElement parent) {
    PDPage page = parent.getPage();
    return switch (kid) {
      case Integer number -> Optional.of(marked(page, number));
      case PDMarkedContentReference reference ->
          Optional.of(marked(reference.getPage(), reference.getMCID()));
      default -> Optional.empty();
    };
  }

  private String marked(PDPage page, int number) {
    return page == null
        ? ""
        : marked.getOrDefault(page.getCOSObject(), Map.of()).getOrDefault(number, "");
  }
}
