package io.botledger.query.projection;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that changes exactly one row. That is checked: a change that finds nothing to change
 * is an error, not a success.
 *
 * @param sql its parameters are texts, longs and booleans; all else is cast in the SQL
 */
public record Template(String sql) {

  static void bind(PreparedStatement statement, List<@Nullable Object> parameters)
      throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Object value = parameters.get(i);
      if (value == null) {
        // As text: parameters whose types change cost a new plan.
        statement.setNull(i + 1, Types.VARCHAR);
      } else if (value instanceof Long number) {
        statement.setLong(i + 1, number);
      } else if (value instanceof Boolean flag) {
        statement.setBoolean(i + 1, flag);
      } else {
        statement.setString(i + 1, value.toString());
      }
    }
  }
}
