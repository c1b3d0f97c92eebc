package city.urna.api.consultation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A feed in Atom's form (RFC 4287), entry by entry. */
final class Atom implements AutoCloseable {
  private static final String NAMESPACE = "http://www.w3.org/2005/Atom";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final XMLStreamWriter xml;
  private boolean ended;

  Atom(String id, String title, long updated, String author) {
    try {
      xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeStartElement("feed");
      xml.writeDefaultNamespace(NAMESPACE);
      element("id", id);
      element("title", title);
      element("updated", Instant.ofEpochSecond(updated).toString());
      xml.writeStartElement("author");
      element("name", author);
      xml.writeEndElement();
    } catch (XMLStreamException broken) {
      throw failed(broken);
    }
  }

  /** One entry; the link is relative to the node. */
  void entry(String id, String title, long updated, String link, String text) {
    try {
      xml.writeStartElement("entry");
      element("id", id);
      element("title", title);
      element("updated", Instant.ofEpochSecond(updated).toString());
      xml.writeEmptyElement("link");
      xml.writeAttribute("href", "/" + link);
      xml.writeStartElement("content");
      xml.writeAttribute("type", "text");
      xml.writeCharacters(writable(text));
      xml.writeEndElement();
      xml.writeEndElement();
    } catch (XMLStreamException broken) {
      throw failed(broken);
    }
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(writable(text));
    xml.writeEndElement();
  }

  /** XML 1.0 §2.2: some characters no document may hold, however written. */
  private static String writable(String text) {
    return text.codePoints()
        .map(c -> isChar(c) ? c : 0xFFFD)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isChar(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }

  /** The whole document. */
  byte[] bytes() {
    try {
      if (!ended) {
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
        ended = true;
      }
    } catch (XMLStreamException broken) {
      throw failed(broken);
    }
    return bytes.toByteArray();
  }

  private static IllegalStateException failed(XMLStreamException broken) {
    return new IllegalStateException("cannot write to memory", broken);
  }

  @Override
  public void close() {
    try {
      xml.close();
    } catch (XMLStreamException broken) {
      throw failed(broken);
    }
  }
}
