package io.botledger.application.standby;

import io.botledger.application.Settings;
import io.botledger.application.access.AdminKeyOrigin;
import io.botledger.application.start.Role;
import io.botledger.application.web.TomcatConfiguration;
import io.botledger.platform.access.AccessConfiguration;
import io.botledger.platform.access.AdminKey;
import io.botledger.platform.apikey.LastKnownKeys;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.limit.LimitConfiguration;
import io.botledger.platform.route.Sides;
import io.botledger.platform.token.TokenConfiguration;
import io.botledger.platform.web.Problems;
import io.botledger.platform.web.WebConfiguration;
import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The web server with all that guards it, and one servlet: everybody is known by the same
 * credentials as ever, as far as these can be told without a database. No part of the application's
 * own configuration, and therefore not annotated as one.
 */
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  LifecycleAutoConfiguration.class,
  SslAutoConfiguration.class,
  TomcatServletWebServerAutoConfiguration.class
})
@EnableConfigurationProperties(Settings.class)
@Import({
  TomcatConfiguration.class,
  WebConfiguration.class,
  AccessConfiguration.class,
  TokenConfiguration.class,
  LimitConfiguration.class
})
class StandbyConfiguration {

  @Bean
  Sides sides(Environment environment) {
    return Role.in(environment).sides();
  }

  @Bean
  AdminKey adminKey(Settings settings) {
    return AdminKeyOrigin.of(settings).key();
  }

  @Bean
  LastKnownKeys lastKnownKeys(LastKnownFiles files) {
    return new LastKnownKeys(files, Clock.systemUTC());
  }

  @Bean
  ServletRegistrationBean<LastKnownServlet> lastKnownServlet(
      LastKnownFiles files, Problems problems) {
    return new ServletRegistrationBean<>(new LastKnownServlet(files, problems), "/*");
  }
}
