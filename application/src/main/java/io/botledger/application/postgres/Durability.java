package io.botledger.application.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether what PostgreSQL has acknowledged survives a crash of its machine. */
final class Durability {
  private static final String SETTINGS_OFF =
      """
      select name from pg_settings
      where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
      order by name
      """;

  private Durability() {}

  /** A sentence for each setting that gives it up. */
  static List<String> warnings(Connection connection) throws SQLException {
    List<String> warnings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SETTINGS_OFF)) {
      while (rows.next()) {
        warnings.add(
            "PostgreSQL's %s is off: acknowledged writes can be lost in a crash."
                .formatted(rows.getString(1)));
      }
    }
    return warnings;
  }
}
