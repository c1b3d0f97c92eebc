package city.urna.api.open311;

import city.urna.api.consultation.Content;
import city.urna.api.open311.ServiceForm.Attribute;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code POST requests} hands in, as the contents of a report: description, place, answers to
 * the service's attributes; name and contact, which the public does not get. {@code device_id} and
 * {@code account_id} are not kept.
 */
final class Filing {
  /** Why name and contact are kept from the public. */
  static final String PERSONAL = "personal";

  private static final int TEXT = 1;
  private static final int NAME = 2;
  private static final int CONTACT = 3;
  private static final int PLACE = 4;
  private static final int ANSWERS = 7;
  private static final int LONGEST_DESCRIPTION = 4_000;
  private static final int LONGEST_LINE = 500;

  private final Parameters parameters;
  private final List<String> wrong = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();

  private Filing(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Reads it.
   *
   * @throws Fault 400 with everything that is wrong
   */
  static List<Content> read(Parameters parameters, Service service) {
    Filing filing = new Filing(parameters);
    filing.description();
    filing.place();
    filing.answers(service.form().attributes());
    filing.person();
    if (!filing.wrong.isEmpty()) {
      throw Fault.bad(filing.wrong);
    }
    return List.copyOf(filing.contents);
  }

  private void description() {
    Optional<String> description = parameters.one("description");
    if (description.map(String::length).orElse(0) > LONGEST_DESCRIPTION) {
      wrong.add("description has more than " + LONGEST_DESCRIPTION + " characters");
    } else {
      description
          .map(text -> text.replace("\r\n", "\n").replace('\r', '\n'))
          .ifPresent(text -> contents.add(publicContent(TEXT, "text/plain", text)));
    }
  }

  private void place() {
    Optional<String> lat = parameters.one("lat");
    Optional<String> lon = parameters.one("long");
    Optional<String> address = line("address_string");
    Optional<String> addressId = line("address_id");
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    if (lat.isPresent() != lon.isPresent()) {
      wrong.add("lat and long are sent together");
    } else if (lat.isPresent()) {
      coordinate("lat", lat.get(), 90).ifPresent(number -> place.put("lat", number));
      coordinate("long", lon.get(), 180).ifPresent(number -> place.put("long", number));
    } else if (address.isEmpty() && addressId.isEmpty()) {
      wrong.add("where is it? Send lat and long, or address_string, or address_id");
    }
    address.ifPresent(text -> place.put("address", text));
    addressId.ifPresent(text -> place.put("addressId", text));
    contents.add(publicContent(PLACE, "application/json", place.toString()));
  }

  private Optional<Double> coordinate(String name, String text, int most) {
    if (text.matches("[-+]?[0-9]{1,3}([.][0-9]{1,20})?")) {
      BigDecimal number = new BigDecimal(text);
      if (number.abs().compareTo(BigDecimal.valueOf(most)) <= 0) {
        return Optional.of(number.doubleValue());
      }
    }
    wrong.add(name + " is a decimal number from -" + most + " to " + most);
    return Optional.empty();
  }

  private void answers(List<Attribute> attributes) {
    Map<String, List<String>> given = parameters.attributes();
    ObjectNode answers = JsonNodeFactory.instance.objectNode();
    for (Attribute attribute : attributes) {
      List<String> values = given.getOrDefault(attribute.code(), List.of());
      if (values.isEmpty() && attribute.required()) {
        wrong.add("attribute " + attribute.code() + " is required");
      } else if (!values.isEmpty()) {
        answer(attribute, values, answers);
      }
    }
    if (given.keySet().stream()
        .anyMatch(code -> attributes.stream().noneMatch(known -> known.code().equals(code)))) {
      wrong.add("an attribute is none of this service's");
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    if (!answers.isEmpty()) {
      all.set("attributes", answers);
    }
    mediaUrl().ifPresent(url -> all.put("mediaUrl", url));
    if (!all.isEmpty()) {
      contents.add(publicContent(ANSWERS, "application/json", all.toString()));
    }
  }

  private void answer(Attribute attribute, List<String> values, ObjectNode answers) {
    String code = attribute.code();
    if (!attribute.variable()) {
      wrong.add("attribute " + code + " takes no answer");
      return;
    }
    if (attribute.datatype() == ServiceForm.Datatype.MULTIVALUELIST) {
      if (values.stream().distinct().count() != values.size()
          || !attribute.values().keySet().containsAll(values)) {
        wrong.add("attribute " + code + " takes keys of its list, each once");
      }
      ArrayNode array = answers.putArray(code);
      values.forEach(array::add);
      return;
    }
    if (values.size() > 1) {
      wrong.add("attribute " + code + " takes one value");
    }
    String value = values.getFirst();
    String form =
        switch (attribute.datatype()) {
          case STRING -> value.length() <= LONGEST_LINE && isLine(value) ? "" : "a line of text";
          case TEXT -> value.length() <= LONGEST_DESCRIPTION ? "" : "a shorter text";
          case NUMBER -> value.matches("[-+]?[0-9]{1,15}([.][0-9]{1,15})?") ? "" : "a number";
          case DATETIME ->
              W3Date.parse(value).isPresent() ? "" : "a date like 2010-01-01T00:00:00Z";
          case SINGLEVALUELIST, MULTIVALUELIST ->
              attribute.values().containsKey(value) ? "" : "a key of its list";
        };
    if (!form.isEmpty()) {
      wrong.add("attribute " + code + " takes " + form);
    }
    answers.put(code, value);
  }

  /** An address that is passed on as it is; the node never asks for it. */
  private Optional<String> mediaUrl() {
    Optional<String> url = line("media_url");
    try {
      if (url.isPresent()) {
        URI uri = new URI(url.get());
        if (uri.getHost() != null && ("http".equals(uri.getScheme()) || isHttps(uri))) {
          return Optional.of(uri.toASCIIString());
        }
        wrong.add("media_url begins with http:// or https://");
      }
    } catch (URISyntaxException e) {
      wrong.add("media_url is no address");
    }
    return Optional.empty();
  }

  private static boolean isHttps(URI uri) {
    return "https".equals(uri.getScheme());
  }

  private void person() {
    String name =
        Stream.of(line("first_name"), line("last_name"))
            .flatMap(Optional::stream)
            .collect(java.util.stream.Collectors.joining(" "));
    if (!name.isEmpty()) {
      contents.add(new Content(NAME, "text/plain", utf8(name), Optional.of(PERSONAL)));
    }
    line("email")
        .ifPresent(
            email -> {
              if (email.matches("[^\\s@<>\",;:?&%]{1,64}@[^\\s@<>\",;:?&%]{1,190}")) {
                contact("mailto:" + email);
              } else {
                wrong.add("email is no address");
              }
            });
    line("phone")
        .ifPresent(
            phone -> {
              if (phone.matches("[+0-9 ()./-]{3,40}")) {
                contact("tel:" + phone);
              } else {
                wrong.add("phone is no number");
              }
            });
  }

  private void contact(String uri) {
    contents.add(new Content(CONTACT, "text/uri-list", utf8(uri), Optional.of(PERSONAL)));
  }

  /** A parameter that is one line of at most 500 characters. */
  private Optional<String> line(String name) {
    Optional<String> text = parameters.one(name);
    if (text.isPresent() && (text.get().length() > LONGEST_LINE || !isLine(text.get()))) {
      wrong.add(name + " is one line of at most " + LONGEST_LINE + " characters");
      return Optional.empty();
    }
    return text;
  }

  private static boolean isLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }

  private static Content publicContent(int kind, String mediaType, String text) {
    return new Content(kind, mediaType, utf8(text), Optional.empty());
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
