package io.botledger.command.apikey;

import io.botledger.command.apikey.CreateApiKeyBody.Lives;
import io.botledger.platform.start.StartRefused;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What is configured about API keys. */
@Configuration(proxyBeanMethods = false)
class ApiKeysConfiguration {
  private static final String USUAL = "botledger.api-keys.usual-life";
  private static final String LONGEST = "botledger.api-keys.longest-life";

  @Bean
  Lives livesOfApiKeys(Environment environment) {
    Duration usual = environment.getProperty(USUAL, Duration.class, Duration.ofDays(90));
    Duration longest = environment.getProperty(LONGEST, Duration.class, Duration.ofDays(365));
    if (usual.isNegative() || usual.isZero() || usual.compareTo(longest) > 0) {
      throw new StartRefused(
          "%s is %s, and %s is %s.".formatted(USUAL, usual, LONGEST, longest),
          "Set both to durations such as 90d, the second one not shorter than the first.");
    }
    return new Lives(usual, longest);
  }
}
