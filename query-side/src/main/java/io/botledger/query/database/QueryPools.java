package io.botledger.query.database;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import io.botledger.query.projection.Processors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who writes read models, and who reads them, never wait for one another's connections. */
@Configuration(proxyBeanMethods = false)
public class QueryPools {
  private static final int CONNECTION_TIMEOUT = 3_000;
  private static final int VALIDATION_TIMEOUT = 1_000;
  private static final int READERS = 8;

  /** For the processors: a connection for each of their threads. */
  @Bean(destroyMethod = "close")
  public HikariDataSource projectionDataSource(Database database) {
    HikariDataSource pool = pool(database, "projection", "90");
    pool.setMaximumPoolSize(Projection.values().length * (Processors.WORKERS + 1) + 1);
    // A batch is short; a connection that was lost must not keep its rows locked.
    pool.setConnectionInitSql(
        """
        set lock_timeout = '5s'; set statement_timeout = '60s'; \
        set idle_in_transaction_session_timeout = '30s'""");
    return pool;
  }

  /** For the answers: in auto-commit mode, one short statement at a time. */
  @Bean(destroyMethod = "close")
  public HikariDataSource readDataSource(Database database) {
    HikariDataSource pool = pool(database, "read", "12");
    pool.setMaximumPoolSize(READERS);
    pool.setReadOnly(true);
    pool.setConnectionInitSql(
        "set default_transaction_read_only = on; set statement_timeout = '10s'");
    return pool;
  }

  private static HikariDataSource pool(Database database, String name, String socketTimeout) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setConnectionTimeout(CONNECTION_TIMEOUT);
    pool.setValidationTimeout(VALIDATION_TIMEOUT);
    pool.addDataSourceProperty("ApplicationName", "botledger " + name);
    pool.addDataSourceProperty("socketTimeout", socketTimeout);
    return pool;
  }
}
