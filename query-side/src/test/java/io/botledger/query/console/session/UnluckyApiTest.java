package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botledger.query.console.ConsoleConfiguration;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Against an API that takes its time, or breaks off; and what clients send that is not valid. */
@SpringJUnitWebConfig({UnluckyApiTest.WebMvc.class, ConsoleConfiguration.class})
class UnluckyApiTest {
  private static final int TURNS = 8;
  private static final CountDownLatch arrived = new CountDownLatch(TURNS);
  private static final CountDownLatch released = new CountDownLatch(1);
  private static final ExecutorService threads = Executors.newCachedThreadPool();
  private static final HttpServer server = server();

  private final MockMvc web;
  private final String session;
  private final String formToken;

  UnluckyApiTest(WebApplicationContext context) {
    web = MockMvcBuilders.webAppContextSetup(context).build();
    SessionSeal seal = new SessionSeal(context.getBean(SecretKey.class), Clock.systemUTC());
    Session begun = seal.begin("a-key");
    session = seal.seal(begun);
    formToken = begun.formToken();
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    settings.add(
        "botledger.console.api", () -> "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext("/v1/chatbots", UnluckyApiTest::late);
      server.createContext("/v1/api-keys", UnluckyApiTest::createdAlone);
      server.createContext("/v1/audit", UnluckyApiTest::audit);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void late(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      exchange.close();
      return;
    }
    arrived.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answer(exchange, 200, "{\"chatbots\":[]}");
  }

  private static void audit(HttpExchange exchange) throws IOException {
    boolean isFile = "text/csv".equals(exchange.getRequestHeaders().getFirst("Accept"));
    answer(exchange, 200, isFile ? "position\n1\n" : "{\"entries\":[]}");
  }

  private static void createdAlone(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      exchange.close();
    } else {
      answer(exchange, 201, "{\"key\":{\"id\":\"k\",\"name\":\"ci\"},\"secret\":\"blk_secret\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length());
    try (var out = exchange.getResponseBody()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private MockHttpServletResponse answer(RequestBuilder request) throws Exception {
    return web.perform(request).andReturn().getResponse();
  }

  private Cookie cookie() {
    return new Cookie("botledger", session);
  }

  private int signIn() throws Exception {
    return answer(post("/console/sign-in").param("credential", "a-key")).getStatus();
  }

  /** In one process the API needs threads of the same pool. */
  @Test
  void signingInTakesNoMoreThreadsThanItsTurns() throws Exception {
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < TURNS; i++) {
      waiting.add(threads.submit(this::signIn));
    }
    assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(signIn()).isEqualTo(503);
    released.countDown();
    for (Future<Integer> one : waiting) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(303);
    }
    assertThat(signIn()).isEqualTo(303);
  }

  @Test
  void ofAFormWhoseAnswerIsLostTheOutcomeIsUnknown() throws Exception {
    MockHttpServletResponse lost =
        answer(
            post("/console/chatbots/pizza/environments/prod/undeploy")
                .cookie(cookie())
                .param(Forms.TOKEN, formToken)
                .param("key", "once")
                .header("Referer", "http://localhost/console/chatbots/pizza?span=day"));
    assertThat(lost.getStatus()).isEqualTo(504);
    assertThat(lost.getContentAsString())
        .contains("Whether it was done is not known", "href=\"/console/chatbots/pizza?span=day\"")
        .doesNotContain("Nobody answers");
  }

  @Test
  void aNewSecretIsShownWhateverBecomesOfTheList() throws Exception {
    MockHttpServletResponse created =
        answer(
            post("/console/keys")
                .cookie(cookie())
                .param(Forms.TOKEN, formToken)
                .param("key", "once")
                .param("name", "ci"));
    assertThat(created.getStatus()).isEqualTo(200);
    assertThat(created.getContentAsString()).contains("blk_secret", "cannot be listed");
    assertThat(answer(get("/console/keys").cookie(cookie())).getStatus()).isEqualTo(503);
  }

  @Test
  void theAuditsFileIsPassedOn() throws Exception {
    MvcResult begun = web.perform(get("/console/audit.csv").cookie(cookie())).andReturn();
    assertThat(begun.getRequest().isAsyncStarted()).isTrue();
    begun.getAsyncResult(20_000);
    MockHttpServletResponse file = answer(asyncDispatch(begun));
    assertThat(file.getContentType()).isEqualTo("text/csv;charset=UTF-8");
    assertThat(file.getContentAsString()).isEqualTo("position\n1\n");
  }

  @Test
  void whoAsksForTheHeadAloneBeginsNoStream() throws Exception {
    for (String page : List.of("/console/chatbots/pizza/live", "/console/audit.csv")) {
      MvcResult asked = web.perform(head(page).cookie(cookie())).andReturn();
      assertThat(asked.getRequest().isAsyncStarted()).isFalse();
      assertThat(asked.getResponse().getStatus()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotValidIsTheClientsMistake() throws Exception {
    assertThat(answer(get("/console/log?position=abc").cookie(cookie())).getStatus())
        .isEqualTo(400);
    assertThat(answer(servlets -> new Unreadable()).getStatus()).isEqualTo(400);
    MockHttpServletResponse noForm =
        answer(post("/console/audit").cookie(cookie()).param(Forms.TOKEN, formToken));
    assertThat(noForm.getStatus()).isEqualTo(405);
    assertThat(noForm.getContentAsString()).contains("There is no such form.");
  }

  /** As Tomcat hands out one with {@code next=%zz}. */
  private static final class Unreadable extends MockHttpServletRequest {
    Unreadable() {
      super("GET", "/console/sign-in");
    }

    @Override
    public String[] getParameterValues(String name) {
      throw new InvalidParameterException("a secret", 400);
    }
  }

  /** The strict cookie is not sent on the way from elsewhere, but is on the next one. */
  @Test
  void aLinkInAChatLeadsToThePageAndNotToSigningIn() throws Exception {
    MockHttpServletResponse again =
        answer(get("/console/audit?text=a").header("Sec-Fetch-Site", "cross-site"));
    assertThat(again.getStatus()).isEqualTo(200);
    assertThat(again.getContentAsString()).contains("0; url=/console/audit");
    assertThat(again.getHeader("Cache-Control")).isEqualTo("no-store");
    MockHttpServletResponse second =
        answer(
            get("/console/audit")
                .header("Sec-Fetch-Site", "same-origin")
                .cookie(new Cookie("another", "x")));
    assertThat(second.getHeader("Location")).isEqualTo("/console/sign-in?next=%2Fconsole%2Faudit");
    assertThat(
            answer(get("/console/audit").cookie(new Cookie("botledger", "x")))
                .getHeader("Location"))
        .contains("because=ended");
  }

  @EnableWebMvc
  static class WebMvc {
    @Bean
    SecretKey sessionKey() {
      return new SecretKeySpec(new byte[32], "AES");
    }
  }
}
