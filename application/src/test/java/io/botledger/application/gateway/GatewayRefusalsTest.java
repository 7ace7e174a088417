package io.botledger.application.gateway;

import static io.botledger.application.gateway.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.web.ProblemCode;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.Refusal;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway refuses by itself has the form that the application gives to a refusal. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayRefusalsTest {
  private final Nginx nginx = Nginx.start(List.of(Nginx.freePort()), List.of(Nginx.freePort()));
  private final Client client = new Client(nginx);

  @AfterAll
  void stop() {
    nginx.close();
  }

  /** No process is up; those of the published API say what did not happen. */
  @ParameterizedTest
  @CsvSource({
    "GET, /v1/chatbots?limit=3",
    "POST, /v1/chatbots/a/versions",
    "POST, /v1/chatbots/a/versions/b/deploy",
    "POST, /v1/chatbots/a/versions/b/rollback",
    "POST, /v1/chatbots/a/versions/b/restore",
    "DELETE, /v1/chatbots/a%2Fb/versions/b?reason=%22",
    "POST, /v1/chatbots/a/environments/prod/rollback",
    "DELETE, /v1/chatbots/a/environments/prod/deployment",
    "DELETE, /v1/projections/x/dead-letters/1",
  })
  void aProblemIsTheOneThatTheApplicationWouldWrite(String method, String target) {
    HttpResponse<String> answer = client.ask(method, target, "X-Correlation-Id", "of:mine");
    assertProblem(answer, method, target.replaceAll("\\?.*", ""), 503, ProblemCode.UNAVAILABLE);
    assertThat(answer.headers().firstValue("X-Correlation-Id")).contains("of:mine");
  }

  @Test
  void aiHubsClientsGetTheirOwnForm() {
    HttpResponse<String> answer = client.ask("DELETE", "/api/ai-hub/assistant/a/version/b");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertHeaders(answer, "application/json", "unavailable");
    assertThat(json(answer.body()))
        .isEqualTo(
            Map.of(
                "success",
                false,
                "error",
                "No process can answer at the moment; nothing was done."));
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    byte[] body = new byte[9 << 20];
    Arrays.fill(body, (byte) ' ');
    String target = "/v1/chatbots/a/versions/b/deploy";
    assertProblem(
        client.ask("POST", target, BodyPublishers.ofByteArray(body)),
        "POST",
        target,
        413,
        ProblemCode.TOO_LARGE);
    assertProblem(
        client.ask(
            "POST", target, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
        "POST",
        target,
        413,
        ProblemCode.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/",
        "/actuator/prometheus",
        "/actuator/health/database",
        "/%61ctuator/prometheus",
        "//actuator/prometheus",
        "/actuator;x/prometheus",
        "/v1/../actuator/info"
      })
  void aProcessIsNotLookedIntoFromHere(String target) {
    assertProblem(client.ask("GET", target), "GET", target, 404, ProblemCode.NOT_FOUND);
  }

  /** These come as bytes, since no client would send them. */
  @ParameterizedTest
  @CsvSource({
    "400, bad-request, 'GET /v1/chatbots HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'",
    "400, bad-request, 'GET /v1/chatbots HTTP/1.1\r\n\r\n'",
    "400, bad-request, 'nonsense\r\n\r\n'",
    "400, bad-request, 'GET /../.. HTTP/1.1\r\nHost: a\r\n\r\n'",
    "400, bad-request, 'POST /v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n'",
    "400, bad-request, 'POST /v1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'",
    "405, method-not-allowed, 'TRACE /v1/chatbots HTTP/1.1\r\nHost: a\r\n\r\n'",
    "501, bad-request, 'POST /v1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n'",
    "505, bad-request, 'GET /v1/chatbots HTTP/2.1\r\nHost: a\r\n\r\n'",
  })
  void aMalformedRequestIsRefused(int status, String code, String request) {
    assertRaw(client.raw(request), status, code);
  }

  @Test
  void aPathOrAHeaderThatIsTooLongIsRefused() {
    String long17 = "x".repeat(17 << 10);
    assertRaw(client.raw("GET /v1/" + long17 + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414, "bad-request");
    assertRaw(
        client.raw("GET /v1/x HTTP/1.1\r\nHost: a\r\nX: " + long17 + "\r\n\r\n"),
        431,
        "bad-request");
  }

  /** A quotation mark in a path, as a client may send it, does not get into the document. */
  @Test
  void aPathCannotBreakTheDocument() {
    String answer =
        client.raw("GET /v1/a\",\"code\":\"b\\ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    assertRaw(answer, 503, "unavailable");
    assertThat(body(answer)).doesNotContain("instance");
  }

  private static void assertProblem(
      HttpResponse<String> answer, String method, String path, int status, ProblemCode code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertHeaders(answer, "application/problem+json", code.text());
    Map<String, Object> document = json(answer.body());
    String detail = String.valueOf(document.get("detail"));
    String correlation = answer.headers().firstValue("X-Correlation-Id").orElseThrow();
    assertThat(document)
        .isEqualTo(Problems.document(method, path, correlation, Refusal.of(code, status, detail)));
  }

  private static void assertHeaders(HttpResponse<String> answer, String type, String code) {
    assertThat(answer.headers().allValues("Content-Type")).containsExactly(type);
    assertThat(answer.headers().allValues("Botledger-Problem")).containsExactly(code);
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(answer.headers().allValues("Server")).containsExactly("nginx");
    assertThat(answer.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(answer.statusCode() == 503);
  }

  private static void assertRaw(String answer, int status, String code) {
    assertThat(answer).startsWith("HTTP/1.1 " + status).doesNotContainIgnoringCase("<html");
    assertThat(answer)
        .contains("\r\nContent-Type: application/problem+json\r\n")
        .contains("\r\nBotledger-Problem: " + code + "\r\n");
    Map<String, Object> document = new LinkedHashMap<>(json(body(answer)));
    String path = Objects.toString(document.get("instance"), "");
    Map<String, Object> expected =
        Problems.document(
            "GET",
            path,
            String.valueOf(document.get("correlationId")),
            Refusal.of(codeOf(code), status, String.valueOf(document.get("detail"))));
    if (path.isEmpty()) {
      expected.remove("instance");
    }
    assertThat(document).isEqualTo(expected);
  }

  private static ProblemCode codeOf(String text) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> code.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
