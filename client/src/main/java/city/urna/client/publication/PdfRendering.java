package city.urna.client.publication;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.openhtmltopdf.util.XRLog;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The page as a PDF with a structure for screen readers (ISO 14289-1, PDF/UA): language, title,
 * headings, tables with header cells, pictures with words. Fonts are embedded.
 */
final class PdfRendering {
  /** The type of the objects that stand for pictures. */
  static final String PICTURE = "image/x-urna-drawing";

  /** Drawings are as wide as the paper between its margins. */
  static final double SCALE = 0.95;

  /**
   * Held, so that its level stays: at each document the library asks for two fonts it never uses.
   */
  private static final Logger FONTS = Logger.getLogger("org.apache.pdfbox.pdmodel.font");

  private PdfRendering() {}

  static byte[] of(Page.Written page, Typeface typeface) {
    XRLog.setLoggingEnabled(false);
    FONTS.setLevel(Level.SEVERE);
    Painter painter = new Painter(typeface);
    FSObjectDrawer drawer =
        (element, x, y, width, height, device, context, dots) -> {
          Page.Picture picture =
              page.pictures().get(Integer.parseInt(element.getAttribute("data-picture")));
          float wide = (float) width / dots;
          float high = (float) height / dots;
          device.drawWithGraphics(
              (float) x,
              (float) y,
              wide,
              high,
              canvas -> {
                canvas.clip(new Rectangle2D.Float(0, 0, wide, high));
                canvas.scale(SCALE, SCALE);
                canvas.translate(0, -picture.from());
                painter.paint(picture.drawing(), canvas);
              });
          return Map.of();
        };
    DefaultObjectDrawerFactory drawers = new DefaultObjectDrawerFactory();
    drawers.registerDrawer(PICTURE, drawer);
    PdfRendererBuilder builder = new PdfRendererBuilder();
    typeface.useIn(builder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      builder
          .usePdfUaAccessibility(true)
          .useFastMode()
          .useObjectDrawerFactory(drawers)
          .withProducer("Urna")
          .withHtmlContent(page.html(), "")
          .toStream(out)
          .run();
    } catch (IOException e) {
      throw new UncheckedIOException("the document cannot be set", e);
    }
    return out.toByteArray();
  }
}
