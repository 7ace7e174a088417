package io.botledger.application.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Document;
import io.botledger.application.contract.Operation;
import io.botledger.platform.route.Side;
import io.botledger.platform.web.QueryNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.mock.web.MockServletContext;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * How the routes of code and document are found; {@link DocumentedRoutes} compares the real ones.
 */
class RoutesTest {

  @Test
  void theCodesRoutesAreThoseOfItsControllers() {
    assertThat(routesOf(List.of(Sample.class)))
        .isEqualTo(
            Map.of(
                "GET /things/{}", Set.of("limit", "cursor"),
                "DELETE /things/{}", Set.of(),
                "ANY /things", Set.of()));
  }

  @Test
  void theDocumentsRoutesAreItsOperations() {
    SortedMap<String, Set<String>> routes = Routes.of(Document.ofBotledger());
    assertThat(routes).containsKey("POST /v1/chatbots/{}/versions/{}/deploy");
    assertThat(routes.get("GET /v1/chatbots/{}/versions"))
        .containsExactly("at", "cursor", "includeDeleted", "limit", "order", "position");
  }

  @Test
  void theCodesRoutesAreTheDocuments() {
    assertThat(routesOf(ourControllers()))
        .as(
            "Method, path and query parameters: those of the code must be those of"
                + " openapi/botledger.yaml. Mend whichever is wrong; a later issue's operation is in"
                + " neither.")
        .isEqualTo(Routes.of(Document.ofBotledger()));
  }

  /** What every process answers is in no side's hands. */
  @Test
  void theTableOfSidesHasTheSameOnes() {
    Set<String> documented = new TreeSet<>(Routes.of(Document.ofBotledger()).keySet());
    documented.removeIf(route -> route.startsWith("GET /openapi."));
    assertThat(
            io.botledger.platform.route.Routes.ALL.stream()
                .map(Object::toString)
                .map(route -> route.replaceAll("\\{[^/}]+}", "{}")))
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  /** They are pages, and clients of the API; none of its operations may hide among them. */
  @Test
  void theConsolesPagesAreAtPlacesOfTheirOwn() {
    assertThat(routesOf(controllers(true)).keySet())
        .contains("GET /", "POST /console/sign-in")
        .allMatch(route -> route.matches("(GET|POST) /(console(/.*)?)?"));
  }

  @Test
  void theTableTakesThePermissionsThatTheDocumentNames() {
    for (io.botledger.platform.route.Route route : io.botledger.platform.route.Routes.ALL) {
      Operation documented =
          Document.ofBotledger().operations().stream()
              .filter(one -> (one.method() + " " + one.path()).equals(route.toString()))
              .findFirst()
              .orElseThrow();
      assertThat(documented.extension("x-permission"))
          .as(route.toString())
          .isEqualTo(route.permission().text());
      String chatbot =
          "chatbots/" + (route.path().contains("ai-hub") ? "{assistant_id}" : "{chatbotId}");
      String environment = route.path().contains("ai-hub") ? "prod" : "{environment}";
      assertThat(documented.extension("x-resource"))
          .as(route.toString())
          .isEqualTo(
              switch (route.scope()) {
                case CHATBOT, ENVIRONMENTS_WITHIN_GRANTS -> chatbot;
                case ENVIRONMENT, ENVIRONMENT_IN_BODY -> chatbot + "/environments/" + environment;
                case EVERYTHING, WITHIN_GRANTS -> "chatbots/*";
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRouteIsTheSideInWhoseCodeItsControllerIs(Side side) {
    List<Class<?>> controllers =
        ourControllers().stream()
            .filter(type -> type.getName().startsWith("io.botledger." + side.text() + "."))
            .toList();
    assertThat(
            io.botledger.platform.route.Routes.ALL.stream()
                .filter(route -> route.side() == side)
                .map(route -> route.toString().replaceAll("\\{[^/}]+}", "{}")))
        .containsExactlyInAnyOrderElementsOf(routesOf(controllers).keySet());
  }

  private static List<Class<?>> ourControllers() {
    return controllers(false);
  }

  private static List<Class<?>> controllers(boolean ofTheConsole) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    scanner.addExcludeFilter(new AssignableTypeFilter(Sample.class));
    return scanner.findCandidateComponents("io.botledger").stream()
        .<Class<?>>map(
            found ->
                ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
        .filter(type -> type.getName().startsWith("io.botledger.query.console.") == ofTheConsole)
        .toList();
  }

  /** Lazily, so that no controller is made: their types say it all. */
  private static SortedMap<String, Set<String>> routesOf(List<Class<?>> controllers) {
    try (GenericWebApplicationContext context =
        new GenericWebApplicationContext(new MockServletContext())) {
      controllers.forEach(
          controller ->
              context.registerBean(controller, definition -> definition.setLazyInit(true)));
      context.registerBean(RequestMappingHandlerMapping.class);
      context.refresh();
      return Routes.of(context.getBean(RequestMappingHandlerMapping.class));
    }
  }

  @RestController
  static class Sample {
    @GetMapping("/things/{thing}")
    @QueryNames({"limit", "cursor"})
    String one(@PathVariable String thing) {
      return thing;
    }

    @DeleteMapping("/things/{id}")
    void delete() {}

    @RequestMapping("/things")
    void whatever() {}
  }
}
