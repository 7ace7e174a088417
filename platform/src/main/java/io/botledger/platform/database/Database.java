package io.botledger.platform.database;

/**
 * The PostgreSQL that is used: an embedded one or one's own.
 *
 * @param url a JDBC URL of pgjdbc
 */
public record Database(String url, String username, String password) {

  /** Without the password. */
  @Override
  public String toString() {
    return "Database[" + url + ", " + username + "]";
  }
}
