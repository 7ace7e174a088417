package io.botledger.application.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.RunningRole;
import io.botledger.application.process.PostgresForTests;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As it is without any configuration. */
class AnswersTest {
  private static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private static RunningRole role;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    role = RunningRole.start("all", PostgresForTests.version18().create("hygiene"));
  }

  @AfterAll
  static void stop() {
    role.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, /v1/chatbots",
    "200, /actuator/health/readiness",
    "200, /actuator/prometheus",
    "200, /openapi.json",
    "200, /swagger-ui/index.html",
    "400, /v1/chatbots?limit=0",
    "400, /v1/chatbots/%2e%2e/versions",
    "400, /v1/chatbots/a%2Fb/versions",
    "404, /nothing/here",
    "405, /v1/capsule",
  })
  void everyAnswerHasTheHeaders(int status, String path) throws Exception {
    HttpResponse<String> answer = ask(status == 405 ? "DELETE" : "GET", path, RunningRole.KEY);
    assertThat(answer.statusCode()).isEqualTo(status);
    HEADERS.forEach(
        (name, value) -> assertThat(answer.headers().allValues(name)).containsExactly(value));
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; frame-ancestors 'none'");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .get()
        .isIn("no-store", "private, no-cache", "no-cache");
    assertThat(answer.headers().map())
        .doesNotContainKeys(
            "server", "x-powered-by", "strict-transport-security", "ratelimit", "set-cookie");
  }

  @Test
  void whoHasNoKeyGetsThemToo() throws Exception {
    HttpResponse<String> answer = ask("GET", "/v1/chatbots", "wrong");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "GET /v1/chatbots HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"
      })
  void whatTheServerRefusesByItselfTellsNothingAboutIt(String request) throws Exception {
    try (Socket socket = new Socket("localhost", role.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readNBytes(2_000), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 400")
          .contains("nosniff")
          .contains("application/problem+json")
          .doesNotContainIgnoringCase("tomcat")
          .doesNotContain("Exception")
          .doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/actuator/beans",
        "/actuator/heapdump",
        "/actuator/loggers",
        "/actuator/configprops",
        "/actuator/mappings",
        "/actuator/threaddump",
        "/actuator/sbom",
        "/actuator/shutdown",
        "/error"
      })
  void nothingElseIsThere(String path) throws Exception {
    for (String method : List.of("GET", "POST")) {
      assertThat(ask(method, path, RunningRole.KEY).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void healthTellsNotWhereThingsAre() throws Exception {
    HttpResponse<String> answer = ask("GET", "/actuator/health", "nobody's");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("UP").doesNotContain("jdbc", "127.0.0.1", "localhost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "OPTIONS", "CONNECT"})
  void pagesOfOtherOriginsAreNotHelped(String method) throws Exception {
    try (Socket socket = new Socket("localhost", role.port())) {
      socket.setSoTimeout(10_000);
      String request =
          "%s /v1/chatbots HTTP/1.1\r\nHost: localhost\r\nOrigin: https://elsewhere.example\r\n"
                  .formatted(method)
              + "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .doesNotContainIgnoringCase("access-control")
          .containsPattern("^HTTP/1.1 (4|501)");
    }
  }

  private HttpResponse<String> ask(String method, String path, String key)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(role.url() + path))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", "Bearer " + key)
            .build(),
        BodyHandlers.ofString());
  }
}
