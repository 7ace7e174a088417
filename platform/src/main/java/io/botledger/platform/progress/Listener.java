package io.botledger.platform.progress;

import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what is announced. */
final class Listener extends NotificationConnection {

  /** Milliseconds of silence after which the connection is tried. */
  private static final int SILENCE = 10_000;

  /** Seconds. */
  private static final int TRIAL = 5;

  /** Gets an announcement, with the id of the server process that sent it. */
  interface Receiver {
    void receive(int sender, String channel, String text);
  }

  private final Runnable onConnected;
  private final Receiver receiver;
  private volatile boolean listening;

  Listener(Database database, Runnable onConnected, Receiver receiver) {
    super(database, "botledger-listen");
    this.onConnected = onConnected;
    this.receiver = receiver;
  }

  boolean isListening() {
    return listening;
  }

  @Override
  void work(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + PostgresNotifications.EVENTS);
      statement.execute("listen " + PostgresNotifications.PROGRESS);
      listening = true;
      onConnected.run();
      PGConnection server = connection.unwrap(PGConnection.class);
      while (!isClosing()) {
        PGNotification[] heard = server.getNotifications(SILENCE);
        if (heard == null || heard.length == 0) {
          requireAlive(connection);
        } else {
          for (PGNotification one : heard) {
            receiver.receive(one.getPID(), one.getName(), one.getParameter());
          }
        }
      }
    } finally {
      listening = false;
    }
  }

  private static void requireAlive(Connection connection) throws SQLException {
    if (!connection.isValid(TRIAL)) {
      throw new SQLException("The connection is dead.");
    }
  }

  @Override
  void interruptWork(@Nullable Connection connection) throws SQLException {
    if (connection != null) {
      connection.abort(Runnable::run);
    }
  }
}
