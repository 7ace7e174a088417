package io.botledger.query.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.query.console.SilentServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever signs in waits for the provider, but not for ever. */
class IdentityProviderTest {

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n', false",
    "'HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{\"access_token\":\"e.y\"}', true",
  })
  void anAnswerThatDoesNotComeWholeIsNoToken(String said, boolean isToken) throws IOException {
    try (SilentServer silent = SilentServer.after(said)) {
      URI here = silent.address();
      LoginSettings settings = new LoginSettings(here, here, "id", null, "openid", here, "it");
      assertThat(
              new IdentityProvider(settings, Duration.ofMillis(500))
                  .token("code", new LoginAttempt("s", "v", Instant.EPOCH, "/"))
                  .isPresent())
          .isEqualTo(isToken);
    }
  }
}
