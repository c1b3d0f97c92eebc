package city.urna.api.open311;

import city.urna.api.consultation.ItemRow;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A service that one can ask for: a category item as GeoReport shows it.
 *
 * @param code the item's id, or {@code scope.item} where an earlier scope has that id already
 * @param open whether reports are taken now
 */
record Service(String code, ItemRow item, ServiceForm form, boolean open) {
  /** As in the list of services. */
  ObjectNode json(Locales locales) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("service_code", code);
    json.put("service_name", name(locales));
    json.put("description", locales.pick(item.description()));
    json.put("metadata", !form.attributes().isEmpty());
    json.put("type", form.type().word());
    json.put("keywords", String.join(", ", form.keywords()));
    json.put("group", form.group());
    return json;
  }

  /** As the service's definition. */
  ObjectNode definition(Locales locales) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("service_code", code);
    ArrayNode attributes = json.putArray("attributes");
    for (ServiceForm.Attribute question : form.attributes()) {
      ObjectNode attribute = attributes.addObject();
      attribute.put("variable", question.variable());
      attribute.put("code", question.code());
      attribute.put("datatype", question.datatype().word());
      attribute.put("required", question.required());
      attribute.put("datatype_description", locales.pick(question.datatypeDescription()));
      attribute.put("order", question.order());
      attribute.put("description", locales.pick(question.description()));
      if (question.datatype().isList()) {
        ArrayNode values = attribute.putArray("values");
        question
            .values()
            .forEach(
                (key, name) -> values.addObject().put("key", key).put("name", locales.pick(name)));
      }
    }
    return json;
  }

  String name(Locales locales) {
    String name = locales.pick(item.title());
    return name.isEmpty() ? code : name;
  }

  /** Which of the languages a text is shown in. */
  record Locales(List<String> preferred) {
    Locales {
      preferred = List.copyOf(preferred);
    }

    /** The text in the first preferred language that it is there in; else any; else empty. */
    String pick(Map<String, String> texts) {
      for (String language : preferred) {
        if (texts.containsKey(language)) {
          return texts.get(language);
        }
      }
      return texts.entrySet().stream()
          .min(Map.Entry.comparingByKey())
          .map(Map.Entry::getValue)
          .orElse("");
    }
  }
}
