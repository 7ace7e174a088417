package io.botledger.application.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process says and answers around the API. */
class ServerIT {
  private final BotledgerProcess botledger = BotledgerProcess.shared();

  @Test
  void theStartSaysWhereTheKeyIsAndNeverTheKey() {
    assertThat(Modes.of(botledger.dataDirectory().resolve("admin.key"))).isEqualTo("rw-------");
    assertThat(Modes.of(botledger.dataDirectory().resolve("postgres-binaries")))
        .isEqualTo("rwx------");
    assertThat(botledger.adminKey()).startsWith("bl_").hasSize(46);
    assertThat(botledger.output())
        .contains(
            "Botledger is ready at " + botledger.url(""),
            "The admin key is in " + botledger.dataDirectory().resolve("admin.key"),
            "/swagger-ui/")
        .doesNotContain(botledger.adminKey());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/readiness", "/actuator/health/liveness"})
  void healthIsForEverybody(String path) {
    assertThat(botledger.get(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chatbots",
        "/console;/x",
        "/console/..;/v1/chatbots",
        "/actuator",
        "/actuator/prometheus",
        "/actuator/health/",
        "/actuator/health/database",
        "/actuator/health;x",
        "/openapi.json",
        "/swagger-ui/index.html",
        "/error",
        "/nothing"
      })
  void nothingElseIs(String path) {
    HttpResponse<String> answer = botledger.get(path);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("WWW-Authenticate").get(0)).startsWith("Bearer");
    assertThat(answer.body()).contains("\"code\":\"unauthorized\"");
  }

  @Test
  void theKeyOpensTheRest() {
    assertThat(botledger.request("GET", "/actuator/prometheus", "").body())
        .contains("jvm_memory_used_bytes");
    assertThat(botledger.request("GET", "/nothing", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aBrowserOpensThePagesWithTheKeyAsPassword() {
    assertThat(botledger.get("/swagger-ui/").headers().allValues("WWW-Authenticate").get(1))
        .startsWith("Basic");
    assertThat(basic("/swagger-ui/index.html", botledger.adminKey())).isEqualTo(200);
    assertThat(basic("/openapi.json", botledger.adminKey())).isEqualTo(200);
    assertThat(basic("/openapi.json", "a guess")).isEqualTo(401);
    assertThat(basic("/v1/chatbots", botledger.adminKey())).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET /v1/chatbots/a%2Fb/versions HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno header\r\n\r\n",
        "GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void whatIsNotProperHttpGetsAProblemDocument(String request) throws IOException {
    assertThat(raw(request)).startsWith("HTTP/1.1 400").satisfies(ServerIT::isProblem);
  }

  @Test
  void headersThatAreTooLargeGetOneToo() throws IOException {
    assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + "x".repeat(20_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 4")
        .satisfies(ServerIT::isProblem);
  }

  @Test
  void nothingCallsHome() {
    assertThat(botledger.output()).doesNotContain("UpdateChecker", "anonymous usage");
  }

  private static void isProblem(String answer) {
    assertThat(answer)
        .contains("Content-Type: application/problem+json", "\"code\":\"bad-request\"")
        .doesNotContainIgnoringCase("<html", "tomcat", "exception");
  }

  private int basic(String path, String password) {
    String credentials =
        Base64.getEncoder().encodeToString(("me:" + password).getBytes(StandardCharsets.UTF_8));
    return botledger
        .send(
            HttpRequest.newBuilder(botledger.url(path))
                .header("Authorization", "Basic " + credentials))
        .statusCode();
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("localhost", botledger.url("/").getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      byte[] answer = new byte[8192];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
  }
}
