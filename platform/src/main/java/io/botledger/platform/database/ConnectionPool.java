package io.botledger.platform.database;

import com.zaxxer.hikari.HikariDataSource;

/** How a pool on the database is made. Its owner adds what its statements may take. */
public final class ConnectionPool {

  /**
   * Settings of connections whose statements find all their rows by keys: a plan that was made
   * while the tables were small must not scan them later, and one plan is good for all keys.
   */
  public static final String BY_KEYS =
      "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off;"
          + " set plan_cache_mode = force_generic_plan";

  private static final int CONNECTION_TIMEOUT = 3_000;
  private static final int VALIDATION_TIMEOUT = 1_000;

  private ConnectionPool() {}

  /**
   * A pool that gives up after three seconds where no connection is to be had.
   *
   * @param name in metrics, in logs and, behind {@code botledger}, in {@code pg_stat_activity}
   * @param size how many connections at most
   */
  public static HikariDataSource of(Database database, String name, int size) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(CONNECTION_TIMEOUT);
    pool.setValidationTimeout(VALIDATION_TIMEOUT);
    pool.addDataSourceProperty("ApplicationName", "botledger " + name);
    // Statements are short. To compile one takes PostgreSQL half a second, again and again where an
    // estimate is wrong, or where a plan is discouraged by its cost.
    pool.addDataSourceProperty("options", "-c jit=off");
    return pool;
  }

  /**
   * A pool for answers: read-only, in auto-commit mode, each statement ten seconds at most.
   *
   * @see #of
   */
  public static HikariDataSource forAnswers(Database database, String name, int size) {
    HikariDataSource pool = of(database, name, size);
    pool.setReadOnly(true);
    pool.setConnectionInitSql(
        "set default_transaction_read_only = on; set statement_timeout = '10s'");
    // For connections that the network swallowed: longer than any statement may take.
    pool.addDataSourceProperty("socketTimeout", "12");
    return pool;
  }
}
