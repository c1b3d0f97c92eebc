package city.urna.api.consultation.attachment;

import city.urna.protocol.bytes.Parsed;
import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture drawn anew: decoded, turned as its camera noted, written without anything else.
 *
 * <p>Streams stay in memory: nothing of a picture is written to a temporary file. One picture is
 * decoded at a time, into at most 16 million points; larger ones lose every second line, or more.
 */
final class Picture {
  private static final int MOST_SIDE = 30_000;
  private static final long MOST_POINTS = 250_000_000;
  private static final long DECODED_POINTS = 16_000_000;
  private static final float QUALITY = 0.9f;
  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

  private Picture() {}

  /** The picture in that format, plain; malformed when it cannot be decoded or is too large. */
  static Parsed<byte[]> redrawn(byte[] file, MediaType format) {
    ONE_AT_A_TIME.acquireUninterruptibly();
    try {
      BufferedImage picture = decode(file);
      return new Parsed.Ok<>(encode(turned(picture, orientation(file)), format));
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
      return new Parsed.Malformed<>("a picture that cannot be decoded, or is too large");
    } finally {
      ONE_AT_A_TIME.release();
    }
  }

  private static BufferedImage decode(byte[] file) throws IOException {
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("no decoder");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_POINTS) {
          throw new IOException("too large");
        }
        int step = 1;
        while ((width / step) * (height / step) > DECODED_POINTS) {
          step++;
        }
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Exif orientation, 1 to 8; 1 where there is none that can be read. */
  private static int orientation(byte[] file) {
    try {
      return Optional.ofNullable(
              ImageMetadataReader.readMetadata(new ByteArrayInputStream(file))
                  .getFirstDirectoryOfType(ExifIFD0Directory.class))
          .filter(exif -> exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION))
          .map(Picture::number)
          .filter(number -> number >= 1 && number <= 8)
          .orElse(1);
    } catch (ImageProcessingException | IOException unreadable) {
      return 1;
    }
  }

  private static int number(ExifIFD0Directory exif) {
    try {
      return exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
    } catch (MetadataException unreadable) {
      return 1;
    }
  }

  /** The picture the right way up, in sRGB, with transparency only where it has some. */
  private static BufferedImage turned(BufferedImage picture, int orientation) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean quarter = orientation > 4;
    int kind =
        picture.getColorModel().hasAlpha()
            ? BufferedImage.TYPE_INT_ARGB
            : BufferedImage.TYPE_INT_RGB;
    BufferedImage upright =
        new BufferedImage(quarter ? height : width, quarter ? width : height, kind);
    Graphics2D pen = upright.createGraphics();
    pen.drawImage(picture, turn(orientation, width, height), null);
    pen.dispose();
    return upright;
  }

  /** Exif 2.32 §4.6.4: where the camera's first row and column are. */
  private static AffineTransform turn(int orientation, int w, int h) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }

  private static byte[] encode(BufferedImage picture, MediaType format) throws IOException {
    boolean photo = format == MediaType.JPEG;
    BufferedImage drawn = photo ? opaque(picture) : picture;
    ImageWriter writer =
        ImageIO.getImageWriters(
                ImageTypeSpecifier.createFromRenderedImage(drawn), photo ? "jpeg" : "png")
            .next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (photo) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(drawn, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage opaque(BufferedImage picture) {
    if (!picture.getColorModel().hasAlpha()) {
      return picture;
    }
    BufferedImage opaque =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = opaque.createGraphics();
    pen.drawImage(picture, 0, 0, Color.WHITE, null);
    pen.dispose();
    return opaque;
  }
}
