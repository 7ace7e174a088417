package io.botledger.platform.access;

import io.botledger.platform.web.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the guard before everything. Whoever runs the platform gives the {@link Credentials}. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

  @Bean
  AccessFilter accessFilter(Credentials credentials, Problems problems) {
    return new AccessFilter(credentials, problems);
  }
}
