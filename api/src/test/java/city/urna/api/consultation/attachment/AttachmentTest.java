package city.urna.api.consultation.attachment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.protocol.bytes.Bytes;
import city.urna.protocol.bytes.Parsed;
import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken holds the picture or text and nothing about anybody. */
class AttachmentTest {
  private static final String SECRET = "Hidden-Street-7";

  @Test
  void aPhotoLosesItsNotesAndStandsUpright() throws Exception {
    byte[] photo = withExif(jpeg(60, 40), 6);
    assertEquals(
        SECRET,
        ImageMetadataReader.readMetadata(new ByteArrayInputStream(photo))
            .getFirstDirectoryOfType(ExifIFD0Directory.class)
            .getString(ExifIFD0Directory.TAG_ARTIST));
    Attachment plain = ok(Attachment.stripped(Bytes.of(photo)));
    assertEquals(MediaType.JPEG, plain.type());
    assertFalse(holds(plain.data(), SECRET));
    List<String> left = new ArrayList<>();
    ImageMetadataReader.readMetadata(new ByteArrayInputStream(plain.data().toArray()))
        .getDirectories()
        .forEach(directory -> left.add(directory.getName()));
    left.removeAll(List.of("JPEG", "JFIF", "Huffman", "File Type"));
    assertEquals(List.of(), left);
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(plain.data().toArray()));
    assertEquals(40, picture.getWidth());
    assertEquals(60, picture.getHeight());
    // The camera's left upper corner, red, is the upright picture's right upper one.
    assertTrue(new Color(picture.getRGB(35, 4)).getRed() > 200);
    assertTrue(new Color(picture.getRGB(4, 4)).getRed() < 60);
  }

  @Test
  void whatIsPlainStaysAsItIs() throws Exception {
    Attachment once = ok(Attachment.stripped(Bytes.of(withExif(jpeg(60, 40), 1))));
    assertEquals(once.data(), ok(Attachment.stripped(once.data())).data());
    assertEquals(once, ok(Attachment.check("image/jpeg", once.data())));
    Attachment png = ok(Attachment.stripped(Bytes.of(withText(png(30, 20)))));
    assertFalse(holds(png.data(), SECRET));
    assertEquals(png.data(), ok(Attachment.stripped(png.data())).data());
    Attachment pdf = ok(Attachment.stripped(Bytes.of(pdf())));
    assertEquals(pdf.data(), ok(Attachment.stripped(pdf.data())).data());
    assertEquals(pdf, ok(Attachment.check("application/pdf", pdf.data())));
  }

  @Test
  void whatHoldsMoreIsNotTaken() throws Exception {
    Bytes plain = ok(Attachment.stripped(Bytes.of(jpeg(60, 40)))).data();
    List<byte[]> jpegs =
        List.of(
            withExif(plain.toArray(), 1),
            join(plain.toArray(), "PK zip behind it".getBytes(StandardCharsets.US_ASCII)),
            inserted(plain.toArray(), 2, segment(0xFE, SECRET)),
            inserted(plain.toArray(), 2, segment(0xE2, "ICC_PROFILE\0" + SECRET)),
            Arrays.copyOf(plain.toArray(), plain.size() - 2));
    for (byte[] file : jpegs) {
      assertInstanceOf(Parsed.Malformed.class, Attachment.check("image/jpeg", Bytes.of(file)));
    }
    byte[] png = ok(Attachment.stripped(Bytes.of(png(30, 20)))).data().toArray();
    byte[] damaged = png.clone();
    damaged[damaged.length - 20] ^= 1;
    for (byte[] file : List.of(withText(png), join(png, new byte[] {0}), damaged)) {
      assertInstanceOf(Parsed.Malformed.class, Attachment.check("image/png", Bytes.of(file)));
    }
    assertInstanceOf(Parsed.Malformed.class, Attachment.check("application/pdf", Bytes.of(pdf())));
    assertInstanceOf(Parsed.Malformed.class, Attachment.check("image/png", plain));
    assertInstanceOf(Parsed.Malformed.class, Attachment.check("text/html", Bytes.ofUtf8("hello")));
  }

  @Test
  void aDocumentLosesAuthorScriptsNotesAndThePositionOfItsPhotos() throws Exception {
    byte[] before = pdf();
    assertTrue(holds(Bytes.of(before), "app.alert"));
    Attachment plain = ok(Attachment.stripped(Bytes.of(before)));
    for (String gone : List.of(SECRET, "app.alert", "/Annots", "/OpenAction", "/Info")) {
      assertFalse(holds(plain.data(), gone), gone);
    }
    try (PDDocument document = Loader.loadPDF(plain.data().toArray())) {
      assertEquals(1, document.getNumberOfPages());
      String text = new org.apache.pdfbox.text.PDFTextStripper().getText(document);
      assertTrue(text.contains("The plan"), text);
    }
  }

  @Test
  void anEarlierVersionInsideADocumentIsNotTaken() throws Exception {
    byte[] plain = ok(Attachment.stripped(Bytes.of(pdf()))).data().toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(plain)) {
      document.getPage(0).setContents(List.of());
      document.getPage(0).getCOSObject().setNeedToBeUpdated(true);
      document.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
      document.saveIncremental(out);
    }
    assertInstanceOf(
        Parsed.Malformed.class, Attachment.check("application/pdf", Bytes.of(out.toByteArray())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><script>alert(1)</script></html>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "#!/bin/sh\nrm -rf /\n",
        "MZ\u0090\0\u0003\0\0\0\u0004\0",
        "PK\u0003\u0004",
        "\u007fELF\u0002\u0001\u0001",
        "%!PS-Adobe-3.0",
        "text with a \u0000 in it",
        ""
      })
  void programsPagesAndOtherFilesAreNotTaken(String file) {
    Bytes bytes = Bytes.of(file.getBytes(StandardCharsets.ISO_8859_1));
    assertInstanceOf(Parsed.Malformed.class, Attachment.stripped(bytes));
    assertInstanceOf(Parsed.Malformed.class, Attachment.check("text/plain", bytes));
  }

  @Test
  void textIsTakenAsItIs() {
    Bytes text = Bytes.ofUtf8("Zażółć gęślą jaźń.\nThe lamp at no. 7\tis broken.\n");
    assertEquals(text, ok(Attachment.stripped(text)).data());
    assertEquals(MediaType.TEXT, ok(Attachment.check("text/plain", text)).type());
  }

  @Test
  void aPictureThatWouldFillTheMemoryIsNotDecoded() throws Exception {
    byte[] png = png(30, 20);
    ByteBuffer.wrap(png).putInt(16, 200_000).putInt(20, 200_000);
    checksum(png, 8, 13);
    Bytes bomb = Bytes.of(withText(png));
    assertInstanceOf(Parsed.Malformed.class, Attachment.stripped(bomb));
  }

  @Test
  void brokenFilesAreMalformedAndNothingElse() throws Exception {
    Random random = new Random(11);
    List<byte[]> good = List.of(withExif(jpeg(60, 40), 6), withText(png(30, 20)), pdf());
    for (int i = 0; i < 300; i++) {
      byte[] broken = good.get(i % 3).clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      if (random.nextBoolean()) {
        broken = Arrays.copyOf(broken, 1 + random.nextInt(broken.length));
      }
      // Whatever comes out of it is plain.
      if (Attachment.stripped(Bytes.of(broken)) instanceof Parsed.Ok<Attachment>(Attachment made)) {
        assertEquals(made, ok(Attachment.check(made.type().text(), made.data())));
      }
    }
  }

  @Test
  void aGifBecomesAPng() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(30, 20), "gif", out);
    Attachment made = ok(Attachment.stripped(Bytes.of(out.toByteArray())));
    assertEquals(MediaType.PNG, made.type());
    assertEquals(30, ImageIO.read(new ByteArrayInputStream(made.data().toArray())).getWidth());
  }

  @Test
  void turnsAreThoseOfTheCamera() throws Exception {
    byte[] plain = ok(Attachment.stripped(Bytes.of(jpeg(60, 40)))).data().toArray();
    int[][] redCorner = {{4, 4}, {55, 4}, {55, 35}, {4, 35}, {4, 4}, {35, 4}, {35, 55}, {4, 55}};
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] turned =
          ok(Attachment.stripped(Bytes.of(withExif(plain, orientation)))).data().toArray();
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(turned));
      int[] corner = redCorner[orientation - 1];
      Color color = new Color(picture.getRGB(corner[0], corner[1]));
      assertTrue(color.getRed() > 200 && color.getGreen() < 60, orientation + ": " + color);
    }
    assertArrayEquals(plain, ok(Attachment.stripped(Bytes.of(plain))).data().toArray());
  }

  private static Attachment ok(Parsed<Attachment> parsed) {
    return parsed.orThrow();
  }

  private static boolean holds(Bytes bytes, String text) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1).contains(text);
  }

  private static BufferedImage picture(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.BLUE);
    pen.fillRect(0, 0, width, height);
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 3, height / 3);
    pen.dispose();
    return picture;
  }

  private static byte[] jpeg(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(width, height), "jpeg", out);
    return out.toByteArray();
  }

  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture(width, height), "png", out);
    return out.toByteArray();
  }

  /** An Exif segment with the artist and the orientation, behind the JFIF one. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] artist = (SECRET + "\0").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 24 + 4 + artist.length);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 2);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putShort((short) 0x13B).putShort((short) 2).putInt(artist.length).putInt(38);
    exif.putInt(0).put(artist);
    return inserted(jpeg, 20, segment(0xE1, new String(exif.array(), StandardCharsets.ISO_8859_1)));
  }

  private static byte[] segment(int marker, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(4 + bytes.length)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (2 + bytes.length))
        .put(bytes)
        .array();
  }

  /** A text chunk behind the header. */
  private static byte[] withText(byte[] png) {
    byte[] text = ("Author\0" + SECRET).getBytes(StandardCharsets.ISO_8859_1);
    byte[] chunk =
        ByteBuffer.allocate(12 + text.length)
            .putInt(text.length)
            .put("tEXt".getBytes(StandardCharsets.US_ASCII))
            .put(text)
            .array();
    checksum(chunk, 0, text.length);
    return inserted(png, 33, chunk);
  }

  private static void checksum(byte[] file, int at, int length) {
    CRC32 crc = new CRC32();
    crc.update(file, at + 4, 4 + length);
    ByteBuffer.wrap(file).putInt(at + 8 + length, (int) crc.getValue());
  }

  private static byte[] inserted(byte[] file, int at, byte[] part) {
    return join(join(Arrays.copyOf(file, at), part), Arrays.copyOfRange(file, at, file.length));
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] pdf() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      document.getDocumentInformation().setAuthor(SECRET);
      document
          .getDocumentCatalog()
          .setOpenAction(new PDActionJavaScript("app.alert('" + SECRET + "')"));
      PDAnnotationText note = new PDAnnotationText();
      note.setContents(SECRET);
      page.getAnnotations().add(note);
      PDImageXObject photo = JPEGFactory.createFromByteArray(document, withExif(jpeg(60, 40), 1));
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.newLineAtOffset(50, 700);
        content.showText("The plan");
        content.endText();
        content.drawImage(photo, 50, 500);
      }
      document.save(out, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
    }
    return out.toByteArray();
  }
}
