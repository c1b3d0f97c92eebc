package city.urna.api.open311;

import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A tree as XML by the Spark convention, on which GeoReport's JSON stands (wiki.open311.org, "JSON
 * and XML Conversion"): each field is an element, the elements of an array all have the one name
 * that belongs to their container, null is an empty element.
 */
final class Spark {
  /** Which elements a container holds. */
  private static final Map<String, String> ELEMENTS =
      Map.of(
          "services", "service",
          "attributes", "attribute",
          "values", "value",
          "service_requests", "request",
          "errors", "error",
          "endpoints", "endpoint",
          "formats", "format",
          "notes", "note");

  private Spark() {}

  /** The document, UTF-8, with its declaration. */
  static Bytes xml(String root, JsonNode tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter writer =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      writer.writeStartDocument("UTF-8", "1.0");
      element(writer, root, tree);
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing into memory", e);
    }
    return Bytes.of(out.toByteArray());
  }

  private static void element(XMLStreamWriter writer, String name, JsonNode node)
      throws XMLStreamException {
    writer.writeStartElement(name);
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        element(writer, field.getKey(), field.getValue());
      }
    } else if (node.isArray()) {
      String each = ELEMENTS.get(name);
      for (JsonNode child : node) {
        element(writer, each, child);
      }
    } else if (!node.isNull()) {
      text(writer, node.isBigDecimal() ? node.decimalValue().toPlainString() : node.asText());
    }
    writer.writeEndElement();
  }

  /** A carriage return is written as a reference: a reader would take it for a line feed. */
  private static void text(XMLStreamWriter writer, String text) throws XMLStreamException {
    int from = 0;
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', from)) {
      writer.writeCharacters(text.substring(from, at));
      writer.writeEntityRef("#13");
      from = at + 1;
    }
    writer.writeCharacters(text.substring(from));
  }
}
