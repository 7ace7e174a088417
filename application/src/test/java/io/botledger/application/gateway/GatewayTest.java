package io.botledger.application.gateway;

import static io.botledger.application.gateway.StubProcess.respond;
import static io.botledger.application.gateway.StubProcess.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.gateway.StubProcess.Behaviour;
import io.botledger.platform.route.Route;
import io.botledger.platform.route.Routes;
import io.botledger.platform.route.Side;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every request reaches the role that answers it, as it was sent, and so does its answer. */
class GatewayTest {

  /** A request and the side that it must reach. */
  private record Row(String method, String target, Side side) {}

  @Test
  void everyOperationReachesItsRole() {
    List<Row> rows = Routes.ALL.stream().flatMap(GatewayTest::rowsOf).toList();
    assertThat(misdirected(rows)).isEmpty();
  }

  /** The negative control: one row of the table is moved to the other side. */
  @Test
  void aRowThatMovedToTheOtherSideIsNoticed() {
    List<Row> moved =
        Routes.ALL.stream()
            .filter(route -> route.toString().equals("GET /v1/chatbots/{chatbotId}/events"))
            .map(route -> new Row(route.method(), target(route, "a"), Side.QUERY))
            .toList();
    assertThat(misdirected(moved)).singleElement().asString().contains("/v1/chatbots/a/events");
  }

  /** What every process answers, and what none does. */
  @Test
  void whatBelongsToNoRoleIsAnsweredByTheQueryRole() {
    List<Row> rows =
        Stream.of(
                "/openapi.yaml",
                "/swagger-ui/index.html",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/health/liveness",
                "/v1/eventsourcing",
                "/v1/chatbots/x/capsule/y",
                "/v1//events",
                "/")
            .map(path -> new Row("GET", path, Side.QUERY))
            .toList();
    assertThat(misdirected(rows)).isEmpty();
  }

