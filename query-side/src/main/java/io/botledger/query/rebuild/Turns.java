package io.botledger.query.rebuild;

import io.botledger.platform.progress.Projection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Of several processes, one at a time works on the rebuilds of a projection. Its turn ends with its
 * connection, also when it dies. What must never happen twice does not rely on this.
 */
@Component
final class Turns {
  private static final String KEY = "(hashtextextended('botledger rebuild ' || ?, 0))";

  private static final Logger log = LoggerFactory.getLogger(Turns.class);

  private final JdbcTemplate database;

  Turns(@Qualifier("rebuildDataSource") DataSource rebuildDataSource) {
    this.database = new JdbcTemplate(rebuildDataSource);
  }

  /** Does it, unless another process is at it. */
  void take(Projection projection, Runnable work) {
    database.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              if (!ask(connection, "select pg_try_advisory_lock" + KEY, projection)) {
                return false;
              }
              try {
                work.run();
                return true;
              } finally {
                end(connection, projection);
              }
            });
  }

  /** A connection that was lost has ended the turn already; what came of the work matters more. */
  private static void end(Connection connection, Projection projection) {
    try {
      ask(connection, "select pg_advisory_unlock" + KEY, projection);
    } catch (SQLException e) {
      log.warn("The turn for {} ended with its connection ({}).", projection.text(), e.toString());
    }
  }

  private static boolean ask(Connection connection, String sql, Projection projection)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, projection.text());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}
