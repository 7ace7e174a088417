package io.botledger.application.openapi;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OpenApiController {

  private final OpenApiDocument document;

  OpenApiController(OpenApiDocument document) {
    this.document = document;
  }

  @GetMapping(path = "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  byte[] yaml() {
    return document.asYaml();
  }

  @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  byte[] json() {
    return document.asJson();
  }
}
