package io.botledger.application.postgres;

import io.botledger.application.Settings;
import io.botledger.application.access.AdminKeyOrigin;
import io.botledger.application.data.DataDirectory;
import io.botledger.platform.access.AdminKey;
import io.botledger.platform.database.Database;
import io.botledger.platform.lastknown.LastKnown;
import io.botledger.platform.lastknown.LastKnownFiles;
import io.botledger.platform.route.Side;
import io.botledger.platform.route.Sides;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The two shapes of one process. Everything that uses PostgreSQL depends on the {@link Database}
 * and is therefore gone before an embedded server is stopped.
 */
@Configuration(proxyBeanMethods = false)
class PostgresConfiguration {

  @Bean
  DatabaseHealthIndicator databaseHealthIndicator(Database database) {
    DatabaseHealthIndicator indicator = new DatabaseHealthIndicator(database);
    indicator.health();
    return indicator;
  }

  @Bean
  AdminKey adminKey(AdminKeyOrigin origin) {
    return origin.key();
  }

  /** By which the console's sessions are sealed. */
  @Bean
  SecretKey sessionKey(AdminKeyOrigin origin) {
    return origin.key().sessionKey();
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(Shape.WithEmbeddedPostgres.class)
  static class Embedded {

    @Bean
    DataDirectory dataDirectory(Settings settings) {
      return DataDirectory.open(settings.dataDirectory());
    }

    @Bean
    AdminKeyOrigin adminKeyOrigin(Settings settings, DataDirectory data) {
      return AdminKeyOrigin.of(settings, data);
    }

    @Bean
    EmbeddedServer embeddedServer(DataDirectory data) {
      return EmbeddedServer.start(data, () -> System.exit(1));
    }

    @Bean
    Database database(EmbeddedServer server) {
      return server.database();
    }

    /** One process at a time has the data directory, and with it the server. */
    @Bean
    LastKnown lastKnown() {
      return new LastKnown(true, LastKnownFiles.NONE);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Conditional(Shape.OnOwnPostgres.class)
  static class Own {

    @Bean
    AdminKeyOrigin adminKeyOrigin(Settings settings) {
      return AdminKeyOrigin.of(settings);
    }

    @Bean
    Database database(Environment environment) {
      return OwnServer.in(environment);
    }

    @Bean
    LastKnown lastKnown(Environment environment, Sides sides) {
      return new LastKnown(
          false, sides.run(Side.QUERY) ? OwnServer.lastKnown(environment) : LastKnownFiles.NONE);
    }
  }
}
