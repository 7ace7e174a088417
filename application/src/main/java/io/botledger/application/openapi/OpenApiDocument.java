package io.botledger.application.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document as it was written, and the same as JSON, made once at the start. */
@Component
class OpenApiDocument {

  private static final String RESOURCE = "/openapi/botledger.yaml";

  private final byte[] yaml;
  private final byte[] json;

  OpenApiDocument() {
    yaml = read();
    json = JsonMapper.shared().writeValueAsBytes(YAMLMapper.shared().readTree(yaml));
  }

  byte[] asYaml() {
    return yaml.clone();
  }

  byte[] asJson() {
    return json.clone();
  }

  private static byte[] read() {
    try (InputStream in =
        Objects.requireNonNull(OpenApiDocument.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
