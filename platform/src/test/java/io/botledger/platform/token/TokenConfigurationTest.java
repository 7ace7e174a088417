package io.botledger.platform.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.botledger.platform.access.Credentials;
import io.botledger.platform.start.StartRefused;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TokenConfigurationTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(TokenConfiguration.class);

  @Test
  void withoutAnOptionThereAreNoTokens() {
    runner.run(context -> assertThat(context).doesNotHaveBean(Credentials.class));
  }

  @Test
  void withTheThreeThatItTakesThereAre() {
    runner
        .withPropertyValues(
            "botledger.jwt.issuer=https://issuer.example",
            "botledger.jwt.audience=botledger",
            "botledger.jwt.jwks-uri=https://issuer.example/keys",
            "botledger.jwt.algorithms=RS256,ES256")
        .run(context -> assertThat(context).hasSingleBean(Credentials.class));
  }

  @Test
  void halfOfThemStopsTheStart() {
    runner
        .withPropertyValues("botledger.jwt.issuer=https://issuer.example")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasRootCauseInstanceOf(StartRefused.class)
                    .rootCause()
                    .hasMessageContaining("botledger.jwt.audience"));
  }
}
