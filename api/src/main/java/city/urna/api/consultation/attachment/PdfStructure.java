package city.urna.api.consultation.attachment;

import city.urna.protocol.bytes.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * What a PDF file is made of (ISO 32000-2), object by object.
 *
 * <p>Plain is a file without document information, metadata streams, private data of programs,
 * embedded files, forms, annotations, scripts and actions, in which every embedded JPEG is plain.
 */
final class PdfStructure {
  /** Bounds their numbers too: a table of all lower numbers is written. */
  private static final int MOST_OBJECTS = 200_000;

  /** The parser would tell of what it reads; kept here, as a logger that nobody holds forgets. */
  private static final Logger QUIET = Logger.getLogger("org.apache.pdfbox");

  static {
    QUIET.setLevel(Level.OFF);
  }

  /** Keys of dictionaries that pages do not need to be seen. */
  private static final List<COSName> UNWANTED =
      names(
          "Metadata",
          "PieceInfo",
          "OpenAction",
          "AA",
          "A",
          "JavaScript",
          "JS",
          "EmbeddedFiles",
          "EF",
          "AF",
          "AcroForm",
          "XFA",
          "Annots",
          "Names",
          "Dests",
          "Outlines",
          "Threads",
          "Collection",
          "Perms",
          "Thumb",
          "LastModified",
          "URI",
          "Requirements",
          "DSS");

  private PdfStructure() {}

  private static List<COSName> names(String... names) {
    return Arrays.stream(names).map(COSName::getPDFName).toList();
  }

  /** Why the file is not plain; empty when it is. */
  static Optional<String> fault(byte[] file) {
    try (PDDocument document = open(file, false)) {
      COSDictionary trailer = document.getDocument().getTrailer();
      if (document.isEncrypted() || trailer.containsKey(COSName.INFO)) {
        return Optional.of("a PDF that is encrypted or tells of its maker");
      }
      Reached reached = Reached.from(document.getDocument());
      for (COSDictionary dictionary : reached.dictionaries()) {
        if (UNWANTED.stream().anyMatch(dictionary::containsKey) || hidesInPicture(dictionary)) {
          return Optional.of("a PDF with more than its pages");
        }
      }
      return hasRemains(file, document.getDocument(), reached)
          ? Optional.of("a PDF with earlier versions, or objects of no page")
          : Optional.empty();
    } catch (IOException | RuntimeException broken) {
      return Optional.of("a PDF that cannot be read");
    }
  }

  /** The pages alone; malformed when the file cannot be read or is encrypted. */
  static Parsed<byte[]> stripped(byte[] file) {
    try (PDDocument document = open(file, true)) {
      if (document.isEncrypted()) {
        return new Parsed.Malformed<>("a PDF that is encrypted");
      }
      for (COSDictionary dictionary : Reached.from(document.getDocument()).dictionaries()) {
        UNWANTED.forEach(dictionary::removeItem);
        if (hidesInPicture(dictionary) && dictionary instanceof COSStream picture) {
          redraw(picture);
        }
      }
      document.setDocumentInformation(new PDDocumentInformation());
      document.getDocument().getTrailer().removeItem(COSName.INFO);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out, CompressParameters.NO_COMPRESSION);
      return new Parsed.Ok<>(out.toByteArray());
    } catch (IOException | RuntimeException broken) {
      return new Parsed.Malformed<>("a PDF that cannot be read");
    }
  }

  /** In memory alone: nothing of it is written to a temporary file. */
  private static PDDocument open(byte[] file, boolean lenient) throws IOException {
    return new PDFParser(
            new RandomAccessReadBuffer(file), "", null, null, IOUtils.createMemoryOnlyStreamCache())
        .parse(lenient);
  }

  /** A picture stored as JPEG inside may have its camera's notes with it. */
  private static boolean hidesInPicture(COSDictionary dictionary) {
    return dictionary instanceof COSStream stream
        && stream.getFilters() instanceof COSName filter
        && filter.equals(COSName.DCT_DECODE)
        && JpegStructure.fault(raw(stream)).isPresent();
  }

  private static void redraw(COSStream picture) throws IOException {
    byte[] plain =
        switch (Picture.redrawn(raw(picture), MediaType.JPEG)) {
          case Parsed.Ok<byte[]>(byte[] drawn) -> drawn;
          case Parsed.Malformed<byte[]>(String reason) -> throw new IOException(reason);
        };
    try (var out = picture.createRawOutputStream()) {
      out.write(plain);
    }
    picture.setItem(COSName.COLORSPACE, COSName.DEVICERGB);
    picture.removeItem(COSName.DECODE);
  }

  private static byte[] raw(COSStream stream) {
    try (InputStream in = stream.createRawInputStream()) {
      return in.readAllBytes();
    } catch (IOException broken) {
      return new byte[0];
    }
  }

  /** Whether there is something that no page needs: an earlier version, a deleted object. */
  private static boolean hasRemains(byte[] file, COSDocument document, Reached reached) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return text.indexOf("startxref") != text.lastIndexOf("startxref")
        || !text.stripTrailing().endsWith("%%EOF")
        || !reached.keys().containsAll(document.getXrefTable().keySet());
  }

  /** What the trailer leads to: every dictionary and stream, and the numbers of the objects. */
  private record Reached(List<COSDictionary> dictionaries, Set<COSObjectKey> keys) {
    static Reached from(COSDocument document) throws IOException {
      Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
      List<COSDictionary> found = new ArrayList<>();
      Set<COSObjectKey> keys = new HashSet<>();
      Deque<COSBase> open = new ArrayDeque<>();
      open.push(document.getTrailer());
      while (!open.isEmpty()) {
        COSBase next = open.pop();
        COSBase value = next;
        if (next instanceof COSObject reference) {
          if (reference.getObjectNumber() > MOST_OBJECTS) {
            throw new IOException("an object's number is too high");
          }
          keys.add(reference.getKey());
          value = reference.getObject();
        }
        if (value == null || !seen.add(value)) {
          continue;
        }
        if (seen.size() > MOST_OBJECTS) {
          throw new IOException("too many objects");
        }
        switch (value) {
          case COSDictionary dictionary -> {
            found.add(dictionary);
            dictionary.getValues().forEach(open::push);
          }
          case COSArray array -> array.forEach(open::push);
          default -> {}
        }
      }
      return new Reached(found, keys);
    }
  }
}
