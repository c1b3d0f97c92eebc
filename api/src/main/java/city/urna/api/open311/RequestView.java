package city.urna.api.open311;

import city.urna.api.consultation.ActRow;
import city.urna.api.consultation.ActRow.ContentRow;
import city.urna.api.consultation.ActRow.DecisionRow;
import city.urna.api.open311.RequestQuery.Status;
import city.urna.api.open311.Service.Locales;
import city.urna.protocol.bytes.Bytes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as GeoReport shows a service request (spec open311 §3): from the record's own times, the
 * public contents and the offices' decisions. Contents come from strangers; one that cannot be read
 * is as if it were not there.
 *
 * @param base the node's own address, for contents
 * @param offices names by id
 */
record RequestView(
    ActRow act, Service service, String base, Map<String, String> offices, Locales locales) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ANSWER = 1;
  private static final int TEXT = 1;
  private static final int PLACE = 4;
  private static final int PHOTO = 5;
  private static final int ANSWERS = 7;
  private static final List<String> WORDS =
      List.of(
          "",
          "received",
          "in progress",
          "accepted",
          "rejected",
          "replied",
          "resolved",
          "duplicate");

  /** Rejected, resolved and duplicate end a request; replied and accepted do not. */
  static Status status(ActRow act) {
    int last = lastAnswer(act).map(DecisionRow::status).orElse(0);
    return last == 4 || last == 6 || last == 7 ? Status.CLOSED : Status.OPEN;
  }

  private static Optional<DecisionRow> lastAnswer(ActRow act) {
    return act.decisions().stream()
        .filter(decision -> decision.type() == ANSWER && decision.inForce())
        .reduce((first, second) -> second);
  }

  /**
   * The request.
   *
   * @param extended with the attributes that the Extensions page describes
   */
  ObjectNode json(boolean extended) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    JsonNode place = object(PLACE);
    Optional<DecisionRow> answer = lastAnswer(act);
    json.put("service_request_id", act.act().hex());
    json.put("status", status(act) == Status.CLOSED ? "closed" : "open");
    json.put("status_notes", notes(answer));
    json.put("service_name", service.name(locales));
    json.put("service_code", service.code());
    json.put("description", text(TEXT));
    json.put("agency_responsible", agency(answer));
    json.put("service_notice", locales.pick(service.form().notice()));
    json.put("requested_datetime", date(act.time().seconds()));
    json.put("updated_datetime", date(updated()));
    json.put("expected_datetime", act.due().isPresent() ? date(act.due().getAsLong()) : "");
    json.put("address", place.path("address").asText(""));
    json.put("address_id", place.path("addressId").asText(""));
    json.put("zipcode", place.path("zipcode").asText(""));
    coordinate(json, "lat", place.path("lat"));
    coordinate(json, "long", place.path("long"));
    json.put("media_url", mediaUrl());
    if (extended) {
      extend(json, place);
    }
    return json;
  }

  private static void coordinate(ObjectNode json, String name, JsonNode number) {
    if (number.isNumber() && Math.abs(number.doubleValue()) <= 180) {
      json.put(name, BigDecimal.valueOf(number.doubleValue()));
    } else {
      json.putNull(name);
    }
  }

  private static String date(long seconds) {
    return W3Date.write(Instant.ofEpochSecond(seconds));
  }

  private long updated() {
    return act.decisions().stream()
        .mapToLong(decision -> decision.time().seconds())
        .reduce(act.time().seconds(), Math::max);
  }

  /** What the office said last, and what was taken from the public since. */
  private String notes(Optional<DecisionRow> answer) {
    List<String> notes = new ArrayList<>();
    answer.map(RequestView::note).ifPresent(notes::add);
    act.decisions().stream()
        .filter(decision -> decision.type() != ANSWER && decision.inForce())
        .map(RequestView::note)
        .forEach(notes::add);
    return String.join("\n", notes);
  }

  private static String note(DecisionRow decision) {
    String what =
        switch (decision.type()) {
          case 2 -> "redacted";
          case 3 -> "withheld";
          default -> word(decision.status());
        };
    String said =
        decision.contents().stream()
            .filter(content -> content.kind() == TEXT && isPublic(content))
            .map(content -> utf8(content.data().orElseThrow()))
            .collect(Collectors.joining("\n"));
    return Stream.of(what, decision.reason(), said)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private static String word(int status) {
    return status > 0 && status < WORDS.size() ? WORDS.get(status) : "";
  }

  /** Who answered; where nobody has, the one office that could. */
  private String agency(Optional<DecisionRow> answer) {
    return answer
        .map(decision -> offices.getOrDefault(decision.office(), decision.office()))
        .orElse(offices.size() == 1 ? offices.values().iterator().next() : "");
  }

  private String mediaUrl() {
    return contents(PHOTO)
        .findFirst()
        .map(photo -> base + "/v1/contents/" + photo.commitment().hex())
        .orElse(object(ANSWERS).path("mediaUrl").asText(""));
  }

  private void extend(ObjectNode json, JsonNode place) {
    JsonNode answers = object(ANSWERS);
    ArrayNode attributes = json.putArray("attributes");
    for (ServiceForm.Attribute question : service.form().attributes()) {
      JsonNode given = answers.path("attributes").path(question.code());
      for (JsonNode value : given.isArray() ? given : MAPPER.createArrayNode().add(given)) {
        if (value.isTextual()) {
          attributes
              .addObject()
              .put("code", question.code())
              .put("label", locales.pick(question.description()))
              .put("name", name(question, value.asText()))
              .put("value", value.asText());
        }
      }
    }
    ArrayNode notes = json.putArray("notes");
    for (DecisionRow decision : act.decisions()) {
      notes
          .addObject()
          .put("datetime", date(decision.time().seconds()))
          .put("description", note(decision))
          .put("type", decision.type() == ANSWER ? word(decision.status()) : "contents");
    }
    ObjectNode more = json.putObject("extended_attributes");
    more.put("channel", act.channel());
    more.put("identity", act.identity());
    more.put("standing", act.standing().name().toLowerCase(Locale.ROOT));
    more.put("cosigned", act.time().cosigned());
    JsonNode imported = answers.path("import");
    if (imported.isObject()) {
      ObjectNode asserted = more.putObject("import");
      imported
          .properties()
          .forEach(
              field -> {
                if (field.getKey().matches("[A-Za-z][A-Za-z0-9_]{0,40}")
                    && field.getValue().isValueNode()) {
                  asserted.put(field.getKey(), field.getValue().asText());
                }
              });
    }
  }

  private String name(ServiceForm.Attribute question, String value) {
    return question.values().containsKey(value)
        ? locales.pick(question.values().get(value))
        : value;
  }

  private Stream<ContentRow> contents(int kind) {
    return act.contents().stream().filter(content -> content.kind() == kind && isPublic(content));
  }

  private static boolean isPublic(ContentRow content) {
    return content.state() instanceof ContentRow.State.Public && content.data().isPresent();
  }

  private String text(int kind) {
    return contents(kind)
        .map(content -> utf8(content.data().orElseThrow()))
        .collect(Collectors.joining("\n"));
  }

  /** The first content of a kind as a JSON object; an empty one where there is none. */
  private JsonNode object(int kind) {
    return contents(kind)
        .map(
            content -> {
              try {
                return MAPPER.readTree(content.data().orElseThrow().toArray());
              } catch (IOException e) {
                return MAPPER.missingNode();
              }
            })
        .findFirst()
        .filter(JsonNode::isObject)
        .orElse(MAPPER.createObjectNode());
  }

  private static String utf8(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }
}
