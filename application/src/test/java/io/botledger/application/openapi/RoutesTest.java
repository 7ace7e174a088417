package io.botledger.application.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Document;
import io.botledger.platform.web.QueryNames;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * How the routes of code and document are found; {@link DocumentedRoutes} compares the real ones.
 */
class RoutesTest {

  @Test
  void theCodesRoutesAreThoseOfItsControllers() {
    assertThat(routesOf(Sample.class))
        .isEqualTo(
            Map.of(
                "GET /things/{}", Set.of("limit", "cursor"),
                "DELETE /things/{}", Set.of(),
                "ANY /things", Set.of()));
  }

  @Test
  void theDocumentsRoutesAreItsOperations() {
    SortedMap<String, Set<String>> routes = Routes.of(Document.ofBotledger());
    assertThat(routes).containsKey("POST /v1/chatbots/{}/versions/{}/deploy").hasSize(28);
    assertThat(routes.get("GET /v1/chatbots/{}/versions"))
        .containsExactly("cursor", "includeDeleted", "limit", "order");
  }

  @Test
  void thisPackagesOwnRoutesAreDocumented() {
    SortedMap<String, Set<String>> routes =
        routesOf(OpenApiDocument.class, OpenApiController.class, SwaggerUi.class);
    assertThat(routes).containsOnlyKeys("GET /openapi.json", "GET /openapi.yaml");
    assertThat(Routes.of(Document.ofBotledger())).containsAllEntriesOf(routes);
  }

  private static SortedMap<String, Set<String>> routesOf(Class<?>... components) {
    try (AnnotationConfigWebApplicationContext context =
        new AnnotationConfigWebApplicationContext()) {
      context.setServletContext(new MockServletContext());
      context.register(components);
      context.register(WebMvc.class);
      context.refresh();
      return Routes.of(
          context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
    }
  }

  @EnableWebMvc
  static class WebMvc {}

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
