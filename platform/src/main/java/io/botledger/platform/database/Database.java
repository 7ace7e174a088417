package io.botledger.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The PostgreSQL that is used: an embedded one or one's own.
 *
 * @param url a JDBC URL of pgjdbc
 */
public record Database(String url, String username, String password) {

  /**
   * A connection outside all pools, for what must not wait for one.
   *
   * @param patience how long the connecting, and later every single answer, may take; whole seconds
   */
  public Connection connect(Duration patience) throws SQLException {
    String seconds = Long.toString(patience.toSeconds());
    Properties properties = new Properties();
    properties.setProperty("user", username);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "botledger");
    properties.setProperty("loginTimeout", seconds);
    properties.setProperty("connectTimeout", seconds);
    properties.setProperty("socketTimeout", seconds);
    return DriverManager.getConnection(url, properties);
  }

  /**
   * Whether there is nobody to talk to, or somebody who is starting or stopping (classes 08 and 57P
   * of SQLSTATE). A server that refuses us for another reason is there.
   */
  public boolean isAway(Duration patience) {
    try (Connection connection = connect(patience)) {
      return false;
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      return state.startsWith("08") || state.startsWith("57P");
    }
  }

  /** The address without its parameters, which may hold a password. */
  public String address() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /** Without any password. */
  @Override
  public String toString() {
    return "Database[" + address() + ", " + username + "]";
  }
}
