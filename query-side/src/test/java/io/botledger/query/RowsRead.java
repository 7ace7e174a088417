package io.botledger.query;

import io.botledger.platform.database.Database;
import io.botledger.query.generation.Generations;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Counts the rows that reads look at, in tables and in indexes: what PostgreSQL itself counts. */
public final class RowsRead implements AutoCloseable {
  private final SingleConnectionDataSource connection;
  private final Generations generations;

  /** A database with the tables of all projections. */
  public RowsRead(Database database) {
    new TestLog(database);
    connection =
        new SingleConnectionDataSource(
            database.url(), database.username(), database.password(), true);
    generations = Generations.prepare(database, connection);
  }

  /** One connection, which stays in one transaction: the counts are that transaction's. */
  public DataSource dataSource() {
    return connection;
  }

  public Generations generations() {
    return generations;
  }

  /** Writes rows, and lets the planner know of them. */
  public void fill(String... statements) {
    connection.setAutoCommit(true);
    connection.resetConnection();
    for (String statement : statements) {
      sql().sql(statement).update();
    }
    sql().sql("vacuum analyze").update();
    connection.setAutoCommit(false);
    connection.resetConnection();
  }

  private JdbcClient sql() {
    return JdbcClient.create(connection);
  }

  /** How many rows are read meanwhile, those that indexes give included. */
  public long during(Runnable read) {
    long before = count();
    read.run();
    return count() - before;
  }

  private long count() {
    return sql()
        .sql(
            """
            select (select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
                    from pg_stat_xact_user_tables)
              + (select sum(pg_stat_get_xact_tuples_returned(indexrelid))
                 from pg_stat_user_indexes)
            """)
        .query(Long.class)
        .single();
  }

  @Override
  public void close() {
    connection.destroy();
  }
}
