package io.botledger.application.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.forwardedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@SpringJUnitWebConfig({
  SwaggerUiTest.WebMvc.class,
  OpenApiDocument.class,
  OpenApiController.class,
  SwaggerUi.class
})
class SwaggerUiTest {

  private final MockMvc web;

  SwaggerUiTest(WebApplicationContext context) {
    web = MockMvcBuilders.webAppContextSetup(context).build();
  }

  @Test
  void theDocumentIsTheSameInBothForms() throws Exception {
    JsonNode yaml = YAMLMapper.shared().readTree(body("/openapi.yaml", "application/yaml"));
    JsonNode json = JsonMapper.shared().readTree(body("/openapi.json", "application/json"));
    assertThat(json).isEqualTo(yaml);
    assertThat(json.get("openapi").asString()).isEqualTo("3.1.0");
  }

  @Test
  void thePageIsOurs() throws Exception {
    web.perform(get("/swagger-ui")).andExpect(redirectedUrl("/swagger-ui/"));
    web.perform(get("/swagger-ui/")).andExpect(forwardedUrl("/swagger-ui/index.html"));
    assertThat(body("/swagger-ui/index.html", "text/html"))
        .contains("Botledger", "default-src 'none'");
    assertThat(body("/swagger-ui/swagger-initializer.js", "text/javascript"))
        .contains("\"../openapi.json\", location.origin", "validatorUrl: null")
        .doesNotContain("://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"})
  void whatThePageNeedsIsInTheExecutable(String file) throws Exception {
    assertThat(body("/swagger-ui/index.html", "text/html")).contains("\"" + file + "\"");
    web.perform(get("/swagger-ui/" + file))
        .andExpect(status().isOk())
        .andExpect(header().exists("Content-Length"));
  }

  @Test
  void thePageLoadsNothingFromElsewhere() throws Exception {
    assertThat(body("/swagger-ui/index.html", "text/html"))
        .doesNotContain("http:", "https:", "src=\"//");
  }

  private String body(String path, String mediaType) throws Exception {
    return web.perform(get(path))
        .andExpect(status().isOk())
        .andExpect(content().contentTypeCompatibleWith(mediaType))
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }

  @EnableWebMvc
  static class WebMvc {}
}
