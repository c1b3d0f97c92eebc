package city.urna.api.open311;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** XML as another program reads it, beside the JSON of the same answer. */
final class Xml {
  private Xml() {}

  /** The outermost element; a document with a DOCTYPE is none. */
  static Element parse(String text) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(text, e);
    }
  }

  /** The same fields in the same order with the same values, arrays of the same length. */
  static void assertSame(JsonNode json, Element element) {
    String place = element.getNodeName();
    List<Element> children = children(element);
    if (json.isObject()) {
      List<String> fields = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        fields.add(field.getKey());
      }
      assertEquals(fields, children.stream().map(Node::getNodeName).toList(), place);
      children.forEach(child -> assertSame(json.get(child.getNodeName()), child));
    } else if (json.isArray()) {
      assertEquals(json.size(), children.size(), place);
      assertTrue(children.stream().map(Node::getNodeName).distinct().count() <= 1, place);
      for (int i = 0; i < children.size(); i++) {
        assertSame(json.get(i), children.get(i));
      }
    } else {
      assertTrue(children.isEmpty(), place);
      assertEquals(json.isNull() ? "" : json.asText(), element.getTextContent(), place);
      assertTrue(!json.isTextual() || !json.asText().isEmpty(), place + " is empty, not null");
    }
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = element.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }
}
