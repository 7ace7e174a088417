package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botledger.query.console.ConsoleConfiguration;
import io.botledger.query.console.relay.Relays;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the console makes of answers that no process of ours gives readily. */
class PassedOnTest {
  private static final String LETTERS = "/v1/projections/version-list/dead-letters";
  private static final String PAGE = "/console/projections/version-list";
  private static final String LETTER =
      """
      {"deadLetters": [{"id": "l-1", "position": 7, "chatbotId": "pizza", "versionId": "v",
        "type": "<script>alert(1)</script>", "since": "2026-11-21T09:30:00.000Z", "waiting": 3,
        "cause": {"type": "<b>", "message": "<img src=x onerror=alert(2)>"}}]}
      """;
  private static final String PROJECTION =
      """
      {"name": "version-list", "position": 7, "head": 7, "lagEvents": 0, "lagSeconds": 0.0,
       "complete": true, "deadLetters": 1, "givenUp": 0, "rebuild": null}
      """;

  private static final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private static final Queue<HttpExchange> endless = new ConcurrentLinkedQueue<>();
  private static final ExecutorService threads = Executors.newCachedThreadPool();
  private static final HttpClient http = HttpClient.newHttpClient();
  private static HttpServer api;
  private static ConfigurableApplicationContext console;
  private static Session session;

  /** In a real server, which alone can break a connection off. */
  @BeforeAll
  static void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(threads);
    api.createContext("/v1/audit", PassedOnTest::begun);
    api.createContext("/v1/projections", PassedOnTest::projection);
    api.start();
    console =
        new SpringApplication(Process.class)
            .run(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--botledger.console.api=http://127.0.0.1:" + api.getAddress().getPort());
    session = seal().begin("a-key");
  }

  @AfterAll
  static void stop() {
    api.stop(0);
    console.close();
    threads.shutdownNow();
  }

  private static SessionSeal seal() {
    return new SessionSeal(console.getBean(SecretKey.class), Clock.systemUTC());
  }

  private static HttpRequest.Builder request(String path) {
    String port = console.getEnvironment().getRequiredProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Cookie", "botledger=" + seal().seal(session));
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String form) throws Exception {
    return http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(Forms.TOKEN + "=" + session.formToken() + form))
            .build(),
        BodyHandlers.ofString());
  }

  /** As long as nothing is asked for by that name the file has no end; else it is cut. */
  private static void begun(HttpExchange exchange) throws IOException {
    boolean isCut = String.valueOf(exchange.getRequestURI().getQuery()).contains("cut");
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write("position\n1\n".getBytes(StandardCharsets.US_ASCII));
    if (!isCut) {
      endless.add(exchange);
    }
    exchange.getResponseBody().flush();
    if (isCut) {
      exchange.close();
    }
  }

  private static void projection(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                body));
    if (path.startsWith(LETTERS + "?")) {
      exchange.getResponseHeaders().add("Link", "<" + LETTERS + "?cursor=n>; rel=\"next\"");
    }
    boolean isJournal = path.contains("/journal");
    String answer =
        isJournal ? "{\"entries\": []}" : path.startsWith(LETTERS) ? LETTER : PROJECTION;
    exchange.sendResponseHeaders(200, answer.length());
    try (var out = exchange.getResponseBody()) {
      out.write(answer.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A browser must see that its connection was broken off: half a file looks like a whole one. */
  @Test
  void aFileThatTheApiCutsIsCut() {
    assertThatThrownBy(
            () -> {
              HttpResponse<String> whole = get("/console/audit.csv?text=cut");
              throw new AssertionError(whole.statusCode() + " " + whole.headers() + whole.body());
            })
        .isInstanceOf(IOException.class);
  }

  /** Files, and pages that are told what happens. */
  @ParameterizedTest
  @CsvSource({"/console/audit.csv, 16", "/console/live, 200"})
  void soManyAreUnderWayAndNoMore(String path, int most) throws Exception {
    List<InputStream> begun = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      HttpResponse<InputStream> answer =
          http.send(request(path).build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      begun.add(answer.body());
    }
    HttpResponse<String> refused = get(path);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("too many pages");
    assertThat(get(PAGE).statusCode()).as("pages are made all the same").isEqualTo(200);
    for (InputStream each : begun) {
      each.close();
    }
    await()
        .until(
            () -> {
              // That a browser is gone shows only where there is something to tell it.
              endAllOfTheApi();
              HttpResponse<InputStream> answer =
                  http.send(request(path).build(), BodyHandlers.ofInputStream());
              answer.body().close();
              return answer.statusCode() == 200;
            });
    endAllOfTheApi();
  }

  private static void endAllOfTheApi() {
    for (HttpExchange each = endless.poll(); each != null; each = endless.poll()) {
      each.close();
    }
  }

  /** Else it would go on for somebody who may be signed out by now. */
  @Test
  void aStreamEndsAfterTenMinutes() {
    List<Flow.Subscriber<?>> relays = new ArrayList<>();
    assertThat(console.getBean(Relays.class).stream(relays::add).getTimeout()).isEqualTo(600_000);
    relays.get(0).onComplete();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/console/live?after=x", "/console/live?after=-1"})
  void whatIsNoPositionIsNotAskedFor(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(400);
    HttpRequest odd = request("/console/live").header("Last-Event-ID", "1 2").build();
    assertThat(http.send(odd, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
  }

  @Test
  void deadLettersAreShownAsTextPageByPage() throws Exception {
    asked.clear();
    assertThat(get(PAGE + "?letters=m").body())
        .contains("&lt;script&gt;alert(1)", "&lt;b&gt;: &lt;img src=x onerror=alert(2)&gt;")
        .contains("href=\"" + PAGE + "?letters=n#letters\"")
        .doesNotContain("<script>alert", "<img");
    assertThat(asked).anyMatch(one -> one.startsWith("GET " + LETTERS + "?limit=20&cursor=m "));
  }

  @Test
  void aDeadLettersFormsAreRequestsOfTheApi() throws Exception {
    for (String form : List.of("retry", "give-up")) {
      asked.clear();
      HttpResponse<String> done =
          post(PAGE + "/dead-letters/l-1/" + form, "&key=once&reason=mended");
      assertThat(done.statusCode()).isEqualTo(303);
      assertThat(done.headers().firstValue("Location").orElse("")).startsWith(PAGE + "?done=");
      String request = form.equals("retry") ? "POST %s/l-1/retry" : "DELETE %s/l-1";
      assertThat(asked)
          .containsExactly(request.formatted(LETTERS) + " once {\"reason\":\"mended\"}");
    }
    assertThat(post(PAGE + "/dead-letters/l-1/retry", "").statusCode())
        .as("a form without its key")
        .isEqualTo(400);
  }

  /** Without a stereotype: the console's own scan would find it in other tests. */
  @ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class
  })
  @Import(ConsoleConfiguration.class)
  static class Process {
    @Bean
    SecretKey sessionKey() {
      return new SecretKeySpec(new byte[32], "AES");
    }
  }
}
