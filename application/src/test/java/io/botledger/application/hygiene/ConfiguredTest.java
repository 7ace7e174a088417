package io.botledger.application.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.botledger.application.RunningRole;
import io.botledger.application.process.PostgresForTests;
import io.botledger.platform.token.Issuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With TLS, an origin that may call, a limit for each credential, and an identity provider's
 * tokens.
 */
class ConfiguredTest {
  private static final String ORIGIN = "https://console.example";
  private static final String PASSWORD = "changeit";
  private static final int LIMIT = 20;

  private static RunningRole role;
  private static Issuer issuer;
  private static RSAKey signer;
  private static HttpClient http;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    Path store = directory.resolve("web.p12");
    http = HttpClient.newBuilder().sslContext(trusting(certificate(store))).build();
    issuer = new Issuer();
    signer = Issuer.newKey("one");
    issuer.publish(signer);
    role =
        RunningRole.start(
            "all",
            PostgresForTests.version18().create("configured"),
            "--botledger.jwt.issuer=" + Issuer.NAME,
            "--botledger.jwt.audience=" + Issuer.AUDIENCE,
            "--botledger.jwt.jwks-uri=" + issuer.address(),
            "--server.ssl.key-store=" + store,
            "--server.ssl.key-store-password=" + PASSWORD,
            "--botledger.cors.allowed-origins=" + ORIGIN,
            "--botledger.rate-limit.requests=" + LIMIT,
            "--botledger.rate-limit.window=1h");
  }

  @AfterAll
  static void stop() {
    role.close();
    issuer.close();
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static JWTClaimsSet.Builder claims(String subject) {
    return Issuer.claims()
        .subject(subject)
        .claim(
            "botledger_grants",
            List.of(
                Map.of("permission", "chatbots.versions.create", "resource", "chatbots/a"),
                Map.of("permission", "chatbots.events.read", "resource", "chatbots/a")));
  }

  @Test
  void aTokenDoesWhatItsClaimsGrant() throws Exception {
    String[] anna = bearer(Issuer.sign(signer, claims("anna@example.com").build()));
    String version = "{\"name\":\"one\",\"environment\":\"none\"}";
    HttpResponse<String> created =
        send("POST", "/v1/chatbots/a/versions", BodyPublishers.ofString(version), anna);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.body()).contains("\"createdBy\":\"anna@example.com\"");
    assertThat(send("GET", "/v1/chatbots/a/events", anna).body())
        .contains(
            "\"actor\":{\"name\":\"anna@example.com\",\"kind\":\"token\","
                + "\"credential\":\"token:anna@example.com\"}");
    assertThat(send("GET", "/v1/chatbots/a/versions", anna).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/v1/chatbots/b/events", anna).statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenThatIsNotTheIssuersOrIsOverOpensNothing() throws Exception {
    Date past = Date.from(Instant.now().minusSeconds(600));
    for (String worthless :
        List.of(
            new PlainJWT(claims("eve").build()).serialize(),
            Issuer.sign(Issuer.newKey("one"), claims("eve").build()),
            Issuer.sign(signer, claims("eve").expirationTime(past).build()),
            Issuer.sign(signer, claims("eve").audience("another").build()),
            Issuer.sign(signer, claims("eve").issuer("https://another.example").build()))) {
      HttpResponse<String> refused = send("GET", "/v1/chatbots/a/events", bearer(worthless));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.headers().firstValue("Botledger-Problem")).contains("unauthorized");
    }
    String good = Issuer.sign(signer, claims("eve").build());
    assertThat(send("GET", "/v1/chatbots/a/events", "x-chatcaptain-key", good).statusCode())
        .as("a token is no key")
        .isEqualTo(401);
    assertThat(send("GET", "/v1/chatbots/a/events", bearer(good)).statusCode()).isEqualTo(200);
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
    return send(method, path, BodyPublishers.noBody(), headers);
  }

  private static HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + role.port() + path))
            .header("Content-Type", "application/json")
            .method(method, body);
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
