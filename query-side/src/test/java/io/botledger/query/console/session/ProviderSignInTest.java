package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botledger.query.console.ConsoleConfiguration;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.util.UriComponentsBuilder;

/** Against a provider that gives a token for one code, and an API that takes that token alone. */
@SpringJUnitWebConfig({ProviderSignInTest.WebMvc.class, ConsoleConfiguration.class})
class ProviderSignInTest {
  private static final String TOKEN = "eyToken.of.anna";
  private static volatile String asked = "";
  private static final HttpServer server = server();

  private final MockMvc web;
  private final SessionSeal seal;

  ProviderSignInTest(WebApplicationContext context) {
    web = MockMvcBuilders.webAppContextSetup(context).build();
    seal = new SessionSeal(context.getBean(SecretKey.class), Clock.systemUTC());
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    String here = "http://127.0.0.1:" + server.getAddress().getPort();
    Map.of(
            "api",
            here,
            "login.authorization-uri",
            here + "/authorize?tenant=bots",
            "login.token-uri",
            here + "/token",
            "login.client-id",
            "botledger",
            "login.client-secret",
            "s3cret/",
            "login.console",
            "https://bots.example")
        .forEach((name, value) -> settings.add("botledger.console." + name, () -> value));
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/token",
          exchange -> {
            String form =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked = exchange.getRequestHeaders().getFirst("Authorization") + " " + form;
            answer(
                exchange,
                form.contains("code=right") ? 200 : 400,
                (form.contains("code=right-and-long") ? " ".repeat(300_000) : "")
                    + "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}"
                        .formatted(form.contains("code=right-but") ? "ey.of.nobody" : TOKEN));
          });
      server.createContext(
          "/v1/chatbots",
          exchange -> {
            boolean isAnna =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, isAnna ? 200 : 401, "{\"chatbots\":[]}");
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    try (var out = exchange.getResponseBody()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Where the browser is sent, and its cookie. */
  private record Left(Map<String, String> parameters, Cookie cookie) {
    String parameter(String name) {
      return parameters.getOrDefault(name, "");
    }
  }

  private Left leave() throws Exception {
    MockHttpServletResponse left =
        web.perform(get("/console/sign-in/provider?next=/console/audit")).andReturn().getResponse();
    assertThat(left.getStatus()).isEqualTo(303);
    assertThat(left.getHeader("Set-Cookie"))
        .contains("Path=/; ", "Max-Age=600", "HttpOnly", "SameSite=Lax");
    URI address = URI.create(Objects.requireNonNull(left.getHeader("Location")));
    assertThat(address.getPath()).isEqualTo("/authorize");
    return new Left(
        UriComponentsBuilder.fromUri(address).build().getQueryParams().toSingleValueMap(),
        Objects.requireNonNull(left.getCookie("botledger-login")));
  }

  private MockHttpServletResponse comeBack(Left left, String code, String state) throws Exception {
    return web.perform(
            get(LoginSettings.RETURN)
                .param("code", code)
                .param("state", state)
                .cookie(left.cookie()))
        .andReturn()
        .getResponse();
  }

  @Test
  void whoIsSignedInThereIsSignedInHere() throws Exception {
    Left left = leave();
    assertThat(left.parameters())
        .containsEntry("tenant", "bots")
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "botledger")
        .containsEntry("redirect_uri", "https%3A%2F%2Fbots.example%2Fconsole%2Fsign-in%2Freturn")
        .containsEntry("code_challenge_method", "S256");
    MockHttpServletResponse back = comeBack(left, "right", left.parameter("state"));
    assertThat(back.getStatus()).isEqualTo(200);
    assertThat(back.getContentAsString()).contains("0; url=/console/audit").doesNotContain(TOKEN);
    Cookie session = Objects.requireNonNull(back.getCookie("botledger"));
    assertThat(seal.open(session.getValue()).orElseThrow().credential()).isEqualTo(TOKEN);
    // The provider's own checks: the client's secret, and the verifier behind the challenge.
    assertThat(asked).startsWith("Basic Ym90bGVkZ2VyOnMzY3JldCUyRg== ");
    String verifier = asked.replaceAll(".*code_verifier=([\\w-]+).*", "$1");
    assertThat(
            Seal.text(
                MessageDigest.getInstance("SHA-256")
                    .digest(verifier.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(left.parameter("code_challenge"));
  }

  /** Somebody else's code would sign one in as somebody else. */
  @ParameterizedTest
  @ValueSource(strings = {"", "another"})
  void whatWasNotBegunInThisBrowserIsNotEnded(String state) throws Exception {
    asked = "";
    MockHttpServletResponse back = comeBack(leave(), "right", state);
    assertThat(back.getStatus()).isEqualTo(400);
    assertThat(back.getCookie("botledger")).isNull();
    assertThat(asked).isEmpty();
    Left other = leave();
    assertThat(comeBack(leave(), "right", other.parameter("state")).getStatus()).isEqualTo(400);
  }

  @Test
  void withoutATokenThatTheApiTakesNobodyIsSignedIn() throws Exception {
    Left left = leave();
    MockHttpServletResponse wrong = comeBack(left, "wrong", left.parameter("state"));
    assertThat(wrong.getStatus()).isEqualTo(502);
    assertThat(wrong.getCookie("botledger")).isNull();
    MockHttpServletResponse endless = comeBack(left, "right-and-long", left.parameter("state"));
    assertThat(endless.getStatus()).isEqualTo(502);
    MockHttpServletResponse nobody = comeBack(left, "right-but", left.parameter("state"));
    assertThat(nobody.getStatus()).isEqualTo(401);
    assertThat(nobody.getCookie("botledger")).isNull();
  }

  @Test
  void overTlsNoOtherHostCanHaveBegunIt() throws Exception {
    assertThat(
            web.perform(get("/console/sign-in/provider").secure(true))
                .andReturn()
                .getResponse()
                .getHeader("Set-Cookie"))
        .startsWith("__Host-botledger-login=")
        .contains("Path=/; ", "Secure");
  }

  @Test
  void thePageForSigningInLeadsThere() throws Exception {
    assertThat(
            web.perform(get("/console/sign-in?next=/console/keys"))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("href=\"/console/sign-in/provider?next=%2Fconsole%2Fkeys\"");
  }

  @EnableWebMvc
  static class WebMvc {
    @Bean
    SecretKey sessionKey() {
      return new SecretKeySpec(new byte[32], "AES");
    }
  }
}
