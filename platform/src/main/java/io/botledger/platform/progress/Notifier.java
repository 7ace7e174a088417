package io.botledger.platform.progress;

import io.botledger.platform.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Announces, on a connection of its own: a transaction that notifies holds a lock of the whole
 * cluster while it commits, which no command's may do. What comes while one announcement is under
 * way is merged into the next.
 */
final class Notifier extends NotificationConnection {

  private static final String NOTIFY =
      "select pg_notify(channel, text) from unnest(?, ?) as pending (channel, text)";

  private boolean events;
  private boolean hello;
  private Map<ProgressReport.Key, ProgressReport> reports = new LinkedHashMap<>();
  private volatile int backend;

  Notifier(Database database) {
    super(database, "botledger-notify");
  }

  /** The id of the server process whose announcements are ours; 0 before the first connection. */
  int backend() {
    return backend;
  }

  synchronized void announce() {
    events = true;
    notifyAll();
  }

  synchronized void hello() {
    hello = true;
    notifyAll();
  }

  synchronized void publish(ProgressReport report) {
    reports.put(report.key(), report);
    notifyAll();
  }

  private record Pending(
      boolean events, boolean hello, Map<ProgressReport.Key, ProgressReport> reports) {}

  /** Waits for something to say; null when there is nothing left and this is closing. */
  private synchronized @Nullable Pending take() throws InterruptedException {
    while (!events && !hello && reports.isEmpty()) {
      if (isClosing()) {
        return null;
      }
      wait();
    }
    Pending pending = new Pending(events, hello, reports);
    events = false;
    hello = false;
    reports = new LinkedHashMap<>();
    return pending;
  }

  private synchronized void putBack(Pending pending) {
    events |= pending.events();
    hello |= pending.hello();
    pending.reports().forEach(reports::putIfAbsent);
  }

  @Override
  void work(Connection connection) throws SQLException, InterruptedException {
    backend = connection.unwrap(PGConnection.class).getBackendPID();
    try (PreparedStatement statement = connection.prepareStatement(NOTIFY)) {
      for (Pending next = take(); next != null; next = take()) {
        try {
          send(connection, statement, next);
        } catch (SQLException e) {
          putBack(next);
          throw e;
        }
      }
    }
  }

  private static void send(Connection connection, PreparedStatement statement, Pending pending)
      throws SQLException {
    List<String> channels = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    if (pending.events()) {
      channels.add(PostgresNotifications.EVENTS);
      texts.add("");
    }
    if (pending.hello()) {
      channels.add(PostgresNotifications.PROGRESS);
      texts.add(PostgresNotifications.HELLO);
    }
    for (ProgressReport report : pending.reports().values()) {
      channels.add(PostgresNotifications.PROGRESS);
      texts.add(report.text());
    }
    statement.setArray(1, connection.createArrayOf("text", channels.toArray()));
    statement.setArray(2, connection.createArrayOf("text", texts.toArray()));
    statement.execute();
  }

  @Override
  synchronized void interruptWork(@Nullable Connection connection) {
    notifyAll();
  }
}
