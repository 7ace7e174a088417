package io.botledger.application.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.application.RunningRole;
import io.botledger.application.process.PostgresForTests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With TLS, an origin that may call, and a limit for each credential. */
class ConfiguredTest {
  private static final String ORIGIN = "https://console.example";
  private static final String PASSWORD = "changeit";
  private static final int LIMIT = 20;

  private static RunningRole role;
  private static HttpClient http;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path store = directory.resolve("web.p12");
    http = HttpClient.newBuilder().sslContext(trusting(certificate(store))).build();
    role =
        RunningRole.start(
            "all",
            PostgresForTests.version18().create("configured"),
            "--server.ssl.key-store=" + store,
            "--server.ssl.key-store-password=" + PASSWORD,
            "--botledger.cors.allowed-origins=" + ORIGIN,
            "--botledger.rate-limit.requests=" + LIMIT,
            "--botledger.rate-limit.window=1h");
  }

  @AfterAll
  static void stop() {
    role.close();
  }

  @Test
  void whatIsAskedOverTlsIsAskedOverTlsFromThenOn() throws Exception {
    assertThat(health("GET").headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  @Test
  void pagesOfThatOriginMayCall() throws Exception {
    HttpResponse<String> answer =
        send(
            "OPTIONS",
            "/v1/chatbots/bot/versions",
            "Origin",
            ORIGIN,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization, idempotency-key");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    HttpResponse<String> unknown = send("GET", "/v1/chatbots", "Origin", ORIGIN);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
  }

  @Test
  void pagesOfOthersMayNot() throws Exception {
    for (String other : List.of("https://elsewhere.example", "null", ORIGIN + ".example")) {
      HttpResponse<String> answer = send("GET", "/v1/chatbots", "Origin", other);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void whoAsksTooOftenIsToldWhenToComeAgain() throws Exception {
    String[] key = {"Authorization", "Bearer " + RunningRole.KEY};
    for (int left = LIMIT - 1; left >= 0; left--) {
      HttpResponse<String> answer = send("GET", "/v1/chatbots", key);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("RateLimit-Policy"))
          .contains("\"credential\";q=%d;w=3600".formatted(LIMIT));
      assertThat(answer.headers().firstValue("RateLimit").orElse(""))
          .matches("\"credential\";r=%d;t=\\d+".formatted(left));
    }
    HttpResponse<String> refused = send("GET", "/v1/chatbots", key);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"code\":\"too-many-requests\"");
    assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")))
        .isBetween(1, 3_600 / LIMIT);
    // Whoever has no credential cannot use up somebody's, and health is nobody's.
    assertThat(send("GET", "/v1/chatbots").statusCode()).isEqualTo(401);
    assertThat(health("GET").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> health(String method) throws Exception {
    return send(method, "/actuator/health/readiness");
  }

  private static HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + role.port() + path))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static KeyStore certificate(Path store) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost")
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor()).as(new String(keytool.getInputStream().readAllBytes())).isZero();
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    loaded.load(Files.newInputStream(store), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("web", loaded.getCertificate("mykey"));
    return trusted;
  }

  private static SSLContext trusting(KeyStore trusted) throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
