package city.urna.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import city.urna.api.http.Document;
import city.urna.api.http.Monitoring;
import city.urna.api.http.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI documents say exactly what the listeners serve. */
class DocumentsTest {
  private static final List<String> NAMES =
      List.of("node.yaml", "issuer.yaml", "organization.yaml");

  private static final List<Class<?>> SERVICES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("city.urna.api")
              .stream()
              .filter(type -> type.isAssignableTo(HttpService.class))
              .map(JavaClass::reflect)
              .collect(Collectors.toList());

  @ParameterizedTest
  @ValueSource(strings = {"node.yaml", "issuer.yaml", "organization.yaml", "open311.yaml"})
  void everyRouteIsDocumentedAndEveryDocumentedOneIsThere(String name)
      throws ReflectiveOperationException {
    Set<String> registered = new TreeSet<>();
    for (Class<?> service : SERVICES) {
      if (documents(service).contains(name)) {
        registered.addAll(routes(service));
      }
    }
    assertEquals(registered, Document.read(name).operations());
  }

  /** Which listeners register a service, by its package. */
  private static List<String> documents(Class<?> service) {
    String feature = service.getPackageName().replaceFirst(".*\\.", "");
    return switch (feature) {
      case "http" -> NAMES;
      case "issuance" -> List.of("issuer.yaml");
      case "organization" -> List.of("organization.yaml");
      case "open311" -> List.of("open311.yaml");
      case "casting" -> List.of("node.yaml", "organization.yaml");
      default -> List.of("node.yaml");
    };
  }

  /** What a service registers; nothing of it is called, so it needs nothing. */
  private static Set<String> routes(Class<?> type) throws ReflectiveOperationException {
    Set<String> routes = new TreeSet<>();
    HttpRules rules =
        (HttpRules)
            Proxy.newProxyInstance(
                HttpRules.class.getClassLoader(),
                new Class<?>[] {HttpRules.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("any")) {
                    return proxy; // what is left over, for an answer in the room's own form
                  }
                  assertTrue(arguments[0] instanceof String, method + " is not understood here");
                  routes.add(
                      method.getName().toUpperCase(Locale.ROOT)
                          + " "
                          + ((String) arguments[0]).replace("{+", "{"));
                  return proxy;
                });
    service(type).routing(rules);
    return routes;
  }

  private static HttpService service(Class<?> type) throws ReflectiveOperationException {
    if (type == Monitoring.class) {
      return new Monitoring("node.yaml", Optional::empty);
    }
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return (HttpService) constructor.newInstance(new Object[constructor.getParameterCount()]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.yaml", "issuer.yaml", "organization.yaml"})
  void everyDocumentedAnswerIsOneThatCanBeGiven(String name) {
    Document document = Document.read(name);
    Set<String> used = new TreeSet<>();
    document
        .byOperation()
        .forEach(
            (operation, description) -> {
              assertTrue(description.path("operationId").isTextual(), operation);
              description
                  .path("responses")
                  .properties()
                  .forEach(
                      entry -> {
                        JsonNode response = document.resolve(entry.getValue());
                        int status = Integer.parseInt(entry.getKey());
                        String place = operation + " " + status;
                        assertTrue(response.path("description").isTextual(), place);
                        Set<String> problems = document.problems(response);
                        assertEquals(status < 400, problems.isEmpty(), place);
                        problems.forEach(urn -> assertEquals(status, type(urn).status(), place));
                        used.addAll(problems);
                      });
            });
    Set<String> listed = new TreeSet<>();
    document
        .root()
        .at("/components/schemas/Problem/properties/type/enum")
        .forEach(urn -> listed.add(urn.asText()));
    assertEquals(used, listed);
  }

  private static Problem.Type type(String urn) {
    return Arrays.stream(Problem.Type.values())
        .filter(type -> type.urn().equals(urn))
        .findFirst()
        .orElseThrow(() -> new AssertionError(urn + " is no problem type"));
  }

  @Test
  void everyProblemTypeIsDocumentedSomewhere() {
    Set<String> all =
        Stream.of(Problem.Type.values()).map(Problem.Type::urn).collect(Collectors.toSet());
    Set<String> documented = new TreeSet<>();
    for (String name : NAMES) {
      Document.read(name)
          .root()
          .at("/components/schemas/Problem/properties/type/enum")
          .forEach(urn -> documented.add(urn.asText()));
    }
    assertEquals(new TreeSet<>(all), documented);
  }

  @ParameterizedTest
  @ValueSource(strings = {"node.yaml", "issuer.yaml", "organization.yaml", "open311.yaml"})
  void everyReferenceLeadsSomewhereAndEverythingIsUsed(String name) {
    Document document = Document.read(name);
    Set<String> used =
        document.root().findValues("$ref").stream()
            .map(JsonNode::asText)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there = new TreeSet<>();
    document
        .root()
        .path("components")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        part -> there.add("#/components/" + kind.getKey() + "/" + part)));
    assertEquals(there, used);
    assertFalse(there.isEmpty());
    assertTrue(document.root().path("openapi").asText().startsWith("3.1."));
  }
}
