package io.botledger.platform.access;

import io.botledger.platform.web.Problems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the guard before everything. Whoever runs the platform gives the {@link Credentials} of its
 * own.
 */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

  @Bean
  AccessFilter accessFilter(ObjectProvider<Credentials> kinds, Problems problems) {
    return new AccessFilter(kinds.orderedStream().toList(), problems);
  }

  @Bean
  GrantsFilter grantsFilter(Problems problems) {
    return new GrantsFilter(problems);
  }
}
