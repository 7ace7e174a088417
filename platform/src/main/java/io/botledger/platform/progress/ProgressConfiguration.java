package io.botledger.platform.progress;

import io.botledger.platform.database.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Announcements and progress, wired. */
@Configuration(proxyBeanMethods = false)
public class ProgressConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  PostgresNotifications notifications(Database database) {
    return new PostgresNotifications(database);
  }

  @Bean
  ProgressRegistry progress(PostgresNotifications notifications) {
    return new ProgressRegistry(notifications);
  }
}
