package io.botledger.platform.limit;

import io.botledger.platform.web.Problems;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Without a number of requests nothing is counted. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("botledger.rate-limit.requests")
@EnableConfigurationProperties(RateLimit.class)
public class LimitConfiguration {

  @Bean
  RateLimitFilter rateLimitFilter(RateLimit limit, Problems problems) {
    return new RateLimitFilter(limit, problems);
  }
}
