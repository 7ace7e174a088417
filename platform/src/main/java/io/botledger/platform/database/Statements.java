package io.botledger.platform.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SQL statements that go to the server together, in one round trip. Each still is a statement of
 * its own, with its own snapshot, and is prepared by itself.
 */
public final class Statements {
  private final List<String> sql = new ArrayList<>();
  private final List<@Nullable Object> parameters = new ArrayList<>();

  /**
   * Adds one, with the values of its parameters. An array is one of PostgreSQL's: of {@code Long}
   * it is {@code bigint[]}, any other {@code text[]}.
   */
  public Statements add(String statement, @Nullable Object... values) {
    sql.add(statement.strip());
    parameters.addAll(Arrays.asList(values));
    return this;
  }

  /** Adds all of another one, behind those that are there. */
  Statements addAll(Statements others) {
    sql.addAll(others.sql);
    parameters.addAll(others.parameters);
    return this;
  }

  int size() {
    return sql.size();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return sql.isEmpty();
  }

  /** All of them, to be executed at once; the results come one after the other. */
  public PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(String.join(";\n", sql));
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value instanceof Object[] values) {
        statement.setArray(i + 1, array(connection, values));
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  private static Array array(Connection connection, @Nullable Object[] values) throws SQLException {
    return connection.createArrayOf(values instanceof Long[] ? "bigint" : "text", values);
  }
}
