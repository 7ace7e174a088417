package io.botledger.application.gateway;

import static io.botledger.application.gateway.Client.assertRefused;
import static io.botledger.application.gateway.StubProcess.breaksOff;
import static io.botledger.application.gateway.StubProcess.drains;
import static io.botledger.application.gateway.StubProcess.isSilent;
import static io.botledger.application.gateway.StubProcess.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, and what never: rule 5 of the contract. */
class GatewayFaultsTest {
  private static final String VERSION = "/v1/chatbots/x/versions/y";

  /** Any of them could be the first to be asked, so each is asked for often enough. */
  private static final int OFTEN = 10;

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "DELETE"})
  void nobodyNoticesThatOneProcessIsDown(String method) {
    try (StubProcess up = StubProcess.that(says("up"));
        Nginx nginx =
            Nginx.start(
                List.of(Nginx.freePort(), up.port()), List.of(up.port(), Nginx.freePort()))) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask(method, VERSION, BodyPublishers.ofString("{}")).statusCode())
            .isEqualTo(200);
      }
      assertThat(up.requests()).hasSize(OFTEN).allMatch(got -> new String(got.body()).equals("{}"));
      assertThat(nginx.logs()).as("the one that is down was tried").contains("Connection refused");
    }
  }

  /** It says by 502 that it did nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void whatAProcessThatIsBeingStoppedTurnsAwayGoesToAnother(String method) {
    try (StubProcess stopping = StubProcess.that(drains());
        StubProcess up = StubProcess.that(says("up"));
        Nginx nginx = Nginx.start(ports(stopping, up), ports(stopping, up))) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask(method, VERSION, BodyPublishers.ofString("{}")).body())
            .isEqualTo("up");
      }
      assertThat(up.requests()).hasSize(OFTEN).allMatch(got -> new String(got.body()).equals("{}"));
      assertThat(stopping.requests()).as("then it is left out").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "DELETE"})
  void aWriteThatWasSentIsNeverSentAgain(String method) {
    try (StubProcess first = StubProcess.that(breaksOff());
        StubProcess second = StubProcess.that(breaksOff());
        Nginx nginx = Nginx.start(ports(first, second), ports(first, second))) {
      Client client = new Client(nginx);
      for (String target : List.of(VERSION, "/v1/projections/version-list/rebuilds/1")) {
        int before = first.requests().size() + second.requests().size();
        HttpResponse<String> answer = client.ask(method, target);
        assertRefused(answer, 503, "outcome-unknown");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(first.requests().size() + second.requests().size()).isEqualTo(before + 1);
      }
    }
  }

  /** The negative control: nginx's own rule, under which a DELETE may be sent twice. */
  @Test
  void nginxsOwnRuleWouldSendADeleteTwice() {
    UnaryOperator<String> ownRule =
        file ->
            GatewayFiles.replaceOnce(
                file,
                "proxy_next_upstream http_502 non_idempotent;",
                "proxy_next_upstream error timeout http_502;");
    try (StubProcess first = StubProcess.that(breaksOff());
        StubProcess second = StubProcess.that(breaksOff());
        Nginx nginx = Nginx.start(ports(first, second), ports(first, second), ownRule)) {
      new Client(nginx).ask("DELETE", VERSION);
      assertThat(first.requests().size() + second.requests().size()).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void aReadIsAskedOfAnotherProcess(String method) {
    try (StubProcess breaking = StubProcess.that(breaksOff());
        StubProcess up = StubProcess.that(says("up"));
        Nginx nginx = Nginx.start(ports(breaking, up), ports(breaking, up))) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask(method, VERSION).statusCode()).isEqualTo(200);
        assertThat(client.ask(method, "/v1/events").statusCode()).isEqualTo(200);
      }
      assertThat(breaking.requests()).as("one of each role, then it is left out").hasSize(2);
    }
  }

  /** A frozen process takes requests and answers none; the time is shortened for the test. */
  @Test
  void aFrozenProcessCostsABoundedTime() {
    UnaryOperator<String> impatient =
        file ->
            GatewayFiles.replaceOnce(file, "proxy_read_timeout 20s;", "proxy_read_timeout 500ms;");
    try (StubProcess frozen = StubProcess.that(isSilent());
        StubProcess up = StubProcess.that(says("up"));
        Nginx nginx = Nginx.start(ports(frozen), ports(frozen, up), impatient)) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask("GET", VERSION).body()).isEqualTo("up");
      }
      assertRefused(client.ask("DELETE", VERSION), 503, "outcome-unknown");
      assertThat(frozen.requests()).as("one read, one write").hasSize(2);
    }
  }

  /** Long before its first request fails: what it leaves unanswered counts as work under way. */
  @Test
  void aFrozenProcessGetsNoFurtherWrites() {
    try (StubProcess frozen = StubProcess.that(isSilent());
        StubProcess up = StubProcess.that(says("up"));
        Nginx nginx = Nginx.start(ports(frozen, up), ports(up))) {
      Client client = new Client(nginx);
      int sent = 0;
      while (frozen.requests().isEmpty()) {
        client
            .http()
            .sendAsync(client.request(VERSION).DELETE().build(), BodyHandlers.discarding());
        sent++;
        int expected = sent;
        await().until(() -> frozen.requests().size() + up.requests().size() == expected);
      }
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask("DELETE", VERSION).body()).isEqualTo("up");
      }
      assertThat(frozen.requests()).hasSize(1);
    }
  }

  /**
   * A machine that is gone, or whose queue of connections is full: the time is shortened for the
   * test.
   */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void whatCouldNotBeSentGoesToAnother(String method) {
    UnaryOperator<String> impatient =
        file ->
            GatewayFiles.replaceOnce(
                file, "proxy_connect_timeout 2s;", "proxy_connect_timeout 200ms;");
    try (FullPort full = FullPort.open();
        StubProcess up = StubProcess.that(says("up"));
        Nginx nginx =
            Nginx.start(
                List.of(full.port(), up.port()), List.of(full.port(), up.port()), impatient)) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        assertThat(client.ask(method, VERSION, BodyPublishers.ofString("{}")).body())
            .isEqualTo("up");
      }
      assertThat(up.requests()).hasSize(OFTEN).allMatch(got -> new String(got.body()).equals("{}"));
      assertThat(nginx.logs())
          .as("the full one was tried")
          .contains("while connecting to upstream");
    }
  }

  /**
   * While all are down, and as soon as one is back, though it has failed within the last ten
   * seconds.
   */
  @Test
  void whereNoProcessIsUpNothingWasDone() {
    int port = Nginx.freePort();
    try (Nginx nginx =
        Nginx.start(List.of(port, Nginx.freePort()), List.of(Nginx.freePort(), port))) {
      Client client = new Client(nginx);
      for (int i = 0; i < OFTEN; i++) {
        for (String method : List.of("GET", "POST", "DELETE")) {
          HttpResponse<String> answer = client.ask(method, VERSION);
          assertRefused(answer, 503, "unavailable");
          assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
      }
      try (StubProcess back = StubProcess.at(port, says("back"))) {
        await()
            .atMost(Duration.ofSeconds(5))
            .pollInterval(Duration.ofMillis(100))
            .until(() -> client.ask("DELETE", VERSION).statusCode() == 200);
        assertThat(back.requests()).hasSize(1);
      }
    }
  }

  private static List<Integer> ports(StubProcess... processes) {
    return List.of(processes).stream().map(StubProcess::port).toList();
  }
}
