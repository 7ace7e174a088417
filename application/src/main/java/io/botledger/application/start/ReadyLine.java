package io.botledger.application.start;

import io.botledger.application.access.AdminKeyOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last line of a start: what one needs to go on. */
@Component
class ReadyLine {
  private static final Logger log = LoggerFactory.getLogger(ReadyLine.class);

  private final AdminKeyOrigin key;
  private final Environment environment;

  ReadyLine(AdminKeyOrigin key, Environment environment) {
    this.key = key;
    this.environment = environment;
  }

  @EventListener
  void print(ApplicationReadyEvent event) {
    boolean tls =
        environment.getProperty("server.ssl.enabled", Boolean.class, true)
            && (environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.certificate")
                || environment.containsProperty("server.ssl.key-store"));
    String url =
        (tls ? "https" : "http") + "://localhost:" + environment.getProperty("local.server.port");
    log.info(
        "Botledger is ready at {}. The admin key is in {}. Swagger UI: {}/swagger-ui/ (the key is the"
            + " password).",
        url,
        key.place(),
        url);
  }
}
