package io.botledger.platform.apikey;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.database.Reach;
import io.botledger.platform.eventstore.EventTables;
import io.botledger.platform.lastknown.LastKnown;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** API keys, wired. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(15);

  /** Look-ups must not wait behind what they let in. None is open where nobody uses a key. */
  @Bean(destroyMethod = "close")
  HikariDataSource apiKeyDataSource(Database database, EventTables eventTables) {
    HikariDataSource pool = ConnectionPool.of(database, "api-keys", 2);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(60_000);
    pool.setConnectionInitSql("set statement_timeout = '2s'");
    pool.addDataSourceProperty("socketTimeout", "4");
    return pool;
  }

  @Bean
  StoredKeys storedKeys(@Qualifier("apiKeyDataSource") DataSource apiKeyDataSource) {
    return new StoredKeys(apiKeyDataSource);
  }

  @Bean(destroyMethod = "close")
  KeyUses keyUses(StoredKeys keys) {
    return new KeyUses(keys, PAUSE);
  }

  @Bean
  ApiKeys apiKeys(
      StoredKeys keys, KeyUses uses, Database database, ObjectProvider<LastKnown> lastKnown) {
    Clock clock = Clock.systemUTC();
    LastKnown kept = lastKnown.getIfAvailable(() -> LastKnown.IN_MEMORY);
    ApiKeys known =
        new ApiKeys(keys, new LastKnownKeys(kept.files(), clock), uses, clock, new Reach(database));
    uses.andThen(known::forgetRevoked);
    return known;
  }
}
