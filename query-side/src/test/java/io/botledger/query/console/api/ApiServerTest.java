package io.botledger.query.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botledger.query.console.ConsoleSettings;
import io.botledger.query.console.SilentServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** A page waits for the API, but not for ever. */
class ApiServerTest {
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final String HEAD = "HTTP/1.1 %d OK\r\nContent-Length: 100\r\n\r\nhalf";

  private static Api api(SilentServer silent) {
    return new Api(
        new ApiServer(new ConsoleSettings(silent.address()), new MockEnvironment(), PATIENCE),
        "key",
        "id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"})
  void anAnswerThatDoesNotComeWholeIsNone(String said) throws IOException {
    try (SilentServer silent = SilentServer.after(said)) {
      assertThatThrownBy(() -> api(silent).get(ApiPath.of("/v1/audit")))
          .isInstanceOfSatisfying(ApiAway.class, away -> assertThat(away.isSent()).isTrue());
    }
  }

  /** The same where it is passed on: of a refusal the rest is waited for. */
  @Test
  void aRefusalThatDoesNotComeWholeIsNone() throws IOException {
    try (SilentServer silent = SilentServer.after(HEAD.formatted(503))) {
      var refusal = api(silent).follow(ApiRequest.get(ApiPath.of("/v1/audit")));
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThatThrownBy(() -> Answer.read(refusal, PATIENCE)).isInstanceOf(ApiAway.class);
    }
  }

  /** The negative control: what has begun may take its time. */
  @Test
  void whatIsPassedOnHasNoEnd() throws IOException {
    try (SilentServer silent = SilentServer.after(HEAD.formatted(200))) {
      assertThat(api(silent).follow(ApiRequest.get(ApiPath.of("/v1/audit"))).statusCode())
          .isEqualTo(200);
    }
  }
}
