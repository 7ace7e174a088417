package io.botledger.platform;

import io.botledger.platform.access.AccessConfiguration;
import io.botledger.platform.apikey.ApiKeyConfiguration;
import io.botledger.platform.eventstore.EventStoreConfiguration;
import io.botledger.platform.limit.LimitConfiguration;
import io.botledger.platform.progress.ProgressConfiguration;
import io.botledger.platform.token.TokenConfiguration;
import io.botledger.platform.web.WebConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * All of the platform. Whoever runs it gives a {@link io.botledger.platform.database.Database} and
 * the {@link io.botledger.platform.access.Credentials}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
  WebConfiguration.class,
  AccessConfiguration.class,
  ApiKeyConfiguration.class,
  TokenConfiguration.class,
  LimitConfiguration.class,
  EventStoreConfiguration.class,
  ProgressConfiguration.class
})
public class PlatformConfiguration {}
