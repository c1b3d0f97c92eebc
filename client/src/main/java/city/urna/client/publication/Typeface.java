package city.urna.client.publication;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.FontMappers;

/**
 * The fonts of publications: Liberation, which covers Latin, Greek and Cyrillic, and a font of the
 * city's own for other scripts. All are embedded; a character that none has is refused, not
 * blotted.
 */
final class Typeface {
  private static final String SANS = "/liberation/LiberationSans-Regular.ttf";
  private static final String BOLD = "/liberation/LiberationSans-Bold.ttf";
  private static final String MONO = "/liberation/LiberationMono-Regular.ttf";

  private final List<TrueTypeFont> fonts = new ArrayList<>();
  private final Optional<byte[]> further;

  private Typeface(Optional<byte[]> further) throws IOException {
    this.further = further;
    fonts.add(new TTFParser().parse(new RandomAccessReadBuffer(shipped(SANS))));
    if (further.isPresent()) {
      fonts.add(new TTFParser().parse(new RandomAccessReadBuffer(further.get())));
    }
  }

  /**
   * The shipped fonts, and a TrueType file for what they lack.
   *
   * @throws PublicationException if that file is no TrueType font
   */
  static Typeface with(Optional<Path> file) {
    try {
      return new Typeface(
          file.isPresent() ? Optional.of(Files.readAllBytes(file.get())) : Optional.empty());
    } catch (IOException e) {
      throw new PublicationException(
          file.map(f -> f + " is no TrueType font that can be read").orElse("the fonts are gone"),
          e);
    }
  }

  private static byte[] shipped(String name) {
    try (InputStream in = Typeface.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the font " + name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped fonts cannot be read", e);
    }
  }

  /** CSS names of the families, in the order in which a character is looked for. */
  String families() {
    return further.isPresent() ? "Sans, Further" : "Sans";
  }

  void useIn(PdfRendererBuilder builder) {
    FontMappers.set(new ShippedFonts(fonts.getFirst()));
    builder.useFont(
        () -> new ByteArrayInputStream(shipped(SANS)), "Sans", 400, FontStyle.NORMAL, true);
    builder.useFont(
        () -> new ByteArrayInputStream(shipped(BOLD)), "Sans", 700, FontStyle.NORMAL, true);
    builder.useFont(
        () -> new ByteArrayInputStream(shipped(MONO)), "Mono", 400, FontStyle.NORMAL, true);
    further.ifPresent(
        font -> {
          for (int weight : new int[] {400, 700}) {
            builder.useFont(
                () -> new ByteArrayInputStream(font), "Further", weight, FontStyle.NORMAL, true);
          }
        });
  }

  /**
   * Why a text cannot be set: the first character that no font has, or that runs from the right.
   */
  Optional<String> lacks(String text) {
    return text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .filter(c -> glyphs(c).isEmpty() || runsFromTheRight(c))
        .mapToObj(
            c ->
                runsFromTheRight(c)
                    ? "text from right to left is not set in this version"
                    : "the fonts have no character U+%04X; give a TrueType file that has it with --font"
                        .formatted(c))
        .findFirst();
  }

  private static boolean runsFromTheRight(int character) {
    byte direction = Character.getDirectionality(character);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  private Optional<TrueTypeFont> glyphs(int character) {
    return fonts.stream().filter(font -> glyph(font, character) > 0).findFirst();
  }

  private static int glyph(TrueTypeFont font, int character) {
    try {
      CmapLookup lookup = font.getUnicodeCmapLookup();
      return lookup.getGlyphId(character == 0xA0 ? ' ' : character);
    } catch (IOException e) {
      throw new UncheckedIOException("a font cannot be read", e);
    }
  }

  /** A line of text as outlines, from the origin to the right. */
  Outline outline(String text, double size) {
    Path2D.Double path = new Path2D.Double();
    double x = 0;
    try {
      for (int character : text.codePoints().toArray()) {
        TrueTypeFont font = glyphs(character).orElse(fonts.getFirst());
        int id = glyph(font, character);
        double scale = size / font.getUnitsPerEm();
        GlyphData glyph = font.getGlyph().getGlyph(id);
        if (glyph != null) {
          GeneralPath shape = glyph.getPath();
          path.append(shape.getPathIterator(new AffineTransform(scale, 0, 0, -scale, x, 0)), false);
        }
        x += font.getAdvanceWidth(id) * scale;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a font cannot be read", e);
    }
    return new Outline(path, x);
  }

  /** A drawn text and how long it is. */
  record Outline(Path2D shape, double width) {}
}
