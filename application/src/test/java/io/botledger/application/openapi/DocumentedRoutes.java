package io.botledger.application.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.contract.Document;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The promise of the OpenAPI document about the code, for a test that has the whole application.
 */
public final class DocumentedRoutes {

  private DocumentedRoutes() {}

  /**
   * @throws AssertionError if an operation is missing in the document or in the code, or has other
   *     query parameters there
   */
  public static void assertSameAsIn(ApplicationContext application) {
    RequestMappingHandlerMapping mapping =
        application.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    assertThat(Routes.of(mapping))
        .as(
            "Method, path and query parameters: those of the code must be those of"
                + " openapi/botledger.yaml. Mend whichever is wrong; a later issue's operation is in"
                + " neither.")
        .isEqualTo(Routes.of(Document.ofBotledger()));
  }
}
