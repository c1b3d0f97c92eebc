package city.urna.verifier.export;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A chart against the record (spec exports §6): the names and numbers that it shows, and how long
 * and where its bars are.
 */
final class ChartSvg {
  private static final double LENGTH = 300;
  private static final double BARS_VOTES = 310;
  private static final double BARS_COST = 384;
  private static final double AXIS = 1.35;
  private static final double TOLERANCE = 0.011;

  /** Elements and the attributes that they may have; anything else could show something else. */
  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "svg",
          Set.of("lang", "viewBox", "width", "height", "role", "aria-labelledby"),
          "title",
          Set.of("id"),
          "desc",
          Set.of("id"),
          "style",
          Set.of(),
          "g",
          Set.of(
              "data-option",
              "data-votes",
              "data-cost",
              "data-selected",
              "data-budget",
              "data-spent"),
          "text",
          Set.of("x", "y", "text-anchor", "class"),
          "rect",
          Set.of("x", "y", "width", "height", "class"),
          "line",
          Set.of("x1", "y1", "x2", "y2"));

  private final Certified.Question question;
  private final Words words;
  private final Faults faults;
  private final List<Group> groups = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();

  /** A group of the drawing: its attributes, texts, bars and lines. */
  private record Group(
      Map<String, String> attributes,
      List<String> texts,
      List<Map<String, String>> bars,
      List<Map<String, String>> lines) {}

  private ChartSvg(Certified.Question question, Words words, Faults faults) {
    this.question = question;
    this.words = words;
    this.faults = faults;
  }

  static void check(byte[] svg, Certified.Question question, String language, Faults faults) {
    ChartSvg chart = new ChartSvg(question, Words.of(language), faults);
    if (chart.read(svg)) {
      chart.compare();
    }
  }

  private boolean read(byte[] svg) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(svg));
      String element = "";
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            element = reader.getLocalName();
            start(element, attributes(reader));
          }
          case XMLStreamConstants.CHARACTERS -> characters(element, reader.getText());
          case XMLStreamConstants.END_ELEMENT -> element = "";
          case XMLStreamConstants.DTD, XMLStreamConstants.PROCESSING_INSTRUCTION ->
              faults.add("it holds more than a drawing");
          default -> {}
        }
      }
      return true;
    } catch (XMLStreamException malformed) {
      faults.add("it is no XML");
      return false;
    }
  }

  private static Map<String, String> attributes(XMLStreamReader reader) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  private void start(String element, Map<String, String> attributes) {
    if (!KNOWN.getOrDefault(element, Set.of()).containsAll(attributes.keySet())
        || !KNOWN.containsKey(element)) {
      faults.add("it draws with " + Faults.shown(element + " " + attributes.keySet()));
    }
    switch (element) {
      case "g" ->
          groups.add(
              new Group(attributes, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      case "text" -> last().ifPresent(group -> group.texts.add(""));
      case "rect" -> last().ifPresent(group -> group.bars.add(attributes));
      case "line" -> last().ifPresent(group -> group.lines.add(attributes));
      default -> {}
    }
  }

  private Optional<Group> last() {
    if (groups.isEmpty()) {
      faults.add("something is drawn outside of every group");
      return Optional.empty();
    }
    return Optional.of(groups.getLast());
  }

  private void characters(String element, String text) {
    if (element.equals("text")) {
      last().ifPresent(group -> group.texts.set(group.texts.size() - 1, text));
    } else if (!text.isBlank()) {
      texts.merge(element, text, String::concat);
    }
  }

  private void compare() {
    String title = question.text().get(words.language());
    faults.same("the title", title, texts.getOrDefault("title", ""));
    faults.same("the description", words.summary(question), texts.getOrDefault("desc", ""));
    faults.same(
        "the style",
        false,
        texts.getOrDefault("style", "").matches("(?s).*(display|visibility|opacity|url|@).*"));
    List<Certified.Option> options = question.byVotes();
    int expected = options.size() + (question.spends() ? 2 : 1);
    if (!faults.same("the number of groups", expected, groups.size())) {
      return;
    }
    heading(groups.getFirst(), title);
    BigDecimal spent = BigDecimal.ZERO;
    long most = options.stream().mapToLong(Certified.Option::votes).max().orElse(0);
    for (int i = 0; i < options.size(); i++) {
      Certified.Option option = options.get(i);
      double from = 0;
      double length = most == 0 ? 0 : LENGTH * option.votes() / most;
      if (question.spends()) {
        BigDecimal cost = new BigDecimal(option.cost());
        from = onAxis(spent);
        length = onAxis(spent.add(cost)) - from;
        spent = question.selects(option) ? spent.add(cost) : spent;
      }
      option(groups.get(i + 1), option, from, length);
    }
    if (question.spends()) {
      budget(groups.getLast(), spent);
    }
  }

  private double onAxis(BigDecimal money) {
    double limit = Double.parseDouble(question.budget());
    return limit == 0 ? 0 : Math.min(money.doubleValue() * (LENGTH / (limit * AXIS)), LENGTH);
  }

  private void heading(Group group, String title) {
    List<String> expected = new ArrayList<>(List.of(words.say("votes")));
    if (question.spends()) {
      expected.add(words.say("cost"));
    }
    faults.same("what is drawn with the heading", 0, group.bars.size() + group.lines.size());
    if (group.texts.isEmpty() || !isShort(group.texts.getFirst(), title)) {
      faults.add("the heading is not the question's text");
    } else {
      faults.same("the columns", expected, group.texts.subList(1, group.texts.size()));
    }
  }

  private void option(Group group, Certified.Option option, double from, double length) {
    String name = "option " + option.id();
    boolean selected = question.selects(option);
    Map<String, String> attributes = new HashMap<>();
    attributes.put("data-option", option.id());
    attributes.put("data-votes", String.valueOf(option.votes()));
    attributes.put("data-selected", String.valueOf(selected));
    List<String> numbers = new ArrayList<>(List.of(Words.solid(words.number(option.votes()))));
    if (question.spends()) {
      attributes.put("data-cost", option.cost());
      numbers.add(Words.solid(words.number(option.cost())));
    }
    faults.same(name, attributes, group.attributes);
    String label = group.texts.isEmpty() ? "" : group.texts.getFirst();
    String sign = selected ? "● " : "○ ";
    if (!label.startsWith(sign)
        || !isShort(label.substring(2), option.title().get(words.language()))) {
      faults.add(name + " bears the label " + Faults.shown(label));
    }
    faults.same(
        "what is written beside " + name,
        numbers,
        group.texts.stream().skip(1).map(Words::solid).toList());
    if (group.bars.size() != 1 || !group.lines.isEmpty()) {
      faults.add(name + " has not exactly one bar");
      return;
    }
    Map<String, String> bar = group.bars.getFirst();
    double x = (question.spends() ? BARS_COST : BARS_VOTES) + from;
    if (differs(x, bar.get("x")) || differs(length, bar.get("width"))) {
      faults.add(name + ": its bar is not where and as long as its number says");
    }
    faults.same(name + "'s look", selected ? "selected" : "not-selected", bar.get("class"));
  }

  private void budget(Group group, BigDecimal spent) {
    String sum = spent.signum() == 0 ? "0" : spent.stripTrailingZeros().toPlainString();
    faults.same(
        "the budget line",
        Map.of("data-budget", question.budget(), "data-spent", sum),
        group.attributes);
    faults.same(
        "what is written at the budget line",
        List.of(
            Words.solid(words.say("budget") + words.number(question.budget())),
            Words.solid(words.say("spent") + words.number(sum))),
        group.texts.stream().map(Words::solid).toList());
    boolean there =
        group.lines.size() == 1
            && group.bars.isEmpty()
            && !differs(
                BARS_COST + onAxis(new BigDecimal(question.budget())),
                group.lines.getFirst().get("x1"))
            && String.valueOf(group.lines.getFirst().get("x1"))
                .equals(group.lines.getFirst().get("x2"));
    faults.same("the budget line is where the budget is", true, there);
  }

  private static boolean differs(double expected, String written) {
    return written == null
        || !written.matches("[0-9]{1,6}(\\.[0-9]{1,2})?")
        || Math.abs(Double.parseDouble(written) - expected) > TOLERANCE;
  }

  /** Whether a label is the text, or as much of it as there is room for and an ellipsis. */
  private static boolean isShort(String label, String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return label.equals(line)
        || label.endsWith("…")
            && label.codePointCount(0, label.length()) >= 30
            && line.startsWith(label.substring(0, label.length() - 1));
  }
}
