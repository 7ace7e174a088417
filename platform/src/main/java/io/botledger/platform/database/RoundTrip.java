package io.botledger.platform.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@link Statements} of one round trip, and who gets what each of them comes to. Their order is
 * that in which they are executed; what they came to is told in that order as well.
 */
public final class RoundTrip {

  /** Gets the rows of a query, before the first one. */
  public interface Rows {
    void read(ResultSet rows) throws SQLException;
  }

  private interface Result {
    void read(PreparedStatement statement) throws SQLException;
  }

  private final Statements statements = new Statements();
  private final List<Result> results = new ArrayList<>();
  private boolean run;

  /** Adds a query. */
  public void query(Rows rows, String sql, @Nullable Object... values) {
    statements.add(sql, values);
    results.add(
        statement -> {
          try (ResultSet result = statement.getResultSet()) {
            rows.read(result);
          }
        });
  }

  /**
   * Adds a statement that changes rows.
   *
   * @param count gets how many
   */
  public void update(IntConsumer count, String sql, @Nullable Object... values) {
    statements.add(sql, values);
    results.add(statement -> count.accept(statement.getUpdateCount()));
  }

  /** The same, however many they are. */
  public void update(String sql, @Nullable Object... values) {
    update(count -> {}, sql, values);
  }

  /** Adds all of them; they change rows, however many. */
  public void updates(Statements changes) {
    statements.addAll(changes);
    for (int i = 0; i < changes.size(); i++) {
      results.add(statement -> {});
    }
  }

  /** Whether they were sent, whatever came of it. */
  public boolean wasRun() {
    return run;
  }

  /**
   * Has all of them executed, in one round trip; none costs none.
   *
   * @throws SQLException of the first one that fails; those behind it are not executed
   */
  public void run(Connection connection) throws SQLException {
    if (statements.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = statements.prepare(connection)) {
      run = true;
      statement.execute();
      for (Result result : results) {
        result.read(statement);
        statement.getMoreResults();
      }
    }
  }
}
