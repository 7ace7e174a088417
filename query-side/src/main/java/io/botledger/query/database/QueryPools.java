package io.botledger.query.database;

import com.zaxxer.hikari.HikariDataSource;
import io.botledger.platform.database.ConnectionPool;
import io.botledger.platform.database.Database;
import io.botledger.platform.progress.Projection;
import io.botledger.query.projection.Processors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who writes read models, and who reads them, never wait for one another's connections. */
@Configuration(proxyBeanMethods = false)
public class QueryPools {
  private static final int READERS = 8;

  /**
   * For the processors: a connection for each of their threads. Beside each live generation another
   * one may be built.
   */
  @Bean(destroyMethod = "close")
  public HikariDataSource projectionDataSource(Database database) {
    int live = Projection.values().length * (Processors.WORKERS + 1);
    // What was built keeps its workers when it is live, also while the next one is built.
    int built = Projection.values().length * (Processors.REPLAY_WORKERS + 1);
    HikariDataSource pool = ConnectionPool.of(database, "projection", 2 * built + 1);
    pool.setMinimumIdle(live + 1);
    // A batch is short. Who stands still in one must not keep its rows locked: it loses its
    // transaction after five seconds, also if it does not read what it asked for
    // (tcp_user_timeout), so that another process goes on within ten.
    pool.setConnectionInitSql(
        """
        set lock_timeout = '5s'; set statement_timeout = '60s'; \
        set idle_in_transaction_session_timeout = '5s'; set tcp_user_timeout = '5s'; \
        """
            + ConnectionPool.BY_KEYS);
    pool.addDataSourceProperty("socketTimeout", "90");
    return pool;
  }

  /** For verifications: statements that read whole tables. */
  @Bean(destroyMethod = "close")
  public HikariDataSource rebuildDataSource(Database database) {
    HikariDataSource pool = ConnectionPool.of(database, "rebuild", Projection.values().length);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(60_000);
    pool.setConnectionInitSql(
        "set lock_timeout = '5s'; set idle_in_transaction_session_timeout = '30s'");
    // For connections that the network swallowed: longer than it takes to compare whole tables.
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("socketTimeout", "3600");
    return pool;
  }

  /** For the answers: one short statement at a time. */
  @Bean(destroyMethod = "close")
  public HikariDataSource readDataSource(Database database) {
    return ConnectionPool.forAnswers(database, "read", READERS);
  }
}