  /** Its pages and its forms; what only looks like them goes where it went before. */
  @Test
  void theConsoleIsTheQueryRoles() {
    assertThat(
            misdirected(
                List.of(
                    new Row("GET", "/?text=a", Side.QUERY),
                    new Row("GET", "/console/chatbots/a%2Db?at=2026-01-01T00:00:00Z", Side.QUERY),
                    new Row("GET", "/console/files/console.css", Side.QUERY),
                    new Row("POST", "/console/sign-in", Side.QUERY),
                    new Row("POST", "/console/chatbots/a/versions/b/deploy", Side.QUERY),
                    new Row("POST", "/console", Side.COMMAND),
                    new Row("POST", "/consoles/x", Side.COMMAND),
                    new Row("DELETE", "/console/x", Side.COMMAND))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void theTargetIsPassedOnAsItWasSent(String method) {
    String target =
        "/v1//chatbots/a%2Fb%20%C3%BC/./c;x=1/%2e%2e/versions/?at=2026-01-01T00:00:00Z&x=%20+%00";
    try (StubProcess process = StubProcess.that(says("it"));
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()))) {
      new Client(nginx).ask(method, target);
      assertThat(process.requests()).extracting(Received::target).containsExactly(target);
    }
  }

  @Test
  void headersArePassedOn() {
    try (StubProcess process = StubProcess.that(says("it"));
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()))) {
      Client client = new Client(nginx);
      String key = "k".repeat(15_000);
      client.ask("GET", "/v1/chatbots", "x-chatcaptain-key", key, "X-Correlation-Id", "mine-1");
      client.ask(
          "GET", "/v1/chatbots", "X-Correlation-Id", "not an id", "Idempotency-Key", "\"a\"");
      // In HTTP/1.0 there are no chunks: an answer that was cut would look like a complete one.
      assertThat(process.requests()).extracting(Received::version).containsOnly("HTTP/1.1");
      assertThat(process.requests().get(0).headers())
          .containsEntry("x-chatcaptain-key", key)
          .containsEntry("x-correlation-id", "mine-1")
          .containsEntry("x-forwarded-for", "127.0.0.1")
          .containsEntry("x-forwarded-proto", "http");
      assertThat(process.requests().get(1).headers())
          .containsEntry("idempotency-key", "\"a\"")
          .hasEntrySatisfying("x-correlation-id", id -> assertThat(id).matches("[0-9a-f]{32}"));
    }
  }

  @Test
  void aBodyOfTwoMebibytesPasses() {
    byte[] body = new byte[2 << 20];
    Arrays.fill(body, (byte) 'x');
    try (StubProcess process = StubProcess.that(says("it"));
        Nginx nginx = Nginx.start(List.of(process.port()), List.of(process.port()))) {
      Client client = new Client(nginx);
      String target = "/v1/chatbots/x/versions";
      assertThat(client.ask("POST", target, BodyPublishers.ofByteArray(body)).body())
          .isEqualTo("it");
      // In chunks, without a length that is said beforehand.
      BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
      assertThat(client.ask("POST", target, chunks).body()).isEqualTo("it");
      assertThat(process.requests()).allSatisfy(got -> assertThat(got.body()).isEqualTo(body));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "400 Bad Request",
        "404 Not Found",
        "405 Method Not Allowed",
        "413 Content Too Large",
        "421 Misdirected Request",
        "500 Internal Server Error",
        "503 Service Unavailable"
      })
  void whatAProcessRefusesIsPassedOnAsItIs(String status) {
    Behaviour refuses =
        (request, out) ->
            respond(
                request, out, status, "Retry-After: 7\r\nBotledger-Problem: its-own\r\n", "why");
    try (StubProcess process = StubProcess.that(refuses);
        StubProcess other = StubProcess.that(refuses);
        Nginx nginx = Nginx.start(List.of(process.port(), other.port()), List.of(process.port()))) {
      HttpResponse<String> answer = new Client(nginx).ask("POST", "/v1/chatbots/x/versions");
      assertThat(answer.statusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(answer.body()).isEqualTo("why");
      assertThat(answer.headers().firstValue("Botledger-Problem")).contains("its-own");
      assertThat(answer.headers().firstValue("Retry-After")).contains("7");
      assertThat(process.requests().size() + other.requests().size()).isEqualTo(1);
    }
  }

  /** Each with simple names and with encoded ones; a GET as HEAD too. */
  private static Stream<Row> rowsOf(Route route) {
    Stream<String> methods =
        route.method().equals("GET") ? Stream.of("GET", "HEAD") : Stream.of(route.method());
    return methods.flatMap(
        method ->
            Stream.of("a", "events", "a%2Db%7Ec:.%20", "%C3%BC%3F%23")
                .map(name -> new Row(method, target(route, name), route.side())));
  }

  private static String target(Route route, String name) {
    return route.path().replaceAll("\\{\\w+}", name);
  }

  /** Asks for each, and returns those that reached another role, or another target. */
  private static List<String> misdirected(List<Row> rows) {
    List<String> found = new ArrayList<>();
    try (StubProcess command = StubProcess.that(saysItsSide(Side.COMMAND));
        StubProcess query = StubProcess.that(saysItsSide(Side.QUERY));
        Nginx nginx = Nginx.start(List.of(command.port()), List.of(query.port()))) {
      Client client = new Client(nginx);
      for (Row row : rows) {
        HttpResponse<String> answer = client.ask(row.method(), row.target());
        String reached = answer.headers().firstValue("Reached").orElse(answer.toString());
        if (!reached.equals(row.side().text() + " " + row.method() + " " + row.target())) {
          found.add(row + " reached " + reached);
        }
      }
    }
    return found;
  }

  private static Behaviour saysItsSide(Side side) {
    return (request, out) ->
        respond(
            request,
            out,
            "200 OK",
            "Reached: %s %s %s\r\n".formatted(side.text(), request.method(), request.target()),
            "");
  }
}
